/** `require-wrapper` on plain JavaScript, through both parsers. */
import { requireWrapper } from '../src/rules/require-wrapper.ts';
import { callback, marked, markedSpawn, refused, spawned } from './launches.ts';
import { runJavaScript } from './rule-testers.ts';

const immediate = (callee: string): { messageId: 'callbackShared'; callee: string } => ({
  messageId: 'callbackShared',
  callee,
});
const RUNTIME = "import { withParentOverrides } from '@parent-overrides/runtime';\n";

runJavaScript('require-wrapper: setImmediate', requireWrapper, {
  valid: [
    'setImmediate;',
    // Somebody else's function of that name.
    'export function later(setImmediate, run) { setImmediate(run); }',
    "import { setImmediate } from './scheduler.js'; setImmediate(run);",
    "import { setImmediate } from 'async'; setImmediate(run);",
    'const { setImmediate } = getSafeTimers(); setImmediate(run);',
    'const global = { setImmediate(run) { run(); } }; global.setImmediate(run);',
    // The promise is awaited in the parent: nothing is launched.
    "import { setImmediate } from 'node:timers/promises'; await setImmediate();",
    "import { setImmediate as nextTick } from 'timers/promises'; await nextTick('value');",
    "import { promisify } from 'node:util'; await promisify(setImmediate)();",
    // A comment above the statement, wherever Prettier puts the callback.
    'import "x";\n// eslint-disable-next-line\nsetImmediate(\n  () => run(),\n);',
    // A bare resolver runs no code of the user's.
    'await new Promise((resolve) => setImmediate(resolve));',
    // Wrapped, in all the ways that can be seen in the file.
    `${RUNTIME}setImmediate(withParentOverrides(run));`,
    `${RUNTIME}setImmediate((withParentOverrides(run)));`,
    `${RUNTIME}export function later(run) { const wrapped = withParentOverrides(run); setImmediate(wrapped); }`,
    `${RUNTIME}setImmediate(quick ? withParentOverrides(run) : withParentOverrides(walk));`,
    `${RUNTIME}setImmediate(withParentOverrides(run).bind(null, 1));`,
    `${RUNTIME}function wrap(f) { return withParentOverrides(f); }\nexport const later = (run) => setImmediate(wrap(run));`,
    "import * as runtime from '@parent-overrides/runtime'; setImmediate(runtime.withParentOverrides(run));",
    "import { withParentOverrides as wrap } from '@parent-overrides/runtime'; setImmediate(wrap(run));",
    "const { withParentOverrides } = require('@parent-overrides/runtime'); setImmediate(withParentOverrides(run));",
    // Detached on purpose.
    "import { withoutParentOverrides } from '@parent-overrides/runtime'; setImmediate(withoutParentOverrides(run));",
  ],
  invalid: [
    marked('setImmediate(«() => run()»);', { ...immediate('setImmediate'), at: [2, 14, 2, 19] }),
    marked('setImmediate(«run»);', { ...immediate('setImmediate'), at: [2, 14, 2, 17] }),
    marked('setImmediate(«function tick() {\n  run();\n}»);', {
      ...immediate('setImmediate'),
      at: [2, 14, 2, 29],
    }),
    marked('setImmediate(«async () => {\n  await run();\n}»);', {
      ...immediate('setImmediate'),
      at: [2, 14, 2, 25],
    }),
    marked('setImmediate(«run», a, b);', immediate('setImmediate')),
    marked('setImmediate?.(«run»);', immediate('setImmediate')),
    marked("globalThis['setImmediate'](«run»);", immediate("globalThis['setImmediate']")),
    marked('global.setImmediate(«run»);', immediate('global.setImmediate')),
    marked('window.setImmediate(«run»);', immediate('window.setImmediate')),
    marked('(0, setImmediate)(«run»);', immediate('setImmediate')),
    marked('const later = setImmediate;\nlater(«run»);', immediate('later')),
    marked(
      "import * as timers from 'timers';\ntimers.setImmediate(«run»);",
      immediate('timers.setImmediate'),
    ),
    marked(
      "import timers from 'node:timers';\ntimers.setImmediate(«run»);",
      immediate('timers.setImmediate'),
    ),
    marked("import { setImmediate as later } from 'node:timers';\nlater(«run»);", immediate('later')),
    marked('setImmediate(/*a*/ «run» /*b*/,);', immediate('setImmediate')),
    marked('setImmediate(«(first(), second)»);', immediate('setImmediate')),
    marked('setImmediate(quick ? withParentOverrides(run) : «walk»);', immediate('setImmediate')),
    // `given` alone may be nothing, which cannot be wrapped.
    marked('setImmediate(«given ?? withParentOverrides(run)»);', immediate('setImmediate')),
    refused('export function later(args) { setImmediate(...args); }', {
      ...immediate('setImmediate'),
      advice:
        'The callback comes out of a spread argument: pass it by itself, wrapped in `withParentOverrides`.',
    }),
    refused('export function later(run) { setImmediate.call(null, run); }', {
      ...immediate('setImmediate.call'),
      advice:
        'The launcher is called through `call` or `apply`: call it directly and wrap what it gets in `withParentOverrides`.',
    }),
    refused(`${RUNTIME}let next = withParentOverrides(run);\nnext = walk;\nsetImmediate(next);`, {
      ...immediate('setImmediate'),
      advice:
        'The variable holds a wrapped function at one place and something else at another: wrap it in `withParentOverrides` here, where it is launched.',
    }),
    refused(`${RUNTIME}setImmediate(withParentOverrides);`, {
      ...immediate('setImmediate'),
      advice:
        '`withParentOverrides` itself is launched and wraps nothing: pass it the callback, `withParentOverrides(callback)`.',
    }),
    refused(`${RUNTIME}setImmediate(withParentOverrides(run)());`, {
      ...immediate('setImmediate'),
      advice:
        'The wrapped function is called here and its result is launched: pass the function without calling it, or wrap the result in `withParentOverrides`.',
    }),
  ],
});

runJavaScript('require-wrapper: the import that the suggestion brings', requireWrapper, {
  valid: [],
  invalid: [
    {
      code: "'use client';\nimport { run } from './run.js';\n\nsetImmediate(run);\n",
      errors: [
        callback({
          ...immediate('setImmediate'),
          wrapped:
            "'use client';\nimport { run } from './run.js';\nimport { withParentOverrides } from '@parent-overrides/runtime';\n\nsetImmediate(withParentOverrides(run));\n",
          detached:
            "'use client';\nimport { run } from './run.js';\nimport { withoutParentOverrides } from '@parent-overrides/runtime';\n\nsetImmediate(withoutParentOverrides(run));\n",
        }),
      ],
    },
    {
      code: "#!/usr/bin/env node\nconst { run } = require('./run.js')\n\nsetImmediate(run)\n",
      errors: [
        callback({
          ...immediate('setImmediate'),
          wrapped:
            "#!/usr/bin/env node\nconst { run } = require('./run.js')\nconst { withParentOverrides } = require('@parent-overrides/runtime')\n\nsetImmediate(withParentOverrides(run))\n",
          detached:
            "#!/usr/bin/env node\nconst { run } = require('./run.js')\nconst { withoutParentOverrides } = require('@parent-overrides/runtime')\n\nsetImmediate(withoutParentOverrides(run))\n",
        }),
      ],
    },
    {
      // A local function of the wrapper's name is not the wrapper, and the import gets out of its way.
      code: 'export function withParentOverrides(f) { return f; }\nsetImmediate(withParentOverrides(run));\n',
      errors: [
        callback({
          ...immediate('setImmediate'),
          wrapped:
            "import { withParentOverrides as withParentOverrides2 } from '@parent-overrides/runtime';\n\nexport function withParentOverrides(f) { return f; }\nsetImmediate(withParentOverrides2(withParentOverrides(run)));\n",
          detached:
            "import { withoutParentOverrides } from '@parent-overrides/runtime';\n\nexport function withParentOverrides(f) { return f; }\nsetImmediate(withoutParentOverrides(withParentOverrides(run)));\n",
        }),
      ],
    },
  ],
});

runJavaScript('require-wrapper: queues and limits', requireWrapper, {
  valid: [
    'const set = new Set(); set.add(() => run());',
    'export function each(limit, run) { limit(() => run()); }',
    "import pLimit from 'p-limit'; const limit = pLimit(2); limit.clearQueue();",
    `${RUNTIME}import PQueue from 'p-queue';\nconst queue = new PQueue();\nexport const go = () => queue.add(withParentOverrides(run));`,
    'form.submit(); form.submit(event); $form.submit(() => send()); $("form").submit(function () { send(); });',
    'kill.submit(async () => {});',
  ],
  invalid: [
    {
      code: `${RUNTIME}import { AsyncResource } from 'node:async_hooks';\nimport PQueue from 'p-queue';\nexport const queue = new PQueue({ concurrency: 1 });\nexport const go = () => queue.add(withParentOverrides(AsyncResource.bind(run)));`,
      errors: [
        {
          messageId: 'callbackShared',
          suggestions: [
            {
              messageId: 'mend',
              output: `${RUNTIME}import { AsyncResource } from 'node:async_hooks';\nimport PQueue from 'p-queue';\nexport const queue = new PQueue({ concurrency: 1 });\nexport const go = () => queue.add(withParentOverrides(run));`,
            },
          ],
        },
      ],
    },
    {
      code: `import PQueue from 'p-queue';\nexport async function fan(xs, f) {\n  const queue = new PQueue({ concurrency: 4 });\n  for (const x of xs) queue.add(() => f(x));\n  await queue.onIdle();\n}`,
      errors: [
        {
          messageId: 'callbackOneCaller',
          data: {
            callee: 'queue.add',
            because: 'it is made in `fan` and stays there',
            advice: 'Wrap it in `withParentOverrides`.',
          },
          suggestions: [
            {
              messageId: 'wrap',
              data: { wrapper: 'withParentOverrides' },
              output: `import PQueue from 'p-queue';\nimport { withParentOverrides } from '@parent-overrides/runtime';\nexport async function fan(xs, f) {\n  const queue = new PQueue({ concurrency: 4 });\n  for (const x of xs) queue.add(withParentOverrides(() => f(x)));\n  await queue.onIdle();\n}`,
            },
            {
              messageId: 'detach',
              data: { wrapper: 'withoutParentOverrides' },
              output: `import PQueue from 'p-queue';\nimport { withoutParentOverrides } from '@parent-overrides/runtime';\nexport async function fan(xs, f) {\n  const queue = new PQueue({ concurrency: 4 });\n  for (const x of xs) queue.add(withoutParentOverrides(() => f(x)));\n  await queue.onIdle();\n}`,
            },
          ],
        },
      ],
    },
    marked(
      "import PQueue from 'p-queue';\nexport const queue = new PQueue({ concurrency: 1 });\nqueue.add(«() => run()»);",
      {
        messageId: 'callbackAnotherTask',
        callee: 'queue.add',
        at: [4, 11, 4, 16],
      },
    ),
    marked(
      "import PQueue from 'p-queue';\nexport const queue = new PQueue({ concurrency: 1 });\nqueue.addAll([«run», withParentOverrides(walk)]);",
      {
        messageId: 'callbackAnotherTask',
        callee: 'queue.addAll',
      },
    ),
    marked("import pLimit from 'p-limit';\nexport const limit = pLimit(2);\nlimit(«run», 1);", {
      messageId: 'callbackAnotherTask',
      callee: 'limit',
      advice:
        'Wrap it in `withParentOverrides`. This is so in versions <5 of the package, and which one is installed cannot be told.',
    }),
    marked('executor.submit(«() => run()»);', {
      messageId: 'callbackAnotherTask',
      callee: 'executor.submit',
    }),
    marked('this.threadPool.submit(«() => run()»);', {
      messageId: 'callbackAnotherTask',
      callee: 'this.threadPool.submit',
    }),
    marked(
      "import Bottleneck from 'bottleneck';\nexport const limiter = new Bottleneck();\nlimiter.schedule({ priority: 1 }, «() => run()», 2);",
      {
        messageId: 'callbackAnotherTask',
        callee: 'limiter.schedule',
      },
    ),
    refused(
      "import PQueue from 'p-queue';\nexport const queue = new PQueue({ concurrency: 1 });\nconst { add } = queue;\nadd(() => run());",
      {
        messageId: 'callbackAnotherTask',
        callee: 'add',
        advice:
          'The method was taken off its object and may have lost `this`: call it on the object and wrap the callback in `withParentOverrides`.',
      },
    ),
  ],
});

const SPAWN_IMPORT = "import { spawnWithParentOverrides } from '@parent-overrides/runtime';\n";

runJavaScript('require-wrapper: threads', requireWrapper, {
  valid: [
    "import { Worker } from 'bullmq'; new Worker('jobs', process);",
    'class Worker {} new Worker("./w.js");',
    'export function start(Worker) { return new Worker("./w.js"); }',
    `${SPAWN_IMPORT}import { Worker } from 'node:worker_threads';\nspawnWithParentOverrides(() => new Worker('./w.js'));`,
    "import { spawnWithoutParentOverrides } from '@parent-overrides/runtime';\nimport { Worker } from 'node:worker_threads';\nspawnWithoutParentOverrides(() => new Worker('./w.js'));",
  ],
  invalid: [
    {
      code: "import { Worker } from 'node:worker_threads';\nlet worker;\nexport const start = () => (worker ??= new Worker('./w.js'));",
      errors: [
        {
          messageId: 'workerStartsEmpty',
          data: {
            callee: 'new Worker',
            advice:
              'It outlives this launch (the module keeps it in a variable), so `spawnWithParentOverrides` would run every later message as its first caller: pack each message instead, `worker.postMessage(packParentOverrides(message))`, and receive it in the worker file with `receiveParentOverrides(handler)`.',
          },
          suggestions: [
            {
              messageId: 'detach',
              data: { wrapper: 'spawnWithoutParentOverrides' },
              output:
                "import { Worker } from 'node:worker_threads';\nimport { spawnWithoutParentOverrides } from '@parent-overrides/runtime';\nlet worker;\nexport const start = () => (worker ??= spawnWithoutParentOverrides(() => new Worker('./w.js')));",
            },
          ],
        },
      ],
    },
    markedSpawn("import { Worker } from 'node:worker_threads';\n«new Worker('./w.js', { workerData })»;", {
      callee: 'new Worker',
      at: [3, 1, 3, 11],
    }),
    markedSpawn("import * as threads from 'worker_threads';\n«new threads.Worker('./w.js')»;", {
      callee: 'new threads.Worker',
    }),
    {
      code: `import { Worker } from 'node:worker_threads';\nexport async function start() { new Worker(await url()); }`,
      errors: [
        spawned({
          callee: 'new Worker',
          advice:
            'The construction contains `await` or `yield`: move what it waits for into a `const` first, then construct inside `spawnWithParentOverrides(() => ...)`.',
        }),
      ],
    },
  ],
});
