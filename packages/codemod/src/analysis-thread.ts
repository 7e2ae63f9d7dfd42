import { parentPort, workerData } from 'node:worker_threads';
import { analyseBatch, type AnalysisTask, type ThreadData } from './analyse-files.ts';

const data = workerData as ThreadData;

parentPort?.on('message', (batch: readonly AnalysisTask[]) => {
  parentPort?.postMessage(analyseBatch(batch, data));
});
