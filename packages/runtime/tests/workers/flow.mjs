// One flow across threads: what a child sees while its parent and itself change values. See thread-flows.test.ts.
import { existsSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { defineSettings } from '@parent-overrides/runtime';

export class Tracker {
  constructor(calls, parent) {
    this.calls = calls;
    this.parent = parent;
  }
  add(call) {
    this.calls.push(call);
    this.parent?.add(call);
  }
}

export const settings = defineSettings('thread-flow', {
  lm: { default: 'lost', wire: 'anywhere' },
  trace: { wire: 'anywhere' },
  shared: { copyForChild: 'share', wire: 'anywhere' },
  tracker: {
    copyForChild: (parent) => new Tracker([], parent),
    wire: { to: 'anywhere', encode: ({ calls }) => calls, decode: (calls) => new Tracker(calls) },
  },
});
export const json = ['lm', 'trace', 'shared', 'tracker'].map((key) => `thread-flow.${key}`);

export const fresh = (name) => ({ lm: name, trace: [name], shared: [name], tracker: new Tracker([name]) });

export function look() {
  const { lm, trace, shared, tracker } = settings.current;
  const calls = tracker?.parent?.calls ?? tracker?.calls;
  return structuredClone({ lm, trace, shared, calls });
}

export function change(by, moment) {
  if (by === 'set') settings.set({ lm: moment });
  else settings.context({ lm: moment }, () => {});
  settings.current.trace?.push(moment);
  settings.current.shared?.push(moment);
  settings.current.tracker?.add(moment);
}

export async function until(file) {
  while (!existsSync(file)) await sleep(2);
}

/** Files say how far each side is: threads and processes both have them. */
export async function flow({ by, started, go }) {
  const atStart = look();
  writeFileSync(started, '');
  await until(go);
  const later = look();
  change(by, 'child');
  return { atStart, later, atEnd: look() };
}
