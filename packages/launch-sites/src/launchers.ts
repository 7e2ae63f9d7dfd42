/**
 * The launcher table is data: one row per API, each with the evidence for what is lost there.
 * Long because: it is a table, and whoever adds a row looks for its like beside it.
 */
import type { LaunchKind, Loss, ManualReason } from './launch-site.ts';

/** Where a launcher comes from: a global (dotted for a member), or an export of a module (`default` for the default export). */
export type LauncherSource =
  { readonly global: string } | { readonly module: string; readonly export: string };

/**
 * What gets wrapped: the argument at an index, the first argument that is a function (options may come
 * before it), every element of the array at index 0, or the first element of the array at index 1.
 */
export type LaunchArgument = number | 'first-function' | 'each-element' | 'first-parameter';

export interface Launcher {
  /** Unique: `p-queue#add`. */
  readonly id: string;
  readonly from: readonly LauncherSource[];
  /**
   * How the exported value leads to the launch. Absent: the value itself is called (`setImmediate(fn)`) or,
   * for kind `spawn`, constructed. `new`: the launch is on an instance (`new PQueue().add(fn)`). `call`: it is
   * on a result (`pLimit(2)(fn)`, `workerpool.pool().exec(...)`).
   */
  readonly receiver?: 'new' | 'call';
  /** The method on the receiver; absent when the receiver itself is called. */
  readonly member?: string;
  /** The names of the receiver's type: in an annotation (`LimitFunction`), and where its member is declared (`PQueue`). */
  readonly types?: readonly string[];
  readonly kind: LaunchKind;
  readonly argument: LaunchArgument;
  readonly loss: Loss;
  readonly preset: 'recommended' | 'strict';
  /** Set where the launch can only be reported: why. */
  readonly manual?: ManualReason;
  /** For payloads and web Workers: where the worker file is named, an argument of the construction and, within it, an option. */
  readonly workerFile?: { readonly argument: number; readonly option?: string };
  /** One sentence: how the loss was established. */
  readonly evidence: string;
}

/** `executor.submit(fn)` belongs to no package: its receiver is known by name or type (`resolve-executor.ts`). */
export const SUBMIT = 'executor.submit';

const timers = (name: string): LauncherSource[] => [{ global: name }, { module: 'timers', export: name }];
const exported = (module: string, ...names: string[]): LauncherSource[] =>
  names.map((name) => ({ module, export: name }));

const SHARES_FRAME =
  'Node keeps the AsyncLocalStorage store, so the child shares the live values of its parent.';
const STARTS_EMPTY = 'A thread has its own memory: nothing of the store reaches it.';
const LAST_FINISHED =
  'A queued task is started by whichever task finished last, in the context of that task.';
const REUSED_THREAD =
  'A pooled thread keeps what it was spawned with; a task brings only what its payload holds.';

const PQUEUE = {
  from: exported('p-queue', 'default'),
  receiver: 'new',
  types: ['PQueue'],
  kind: 'callback',
} as const;
/** The light build leaves out clustering only. */
const BOTTLENECK = [...exported('bottleneck', 'default'), ...exported('bottleneck/light', 'default')];
const POOLIFIER_POOLS = [
  'FixedThreadPool',
  'DynamicThreadPool',
  'FixedClusterPool',
  'DynamicClusterPool',
] as const;

/** Every launcher known without settings. Users extend it with rows of the same shape. */
export const LAUNCHERS: readonly Launcher[] = [
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
    evidence: STARTS_EMPTY,
  },
  {
    id: SUBMIT,
    from: [],
    member: 'submit',
    kind: 'callback',
    argument: 0,
    loss: 'another-task',
    preset: 'recommended',
    evidence: 'An executor starts a queued task when an earlier one finishes, in the context of that one.',
  },
  {
    ...PQUEUE,
    id: 'p-queue#add',
    member: 'add',
    argument: 0,
    loss: 'another-task',
    preset: 'recommended',
    evidence: `${LAST_FINISHED} Measured on p-queue 9; p-queue#200.`,
  },
  {
    ...PQUEUE,
    id: 'p-queue#addAll',
    member: 'addAll',
    argument: 'each-element',
    loss: 'another-task',
    preset: 'recommended',
    evidence: `${LAST_FINISHED} Measured on p-queue 9; p-queue#200.`,
  },
  {
    id: 'p-limit',
    from: exported('p-limit', 'default'),
    receiver: 'call',
    types: ['LimitFunction', 'Limit'],
    kind: 'callback',
    argument: 0,
    loss: 'shared',
    preset: 'recommended',
    evidence: `p-limit binds each task to its caller: ${SHARES_FRAME}`,
  },
  {
    id: 'p-limit.limitFunction',
    from: exported('p-limit', 'limitFunction'),
    kind: 'callback',
    argument: 0,
    loss: 'shared',
    preset: 'recommended',
    manual: 'constructor-time-capture',
    evidence: 'The function is given once and called many times, each time in the context of its caller.',
  },
  {
    id: 'bottleneck#schedule',
    from: BOTTLENECK,
    receiver: 'new',
    types: ['Bottleneck'],
    member: 'schedule',
    kind: 'callback',
    argument: 'first-function',
    loss: 'another-task',
    preset: 'recommended',
    evidence: `${LAST_FINISHED} bottleneck#211.`,
  },
  {
    id: 'bottleneck#submit',
    from: BOTTLENECK,
    receiver: 'new',
    types: ['Bottleneck'],
    member: 'submit',
    kind: 'callback',
    argument: 'first-function',
    loss: 'another-task',
    preset: 'recommended',
    evidence: `${LAST_FINISHED} bottleneck#211.`,
  },
  {
    id: 'bottleneck#wrap',
    from: BOTTLENECK,
    receiver: 'new',
    types: ['Bottleneck'],
    member: 'wrap',
    kind: 'callback',
    argument: 0,
    loss: 'another-task',
    preset: 'recommended',
    manual: 'constructor-time-capture',
    evidence: `The function is given once, before the launches. ${LAST_FINISHED}`,
  },
  {
    id: 'threads.Worker',
    from: exported('threads', 'Worker', 'BlobWorker'),
    kind: 'spawn',
    argument: 0,
    loss: 'starts-empty',
    preset: 'recommended',
    evidence: `${STARTS_EMPTY} Measured on threads 1.7.`,
  },
  {
    id: 'threads.Pool#queue',
    from: exported('threads', 'Pool'),
    receiver: 'call',
    types: ['Pool', 'WorkerPool'],
    member: 'queue',
    kind: 'callback',
    argument: 0,
    loss: 'another-task',
    preset: 'recommended',
    evidence: `The function runs in the parent thread. ${LAST_FINISHED}`,
  },
  ...(['default', 'promise'] as const).map((name): Launcher => ({
    id: name === 'default' ? 'fastq' : 'fastq.promise',
    from: exported('fastq', name),
    kind: 'callback',
    argument: 'first-function',
    loss: 'another-task',
    preset: 'recommended',
    manual: 'constructor-time-capture',
    evidence: `The worker function is given once, before the launches. ${LAST_FINISHED}`,
  })),
  ...(['queue', 'priorityQueue', 'cargo', 'cargoQueue'] as const).map((name): Launcher => ({
    id: `async.${name}`,
    from: [
      ...exported('async', name),
      ...exported('async-es', name),
      ...exported(`async/${name}`, 'default'),
    ],
    kind: 'callback',
    argument: 0,
    loss: 'another-task',
    preset: 'recommended',
    manual: 'constructor-time-capture',
    evidence: `The worker function is given once, before the launches. ${LAST_FINISHED}`,
  })),
  // `runTask` is what `run` was called before.
  ...(['run', 'runTask'] as const).map((member): Launcher => ({
    id: `piscina#${member}`,
    from: exported('piscina', 'default', 'Piscina'),
    receiver: 'new',
    types: ['Piscina'],
    member,
    kind: 'payload',
    argument: 0,
    loss: 'starts-empty',
    preset: 'recommended',
    workerFile: { argument: 0, option: 'filename' },
    evidence: REUSED_THREAD,
  })),
  {
    id: 'tinypool#run',
    from: exported('tinypool', 'default', 'Tinypool'),
    receiver: 'new',
    types: ['Tinypool'],
    member: 'run',
    kind: 'payload',
    argument: 0,
    loss: 'starts-empty',
    preset: 'recommended',
    workerFile: { argument: 0, option: 'filename' },
    evidence: REUSED_THREAD,
  },
  ...(['execute', 'mapExecute'] as const).map((member): Launcher => ({
    id: `poolifier#${member}`,
    from: exported('poolifier', ...POOLIFIER_POOLS),
    receiver: 'new',
    types: ['AbstractPool', 'IPool'],
    member,
    kind: 'payload',
    argument: member === 'execute' ? 0 : 'each-element',
    loss: 'starts-empty',
    preset: 'recommended',
    workerFile: { argument: 1 },
    evidence: REUSED_THREAD,
  })),
  {
    id: 'workerpool#exec',
    from: exported('workerpool', 'pool'),
    receiver: 'call',
    types: ['Pool', 'WorkerPool'],
    member: 'exec',
    kind: 'payload',
    argument: 'first-parameter',
    loss: 'starts-empty',
    preset: 'recommended',
    workerFile: { argument: 0 },
    evidence: `${REUSED_THREAD} A function is sent as text and cannot carry anything.`,
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
