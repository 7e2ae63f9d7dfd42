/** Timers, threads and web Workers: Node and the browser themselves, and what stands in for them. */
import type { Launcher, LauncherOrigin } from '../../vocabulary/launcher.ts';
import { exported, SHARES_FRAME, STARTS_EMPTY } from './origins.ts';

const timers = (name: string): LauncherOrigin[] => [{ global: name }, { module: 'timers', export: name }];

export const NODE: readonly Launcher[] = [
  {
    id: 'setImmediate',
    from: timers('setImmediate'),
    kind: 'callback',
    argument: 0,
    loss: 'shared',
    preset: 'recommended',
    evidence: SHARES_FRAME,
  },
  {
    id: 'worker_threads.Worker',
    from: exported('worker_threads', 'Worker'),
    kind: 'spawn',
    argument: 0,
    loss: 'starts-empty',
    preset: 'recommended',
    evidence: STARTS_EMPTY,
  },
  {
    id: 'Worker',
    // The package is the global where there is one, and makes it of `worker_threads` where there is none.
    from: [{ global: 'Worker' }, ...exported('web-worker', 'default')],
    kind: 'spawn',
    argument: 0,
    loss: 'starts-empty',
    preset: 'recommended',
    workerFile: { argument: 0 },
    ofPages: true,
    evidence: STARTS_EMPTY,
  },
  {
    id: 'SharedWorker',
    from: [{ global: 'SharedWorker' }],
    kind: 'spawn',
    argument: 0,
    loss: 'starts-empty',
    preset: 'recommended',
    workerFile: { argument: 0 },
    ofPages: true,
    evidence: STARTS_EMPTY,
  },
  ...(['setTimeout', 'setInterval'] as const).map((name): Launcher => ({
    id: name,
    from: timers(name),
    kind: 'callback',
    argument: 0,
    loss: 'shared',
    preset: 'strict',
    evidence: SHARES_FRAME,
  })),
  {
    id: 'queueMicrotask',
    from: [{ global: 'queueMicrotask' }],
    kind: 'callback',
    argument: 0,
    loss: 'shared',
    preset: 'strict',
    evidence: SHARES_FRAME,
  },
  {
    id: 'process.nextTick',
    from: [{ global: 'process.nextTick' }, { module: 'process', export: 'nextTick' }],
    kind: 'callback',
    argument: 0,
    loss: 'shared',
    preset: 'strict',
    evidence: SHARES_FRAME,
  },
];
