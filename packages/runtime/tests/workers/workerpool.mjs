import workerpool from 'workerpool';
import { receiveParentOverrides } from '@parent-overrides/runtime';
import { read } from './settings.mjs';
import task from './task.mjs';

const json = ['worker-test.lm'];
workerpool.worker({
  task,
  sum: receiveParentOverrides((a, b) => ({ sum: a + b, lm: read().lm }), { json }),
});
