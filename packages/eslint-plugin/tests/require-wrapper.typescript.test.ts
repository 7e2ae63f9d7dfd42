/** `require-wrapper` on what only TypeScript can say. */
import { requireWrapper } from '../src/rules/require-wrapper.ts';
import { callback, marked, markedSpawn, spawned } from './launches.ts';
import { runTypeScript } from './rule-testers.ts';

const immediate = (callee: string): { messageId: 'callbackShared'; callee: string } => ({
  messageId: 'callbackShared',
  callee,
});
const RUNTIME = "import { withParentOverrides } from '@parent-overrides/runtime';\n";
const SPAWN = "import { spawnWithParentOverrides } from '@parent-overrides/runtime';\n";

runTypeScript('require-wrapper: TypeScript', requireWrapper, {
  valid: [
    "import type { Worker } from 'node:worker_threads'; export let w: Worker | undefined;",
    `${RUNTIME}setImmediate(withParentOverrides(run) as () => void);`,
    `${RUNTIME}setImmediate(withParentOverrides(run)!);`,
    `${RUNTIME}setImmediate(withParentOverrides(run) satisfies () => void);`,
    // A receiver whose type is somebody else's.
    'export function send(form: HTMLFormElement) { form.submit(() => send(form)); }',
  ],
  invalid: [
    marked('setImmediate!(«run»);', immediate('setImmediate')),
    marked('setImmediate<[]>(«run»);', immediate('setImmediate')),
    marked('setImmediate(«run as () => void»);', immediate('setImmediate')),
    marked(
      'declare function setImmediate(f: () => void): void;\nsetImmediate(«run»);',
      immediate('setImmediate'),
    ),
    marked(
      "import timers = require('node:timers');\ntimers.setImmediate(«run»);",
      immediate('timers.setImmediate'),
    ),
    // A type of that name does not shadow the value.
    markedSpawn(
      'interface Worker { id: number }\nexport const start = () => { «new Worker(file)»; };'
        .replace('new Worker(file)', 'new threads.Worker(file)')
        .replace(/^/, "import * as threads from 'node:worker_threads';\n"),
      { callee: 'new threads.Worker' },
    ),
    marked(
      "import type PQueue from 'p-queue';\nexport function go(queue: PQueue) { return queue.add(«async () => run()»); }",
      { messageId: 'callbackAnotherTask', callee: 'queue.add' },
    ),
    marked(
      "import PQueue from 'p-queue';\nexport class Runner {\n  readonly #queue = new PQueue({ concurrency: 1 });\n  go() { return this.#queue.add(«() => this.run()»); }\n}",
      { messageId: 'callbackAnotherTask', callee: 'this.#queue.add' },
    ),
    marked(
      "import PQueue from 'p-queue';\nexport class Runner {\n  constructor(private readonly queue: PQueue) {}\n  go() { return this.queue.add(«() => this.run()»); }\n}",
      { messageId: 'callbackAnotherTask', callee: 'this.queue.add' },
    ),
    marked('export function go(deps: { runner: Executor }, work: Executor) { work.submit(«() => run()»); }', {
      messageId: 'callbackAnotherTask',
      callee: 'work.submit',
    }),
    markedSpawn(
      "import { Worker } from 'node:worker_threads';\nexport type Started = Worker;\n«new Worker('./w.js')»;",
      {
        callee: 'new Worker',
      },
    ),
    {
      // An arrow function would lose what the condition established.
      code: "import { Worker } from 'node:worker_threads';\nexport class Pool {\n  file?: string;\n  start() { if (this.file) new Worker(this.file); }\n}",
      errors: [
        spawned({
          callee: 'new Worker',
          advice:
            'The arguments rely on a narrowed type, which a function would lose: move the value into a `const` first, then construct inside `spawnWithParentOverrides(() => ...)`.',
        }),
      ],
    },
    {
      // `import type` cannot bring a value in.
      code: "import type { Settings } from '@parent-overrides/runtime';\nexport const go = (s: Settings<object>) => setImmediate(() => s);\n",
      errors: [
        callback({
          ...immediate('setImmediate'),
          wrapped:
            "import type { Settings } from '@parent-overrides/runtime';\nimport { withParentOverrides } from '@parent-overrides/runtime';\nexport const go = (s: Settings<object>) => setImmediate(withParentOverrides(() => s));\n",
          detached:
            "import type { Settings } from '@parent-overrides/runtime';\nimport { withoutParentOverrides } from '@parent-overrides/runtime';\nexport const go = (s: Settings<object>) => setImmediate(withoutParentOverrides(() => s));\n",
        }),
      ],
    },
  ],
});

runTypeScript('require-wrapper: launches with two ends', requireWrapper, {
  valid: [
    "import { packParentOverrides } from '@parent-overrides/runtime';\nimport Piscina from 'piscina';\nconst pool = new Piscina({ filename: './w.js' });\nexport const go = (task) => pool.run(packParentOverrides(task));",
    // bullmq's Worker lives in this process.
    `${SPAWN}import { Worker } from 'bullmq';\nexport const w = new Worker('q', async () => {});`,
  ],
  invalid: [
    {
      code: "import Piscina from 'piscina';\nconst pool = new Piscina({ filename: new URL('./w.js', import.meta.url).href });\nexport const go = (task: object) => pool.run(task);\n",
      errors: [
        {
          messageId: 'taskStartsEmpty',
          data: {
            callee: 'pool.run',
            advice:
              'Pack it in `packParentOverrides`, and wrap the handler in `./w.js` in `receiveParentOverrides`.',
          },
          line: 3,
          column: 46,
          endLine: 3,
          endColumn: 50,
          suggestions: null,
        },
      ],
    },
    {
      code: "export const start = () => { new Worker(new URL('./w.js', import.meta.url)); };\n",
      errors: [
        {
          messageId: 'workerStartsEmpty',
          data: {
            callee: 'new Worker',
            advice:
              'Create it inside `spawnWithParentOverrides`, and import "@parent-overrides/runtime/worker" first in `./w.js`.',
          },
          suggestions: [
            {
              messageId: 'detach',
              data: { wrapper: 'spawnWithoutParentOverrides' },
              output:
                "import { spawnWithoutParentOverrides } from '@parent-overrides/runtime';\nexport const start = () => { spawnWithoutParentOverrides(() => new Worker(new URL('./w.js', import.meta.url))); };\n",
            },
          ],
        },
      ],
    },
    {
      code: "import workerpool from 'workerpool';\nconst pool = workerpool.pool();\npool.exec((a: number) => a + 1, [1]);\n",
      errors: [
        {
          messageId: 'sentAsText',
          data: {
            callee: 'pool.exec',
            advice:
              'This function is sent as text, so a wrapper would break it: register a named method in a worker file and send its data with `packParentOverrides`.',
          },
          suggestions: null,
        },
      ],
    },
  ],
});
