import { setTimeout as sleep } from 'node:timers/promises';
import { receiveParentOverrides } from '@parent-overrides/runtime';
import { flow, json } from './flow.mjs';
import { read, settings } from './settings.mjs';

// `json` for pools of child processes, which speak JSON.
export default receiveParentOverrides(
  async (task) => {
    if (task?.flow) return flow(task.flow);
    if (task?.sleep) await sleep(task.sleep);
    const seen = { task, ...structuredClone(read()) };
    settings.set({ lm: 'set in the child' });
    settings.current.list?.push('child');
    return seen;
  },
  { json: ['worker-test.lm', 'worker-test.list', ...json] },
);
