import { receiveParentOverrides } from '@parent-overrides/runtime';
import { cls, seen } from './tenants.mjs';

export default receiveParentOverrides(
  async (task) => {
    const before = seen();
    if (task.set) cls.set('tenant', task.set);
    await null;
    return { before, after: seen() };
  },
  { json: ['cls'] },
);
