import { parentPort, workerData } from 'node:worker_threads';
import { read } from './settings.mjs';

parentPort.postMessage({ ...read(), workerData });
