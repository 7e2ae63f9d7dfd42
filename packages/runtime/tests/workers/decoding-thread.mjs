import { parentPort } from 'node:worker_threads';
import { decoded, settings } from './decoding.mjs';

const before = [...decoded];
const { client } = settings.current;
parentPort.postMessage({ before, client, same: settings.current.client === client, decoded });
