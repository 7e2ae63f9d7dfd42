/** Programs of several files in which only types tell that something launches. `//~` marks the lines that do. */
import type { Files } from '../../packages/project-modules/tests/project.ts';

const COMPILER_OPTIONS = {
  strict: true,
  module: 'nodenext',
  target: 'es2022',
  lib: ['es2023'],
  types: ['node'],
  noEmit: true,
  allowJs: true,
  checkJs: true,
  allowImportingTsExtensions: true,
};

export const TSCONFIG = { 'tsconfig.json': JSON.stringify({ compilerOptions: COMPILER_OPTIONS }) };

const REFERENCED = JSON.stringify({
  compilerOptions: { ...COMPILER_OPTIONS, noEmit: false, composite: true, outDir: 'dist', ...NOT_CHECKED() },
  include: ['src'],
});

/** What a project that is built cannot have. */
function NOT_CHECKED(): object {
  return { allowImportingTsExtensions: false, rewriteRelativeImportExtensions: true };
}

export const TYPED_PROGRAMS: Readonly<Record<string, Files>> = {
  'an interface that a container fills': {
    ...TSCONFIG,
    'deps.ts': `import type PQueue from 'p-queue';
export interface Deps {
  readonly queue: Pick<PQueue, 'add'>;
  readonly seen: Set<() => Promise<void>>;
}
`,
    'service.ts': `import type { Deps } from './deps.ts';
export class Service {
  constructor(private readonly deps: Deps) {}
  run(task: () => Promise<void>): void {
    this.deps.seen.add(task);
    void this.deps.queue.add(task); //~
  }
}
`,
  },
  'a generic container': {
    ...TSCONFIG,
    'container.ts': `export class Container<T> {
  readonly #items = new Map<string, T>();
  get(name: string): T {
    const item = this.#items.get(name);
    if (item === undefined) throw new Error(name);
    return item;
  }
  map<R>(use: (item: T) => R): R[] {
    return [...this.#items.values()].map(use);
  }
}
`,
    'use.ts': `import PQueue from 'p-queue';
import { Container } from './container.ts';
const queues = new Container<PQueue>();
const sets = new Container<Set<() => void>>();
export function run(task: () => Promise<void>): void {
  void queues.get('mail').add(() => task()); //~
  queues.map((queue) => queue.add(task)); //~
  sets.get('mail').add(() => void task());
  sets.map((set) => set.add(() => void task()));
}
`,
  },
  'what a promise, a tuple and a conditional type give': {
    ...TSCONFIG,
    'make.ts': `import PQueue from 'p-queue';
export const make = async () => [new PQueue(), new Set<() => void>()] as const;
export type Kind<K> = K extends 'queue' ? PQueue : Set<() => void>;
export declare function of<K extends string>(kind: K): Kind<K>;
`,
    'use.ts': `import { make, of } from './make.ts';
export async function run(task: () => Promise<void>): Promise<void> {
  const [queue, set] = await make();
  await queue.add(() => task()); //~
  set.add(() => void task());
  void of('queue').add(task); //~
  of('set').add(() => void task());
}
`,
  },
  'a limiter by another name, and one that is none': {
    ...TSCONFIG,
    'context.ts': `import type { LimitFunction } from 'p-limit';
export interface Context {
  readonly once: LimitFunction;
  readonly twice: (task: () => Promise<void>) => Promise<void>;
}
`,
    'use.ts': `import type { Context } from './context.ts';
export const run = ({ once, twice }: Context, task: () => Promise<void>) => [
  once(() => task()), //~
  twice(() => task()),
];
`,
  },
  'an executor, told by the name of its type': {
    ...TSCONFIG,
    'runner.ts': `export interface TaskExecutor {
  submit<R>(task: () => R): Promise<R>;
}
export interface Form {
  submit(check: () => boolean): void;
}
`,
    'use.ts': `import type { Form, TaskExecutor } from './runner.ts';
export function run(deps: { runner: TaskExecutor; form: Form }, task: () => void): void {
  void deps.runner.submit(() => task()); //~
  void deps.runner.submit(task); //~
  deps.form.submit(() => true);
}
`,
  },
  'a thread of a subclass that a registry gives': {
    ...TSCONFIG,
    'threads.ts': `import { Worker } from 'node:worker_threads';
export class Thread extends Worker {}
export class Other {
  constructor(readonly file: string) {}
}
export const KINDS: { readonly [name: string]: typeof Thread } = { main: Thread };
export const OTHERS: { readonly [name: string]: typeof Other } = { main: Other };
`,
    'use.ts': `import { KINDS, OTHERS } from './threads.ts';
export function run(file: string): void {
  new KINDS.main!(file).once('exit', () => {}); //~
  new OTHERS.main!(file).file.at(0);
}
`,
  },
  'launches inside of launches, methods, and what is wrapped already': {
    ...TSCONFIG,
    'package.json': '{"type":"module"}',
    'deps.ts': `import type PQueue from 'p-queue';
export interface Deps {
  queue: PQueue;
}
`,
    'runtime.d.ts': `declare module '@parent-overrides/runtime' {
  export function withParentOverrides<F>(callback: F): F;
  export function withoutParentOverrides<F>(callback: F): F;
}
`,
    'use.ts': `import { withParentOverrides, withoutParentOverrides } from '@parent-overrides/runtime';
import type { Deps } from './deps.ts';
export const api = {
  run({ queue }: Deps, task: () => Promise<void>) {
    return queue.add(() => queue.add(() => task())); //~
  },
  async later(deps: Deps, task: () => Promise<void>) {
    await deps.queue.add(withParentOverrides(task));
    await deps.queue.add(withoutParentOverrides(task));
    await deps.queue.addAll([task, withParentOverrides(task), () => task()]); //~
    // eslint-disable-next-line parent-overrides/require-wrapper -- on purpose
    await deps.queue.add(task);
  },
};
`,
  },
  'JavaScript with types in comments': {
    ...TSCONFIG,
    'package.json': '{"type":"module"}',
    'deps.js': `/** @typedef {{ queue: import('p-queue').default, set: Set<() => void> }} Deps */
export {};
`,
    'use.js': `/**
 * @param {import('./deps.js').Deps} deps
 * @param {() => Promise<void>} task
 */
export function run(deps, task) {
  deps.set.add(() => void task());
  return deps.queue.add(() => task()); //~
}
`,
  },
  'a solution of projects that refer to each other, none of them built': {
    'tsconfig.json': JSON.stringify({
      files: [],
      references: [{ path: './queues' }, { path: './app' }],
    }),
    'queues/tsconfig.json': REFERENCED,
    'queues/src/index.ts': `import type PQueue from 'p-queue';
export interface Queues {
  readonly mail: PQueue;
  readonly seen: Set<() => void>;
}
`,
    'app/tsconfig.json': JSON.stringify({
      ...(JSON.parse(REFERENCED) as object),
      references: [{ path: '../queues' }],
    }),
    'app/src/use.ts': `import type { Queues } from '../../queues/src/index.ts';
export const run = (queues: Queues, task: () => Promise<void>) => {
  queues.seen.add(() => void task());
  return queues.mail.add(() => task()); //~
};
`,
  },
};
