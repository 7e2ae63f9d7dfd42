/** The programs that the playground offers. `tools/docs/playground.test.ts` holds how many problems each has. */
import type { FILENAMES } from './state.ts';

export interface Example {
  readonly id: string;
  readonly title: string;
  readonly filename: (typeof FILENAMES)[number];
  readonly text: string;
}

const QUEUE = `import { AsyncLocalStorage } from 'node:async_hooks';
import PQueue from 'p-queue';

const tenants = new AsyncLocalStorage();
const queue = new PQueue({ concurrency: 1 });

// The queue starts Bob's order when Ada's ends, in Ada's context.
const order = (asked) => console.log(\`\${asked} ordered, \${tenants.getStore()} pays\`);

for (const tenant of ['ada', 'bob', 'cho'])
  tenants.run(tenant, () => queue.add(() => order(tenant)));
`;

const TYPES = `import pLimit, { type LimitFunction } from 'p-limit';
import type PQueue from 'p-queue';

// A type says what a parameter is; without one nobody can know.
export class Reports {
  readonly #limit: LimitFunction = pLimit(2);

  constructor(private readonly queue: PQueue) {}

  daily(tenant: string) {
    return this.queue.add(() => render(tenant));
  }

  all(tenants: string[]) {
    return Promise.all(tenants.map((tenant) => this.#limit(render, tenant)));
  }
}

declare function render(tenant: string): Promise<string>;
`;

const THREADS = `import { Worker } from 'node:worker_threads';
import { Piscina } from 'piscina';

// A thread starts with nothing, and a pool's thread outlives the task.
const pool = new Piscina({ filename: new URL('./render.js', import.meta.url).href });

export const render = (page) => pool.run({ page });

export function evaluate(example) {
  return new Worker(new URL('./evaluate.js', import.meta.url), { workerData: example });
}
`;

const BY_HAND = `import { withParentOverrides } from '@parent-overrides/runtime';
import fastq from 'fastq';
import PQueue from 'p-queue';

// It takes its function once, before anybody launches anything.
export const jobs = fastq.promise(async (job) => job.run(), 1);

const queue = new PQueue({ concurrency: 1 });
const tidy = withParentOverrides(() => console.log('tidy'));

// Captured while the module loaded: nobody's overrides.
export const later = () => queue.add(tidy);

// Captured in the child: whoever runs it is the parent by then.
export const run = (job) => queue.add(() => withParentOverrides(job)());
`;

const NONE = `// The names are those of launchers. What they belong to is not.
const seen = new Set();

export function remember(task) {
  seen.add(task);
}

export function send(form, event) {
  form.submit(event);
}

// Put the cursor on \`queue.add\`: explain says what cannot be seen.
export function later(queue, task) {
  return queue.add(() => task());
}
`;

const TIMERS = `// A timer's callback shares its parent's live values.
// The strict preset reports every way to do so.
const trace = [];

export function retry(step) {
  setImmediate(() => trace.push(step));
  setTimeout(() => step(), 1_000);
  process.nextTick(step);
  queueMicrotask(() => step());
}
`;

export const EXAMPLES: readonly [Example, ...Example[]] = [
  { id: 'queue', title: 'A queue', filename: 'program.js', text: QUEUE },
  { id: 'types', title: 'TypeScript', filename: 'program.ts', text: TYPES },
  { id: 'threads', title: 'Threads and pools', filename: 'program.js', text: THREADS },
  { id: 'by-hand', title: 'By hand', filename: 'program.js', text: BY_HAND },
  { id: 'timers', title: 'Timers', filename: 'program.js', text: TIMERS },
  { id: 'none', title: 'No launch', filename: 'program.js', text: NONE },
];
