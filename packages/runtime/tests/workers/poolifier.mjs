import { ThreadWorker } from 'poolifier';
import task from './task.mjs';

// `destroy` waits for an exit event, and misses it when the thread has ended by itself before: this keeps it alive.
setInterval(() => {}, 2 ** 30);

export default new ThreadWorker(task);
