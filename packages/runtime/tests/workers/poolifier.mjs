import { ThreadWorker } from 'poolifier';
import task from './task.mjs';

export default new ThreadWorker(task);
