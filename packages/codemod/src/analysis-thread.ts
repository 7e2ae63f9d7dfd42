import { parentPort, workerData } from 'node:worker_threads';
import { analyseBatch, type AnalysisTask, type ThreadData } from './migrate/analyse-files.ts';
import { shareMemory } from '@parent-overrides/project-modules';

const data = workerData as ThreadData;
shareMemory(data.sharesMemory);

parentPort?.on('message', (batch: readonly AnalysisTask[]) => {
  parentPort?.postMessage(analyseBatch(batch, data));
});
