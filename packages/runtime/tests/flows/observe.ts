/** One flow: a parent launches a child, both change values at every moment, and we note who sees what. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { defineSettings } from '@parent-overrides/runtime';
import type { Callback } from './launches.ts';

export class Tracker {
  calls: string[] = [];
  readonly parent: Tracker | undefined;
  constructor(parent?: Tracker) {
    this.parent = parent;
  }
  add(call: string): void {
    this.calls.push(call);
    this.parent?.add(call);
  }
}

export const settings = defineSettings<{ lm: string; trace: string[]; shared: string[]; tracker: Tracker }>(
  'flow',
  {
    lm: { default: 'lost' },
    trace: {},
    shared: { copyForChild: 'share' },
    tracker: { copyForChild: (parent) => new Tracker(parent) },
  },
);

const fresh = (lm: string) => ({ lm, trace: [lm], shared: [lm], tracker: new Tracker() });

const outside = AsyncLocalStorage.snapshot();
/** Runs `body` as some other task does, with overrides of its own. */
export function elsewhere<R>(lm: string, body: () => Promise<R>): Promise<R> {
  return outside(() => settings.context(fresh(lm), body));
}

/** `lm`, `trace` and `shared` and the tracker's calls, as the running task sees them. */
export interface Seen {
  lm: string;
  trace: string[];
  shared: string[];
  calls: string[];
}

function look(): Seen {
  const { lm, trace, shared, tracker } = settings.current;
  return { lm, trace: [...(trace ?? [])], shared: [...(shared ?? [])], calls: [...(tracker?.calls ?? [])] };
}

export type By = 'context' | 'set';

function change(by: By, moment: string): void {
  if (by === 'set') settings.set({ lm: moment });
  else settings.context({ lm: moment }, () => {}); // over before anybody else looks
  settings.current.trace?.push(moment);
  settings.current.shared?.push(moment);
  settings.current.tracker?.add(moment);
}

function signal(): { sent: Promise<void>; send: () => void } {
  let send = () => {};
  const sent = new Promise<void>((resolve) => (send = resolve));
  return { sent, send };
}

export interface Flow {
  /** Values changed before capture, and after it but before the child's start. */
  childAtStart: Seen;
  /** After the parent changed values while the child runs. */
  childLater: Seen;
  /** After the child changed values. */
  parentAtEnd: Seen;
}

export async function observe(
  launch: <R>(callback: Callback<R>) => Promise<R>,
  wrap: <R>(callback: Callback<R>) => Callback<R>,
  by: By,
  name = 'before',
): Promise<Flow> {
  const [started, parentChanged] = [signal(), signal()];
  const parent = async (): Promise<Flow> => {
    if (by === 'set') settings.set(fresh(name));
    const child = launch(
      wrap(async () => {
        const childAtStart = look();
        started.send();
        await parentChanged.sent;
        const childLater = look();
        change(by, 'child');
        return { childAtStart, childLater };
      }),
    );
    change(by, 'after capture');
    await started.sent;
    change(by, 'while running');
    parentChanged.send();
    return { ...(await child), parentAtEnd: look() };
  };
  return outside(() => settings.context(by === 'set' ? {} : fresh(name), parent));
}
