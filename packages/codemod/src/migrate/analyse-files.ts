import { FILES_IN_BATCH, THREAD_LIMITS } from '../bounds.ts';
import { Worker } from 'node:worker_threads';
import type { LaunchConfig } from '@parent-overrides/launch-sites';
import { migrateFile, type FileResult } from './migrate-file.ts';
import type { TypedProjects } from '../types/typed-projects.ts';
import { canShareMemory, shareMemory } from '@parent-overrides/project-modules';

export interface AnalysisTask {
  readonly file: string;
  /** Index into `configs`, so that a thread gets each config once. */
  readonly config: number;
  readonly diffName?: string | undefined;
}

export interface AnalysisRequest {
  readonly tasks: readonly AnalysisTask[];
  readonly configs: readonly LaunchConfig[];
  readonly only?: readonly string[] | undefined;
  /** How many threads; absent to decide by the number of files and processors. */
  readonly concurrency: number;
  /** Asked for types, which threads cannot share: then there is one. */
  readonly types?: TypedProjects | undefined;
  readonly onProgress: (done: number) => void;
}

/** What a thread is started with; it then gets tasks and answers with results, a batch at a time. */
export interface ThreadData {
  readonly configs: readonly LaunchConfig[];
  readonly only?: readonly string[] | undefined;
  readonly sharesMemory: boolean;
}

/**
 * The first look at every file: those that stand alone are migrated (in memory), those with a launch of two ends
 * are postponed. Results come without the files that launch nothing.
 */
export async function analyseFiles(request: AnalysisRequest): Promise<FileResult[]> {
  const { concurrency, onProgress, types } = request;
  const tasks = types?.inOrder(request.tasks, ({ file }) => file) ?? request.tasks;
  const threads = types ? 1 : Math.max(1, Math.min(concurrency, Math.ceil(tasks.length / FILES_IN_BATCH)));
  const sharesMemory = canShareMemory(threads);
  let next = 0;
  let done = 0;
  const take = (): readonly AnalysisTask[] => tasks.slice(next, (next += FILES_IN_BATCH));
  const finished = (count: number): void => {
    onProgress((done += count));
  };

  if (threads === 1) {
    shareMemory(sharesMemory);
    const results: FileResult[] = [];
    for (let batch = take(); batch.length > 0; batch = take()) {
      results.push(...analyseBatch(batch, request));
      finished(batch.length);
      // Lets signals and the progress bar through.
      await new Promise((resolve) => setImmediate(resolve));
    }
    return results;
  }
  const { configs, only } = request;
  const data: ThreadData = { configs, only, sharesMemory };
  const parts = await Promise.all(Array.from({ length: threads }, () => runThread(data, take, finished)));
  return parts.flat();
}

/** @returns the results worth keeping: a file that launches nothing has none */
export function analyseBatch(
  batch: readonly AnalysisTask[],
  { configs, only, types }: Pick<AnalysisRequest, 'configs' | 'only' | 'types'>,
): FileResult[] {
  return batch.flatMap(({ file, config: index, diffName }) => {
    const config = configs[index];
    if (!config) throw new Error(`there is no config ${index}`);
    const result = migrateFile({ file, config, types, only, diffName, otherEnds: 'postpone' });
    // A copy, because the names in a result are slices, which would keep the whole text of their file.
    return result.candidate ? [structuredClone(result)] : [];
  });
}

function runThread(
  workerData: ThreadData,
  take: () => readonly AnalysisTask[],
  finished: (count: number) => void,
): Promise<FileResult[]> {
  return new Promise((resolve, reject) => {
    const results: FileResult[] = [];
    // eslint-disable-next-line parent-overrides/require-wrapper -- The codemod has no overrides to carry.
    const worker = new Worker(new URL('./analysis-thread.js', import.meta.url), {
      workerData,
      resourceLimits: THREAD_LIMITS,
    });
    let batch = take();
    worker.postMessage(batch);
    worker.on('message', (answer: FileResult[]) => {
      results.push(...answer);
      finished(batch.length);
      batch = take();
      if (batch.length > 0) {
        worker.postMessage(batch);
      } else {
        resolve(results);
        void worker.terminate();
      }
    });
    worker.on('error', reject);
    worker.on('exit', (code) => {
      reject(new Error(`an analysis thread ended early with code ${code}`));
    });
  });
}
