/** `docs/launchers.md` from the table. `pnpm docs:launchers` writes it; a test holds the committed page against it. */
import { LAUNCHERS } from '../src/launchers/launchers.ts';
import { HOME_MADE, type Launcher } from '../src/vocabulary/launcher.ts';

const LOSS = {
  'starts-empty': 'starts empty',
  shared: "shares its parent's live values",
  'another-task': "another task's values",
} as const;

const ARGUMENT = {
  'first-function': 'the first function',
  'last-function': 'the last function',
  'each-function': 'each function',
  'optional-callback': 'the last argument, if it is a function',
  'each-element': 'each element of the list',
  'first-parameter': 'the first parameter',
  'behind-name': 'the data, behind a name',
} as const;

/** A row of one's own, as the page shows it. */
export const OWN_LAUNCHER: Launcher = {
  id: 'acme-jobs#enqueue',
  from: [{ module: '@acme/jobs', export: 'JobRunner' }],
  receiver: 'new',
  member: 'enqueue',
  kind: 'callback',
  argument: 0,
  loss: 'another-task',
  preset: 'recommended',
  evidence: 'JobRunner starts the next job when one ends.',
};

/** The page as Markdown, not yet formatted. */
export function launchersPage(): string {
  return `# Launchers

<!-- Generated from packages/launch-sites/src/launchers/table by \`pnpm docs:launchers\`. -->

A launcher is an API that starts work outside the current call. Each is recognised by where it comes from, never by its
name: an import under another name is found, and a local function of the same name is left alone. What some 250 APIs were
measured to do, those that need nothing too, is on [a page of its own](./libraries.md).

## On in \`recommended\`

${table('recommended')}

## On in \`strict\` only

These keep the store of their caller and usually run its own work a little later, so most teams leave them alone.
\`strict\` also counts \`submit(fn)\` on a receiver of any name, except on \`$(...)\` and \`jQuery(...)\` chains.

${table('strict')}

## Never

| what | why |
| --- | --- |
| event listeners (\`on\`, \`addEventListener\`) | a subscription is not a launch: the context of the registration or that of the emission can be the right one |
| \`generic-pool\`'s \`use\` | runs in the caller's context, and waits for the result |
| \`comlink.wrap\` | gives a proxy, launches nothing |
| \`als.run(store, fn)\` | calls at once, in a context that was chosen |
| \`setImmediate\`, \`setTimeout\` of \`timers/promises\` | take no callback; what follows the \`await\` is the caller itself |

## \`submit\`

\`submit\` belongs to no package. A receiver counts as an executor when it, its annotated type or its class is called one:
when the last word of the name is \`executor\`, \`pool\`, \`threads\`, \`workers\` or \`scheduler\` (setting \`executorNames\`). The
first argument has to be visibly a function: written there, bound to a name in the file, annotated as a function, or
wrapped. So \`threadPool.submit(() => ...)\` and \`this.#executor.submit(task)\` count, \`form.submit(event)\` does not.

## Your own launchers

Rows of the same shape go into the settings. The analysis treats them as its own; a row with a known \`id\` replaces that one.
What a launcher loses can be measured in eight lines: [CONTRIBUTING.md](../CONTRIBUTING.md#add-a-launcher-in-five-minutes)
shows how.

\`\`\`js
import parentOverrides from '@parent-overrides/eslint-plugin';

export default [
  parentOverrides.configs.recommended,
  {
    settings: {
      'parent-overrides': {
        launchers: [
          ${JSON.stringify(OWN_LAUNCHER)},
        ],
      },
    },
  },
];
\`\`\`

The codemod takes the same rows: with \`--eslint\` from this config, or with \`--config FILE\` from a JSON file that holds
\`{ "launchers": [...] }\`. Without either it knows only the rows above.

\`id\`, \`from\`, \`kind\`, \`argument\`, \`loss\`, \`preset\` and \`evidence\` are required; the other fields may be absent.

| field | what it says |
| --- | --- |
| \`id\` | a name of its own, for \`--only\` and in reports |
| \`from\` | where it comes from: \`{ module, export }\` (\`default\` for the default export) or \`{ global }\`; one or more |
| \`receiver\` | \`new\`: the launch is on an instance; \`call\`: on a result; absent: the export itself, or its member, is called |
| \`member\` | the method; absent when the receiver or the export itself is called |
| \`types\` | the names of the receiver's type, for annotations and for type information |
| \`kind\` | \`callback\`, \`spawn\` (a Worker's construction), \`payload\` (data for a pooled task), \`stringified\` (a function sent as text) |
| \`argument\` | what is wrapped: an index (0 is the first); \`first-function\`, \`last-function\` or \`each-function\`; \`optional-callback\`, the last argument where that is a function; \`each-element\` of a list; \`first-parameter\` of the list after a method's name; \`behind-name\`, data that a name may come before; \`{ options: 2, keys: ['on'] }\`, functions in an options object; \`{ handler: 1, keys: ['onData'] }\`, the methods of a handler |
| \`required\` | beside \`first-function\`, and only \`true\`: a call without a function is an error, so the one argument that may be a function is it. Without it only what is seen to be a function is wrapped, as in \`pool.query(sql, callback)\`, which may do without |
| \`optional\` | beside an index, and only \`true\`: a call may do without the function, as \`push(task, callback)\` does. Only what is seen to be a function is wrapped |
| \`constructed\` | \`true\` where the launch is \`new\`, which takes the function: \`new CronJob(time, fn)\` |
| \`given\` | the function is given before the launches. \`'calls'\`: each call of what comes out is one (\`debounce(fn)\`); \`{ values: ['push'] }\`: each value that is pushed, with \`lists: true\` where a list is pushed as its elements |
| \`coalesces\` | \`true\` where several calls become one run, as those of a debounced function do |
| \`ofPages\` | \`true\` for a global of web pages: the presets \`leaks\` report it where the file speaks of a server |
| \`loss\` | what a child sees without the wrapper: \`starts-empty\`, \`shared\` or \`another-task\` |
| \`versions\` | the versions of the package that the row is true for, \`'>=2 <5'\`; another row of the same \`id\` may have the others. Of what is not installed the row with the worse loss counts |
| \`preset\` | \`recommended\` or \`strict\` |
| \`refused\` | report only: \`constructor-time-capture\`, \`shared-work\` (nobody's context is right), \`job\` (both ends by hand), \`stringified-function\` or \`worker-file-unknown\` |
| \`workerFile\` | for payloads: \`{ argument: 1 }\` where it is \`new Pool(4, file)\`, \`{ argument: 0, option: 'file' }\` where it is \`new Pool({ file })\` |
| \`evidence\` | how the loss was established |

\`module\` is compared with the import as it is written: what is imported as \`#lib/jobs\` here and as \`./jobs.js\` there
needs an origin for each. Types tell what packages declare; a class of the project's own is found where its import or its
annotation is in the file.

### Measure it first

What does your own queue do?

\`jobs.js\`, which stands for it:

\`\`\`js
export class Jobs {
  #waiting = [];
  #running = false;
  add(callback) {
    return new Promise((resolve) => {
      this.#waiting.push(() => callback().then(resolve));
      if (!this.#running) this.#next();
    });
  }
  async #next() {
    this.#running = true;
    for (const job of this.#waiting.splice(0)) await job();
    this.#running = false;
    if (this.#waiting.length > 0) this.#next();
  }
}
\`\`\`

\`probe.mjs\`, which hands it the callback that it is given:

\`\`\`js
import { Jobs } from './jobs.js';

const jobs = new Jobs();
export const launch = (callback) => jobs.add(callback);
\`\`\`

\`\`\`sh
npx @parent-overrides/codemod probe probe.mjs
\`\`\`

<!-- block: npx @parent-overrides/codemod probe probe.mjs -->

\`\`\`text
  at once    another caller's context
  staggered  another caller's context

The callback runs as somebody else: hand over withParentOverrides(callback).

The row for \`launchers\` in the settings:

{
  "id": "Jobs#add",
  "from": [
    {
      "module": "./jobs.js",
      "export": "Jobs"
    }
  ],
  "receiver": "new",
  "member": "add",
  "kind": "callback",
  "argument": 0,
  "loss": "another-task",
\`\`\`

Four callers call \`launch\` in one turn, and then in four requests of a real HTTP server, 3 ms apart, each in a context of
its own. The callback may see its own caller's, another's, none, or that of whoever loaded the file; or one run serves
several callers. A file that cannot be measured is one sentence and exit code 3.
`;
}

function table(preset: Launcher['preset']): string {
  const rows = LAUNCHERS.filter((launcher) => launcher.preset === preset).map(
    (launcher) =>
      `| \`${launcher.id}\` | ${origins(launcher)}${launcher.versions ? ` (${launcher.versions})` : ''} | ${wrapped(launcher)} | ${LOSS[launcher.loss]} | ${launcher.evidence} |`,
  );
  return [
    '| launcher | from | what is wrapped | without the wrapper, the child | evidence |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

function origins({ id, from, receiver, member }: Launcher): string {
  if (from.length === 0) return id === HOME_MADE ? 'a list of the file itself' : 'any executor';
  const written = from.map((origin) => {
    if ('global' in origin) return 'global';
    const name = origin.export === 'default' ? origin.module : origin.export;
    const made = receiver && (receiver === 'new' ? `new ${pascal(name)}()` : `${camel(name)}()`);
    return `\`${origin.module}\`${made ? `: \`${made}${member ? `.${member}` : ''}\`` : ''}`;
  });
  return [...new Set(written)].join(', ');
}

function wrapped({ id, kind, argument, refused, given }: Launcher): string {
  if (id === HOME_MADE) return 'what is put in';
  if (refused) return 'nothing: reported, with what to do by hand';
  if (kind === 'spawn') return 'the whole `new`';
  const what =
    typeof argument === 'number'
      ? `argument ${argument}`
      : typeof argument === 'object'
        ? argument.keys.map((key) => `\`${key}\``).join(', ')
        : ARGUMENT[argument];
  if (given === 'calls') return `the whole call, around ${what}`;
  if (given) return `${what}, and each value of ${given.values.map((name) => `\`${name}\``).join(', ')}`;
  return kind === 'payload' ? `${what}, and the handler in the worker file` : what;
}

function pascal(name: string): string {
  return camel(name).replace(/^./, (first) => first.toUpperCase());
}

function camel(name: string): string {
  return name.replace(/^@[^/]*\//, '').replace(/[-/](.)/g, (_, letter: string) => letter.toUpperCase());
}
