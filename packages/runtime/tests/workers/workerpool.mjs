import workerpool from 'workerpool';
import { receiveParentOverrides } from '@parent-overrides/runtime';
import task from './task.mjs';

const json = ['worker-test.lm'];
workerpool.worker({
  task,
  sum: receiveParentOverrides(async (a, b) => ({ sum: a + b, lm: (await task()).lm }), { json }),
});
