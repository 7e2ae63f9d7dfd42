/** Options, shared settings, and what is said when they are wrong. */
import { Linter } from 'eslint';
import { describe, expect, test } from 'vitest';
import { OWN_LAUNCHER as row } from '../../launch-sites/scripts/launchers-page.ts';
import plugin from '../src/index.ts';
import { requireWrapper } from '../src/rules/require-wrapper.ts';
import { callback, marked } from './launches.ts';
import { runJavaScript } from './rule-testers.ts';

const immediate = { messageId: 'callbackShared', callee: 'setImmediate' } as const;
const BOUND =
  "import { AsyncResource } from 'node:async_hooks';\nexport const later = (run) => setImmediate(AsyncResource.bind(run));\n";
const ASYNC_RESOURCE = [{ module: 'node:async_hooks', name: 'AsyncResource.bind' }];
const BARREL =
  "import { withParentOverrides } from '#context';\nexport const later = (run) => setImmediate(withParentOverrides(run));\n";

runJavaScript('require-wrapper: options', requireWrapper, {
  valid: [
    { code: BOUND, options: [{ wrappers: ASYNC_RESOURCE }] },
    { code: BOUND, settings: { 'parent-overrides': { wrappers: ASYNC_RESOURCE } } },
    {
      code: "import { context } from '@opentelemetry/api';\nexport const later = (run) => setImmediate(context.bind(context.active(), run));\n",
      options: [{ wrappers: [{ module: '@opentelemetry/api', name: 'context.bind', argument: 1 }] }],
    },
    { code: BARREL, options: [{ runtime: '#context' }] },
    { code: 'export const later = (run) => setTimeout(run, 1);' },
    { code: 'export const go = () => crew.submit(() => run());' },
    // The rule's option wins over the shared setting.
    {
      code: 'export const later = (run) => setTimeout(run, 1);',
      settings: { 'parent-overrides': { strict: true } },
      options: [{ strict: false }],
    },
  ],
  invalid: [
    {
      code: 'export const later = (run) => setTimeout(run, 1);\n',
      options: [{ strict: true }],
      errors: [
        callback({
          messageId: 'callbackShared',
          callee: 'setTimeout',
          wrapped:
            "import { withParentOverrides } from '@parent-overrides/runtime';\n\nexport const later = (run) => setTimeout(withParentOverrides(run), 1);\n",
          detached:
            "import { withoutParentOverrides } from '@parent-overrides/runtime';\n\nexport const later = (run) => setTimeout(withoutParentOverrides(run), 1);\n",
        }),
      ],
    },
    {
      // The message names the team's own wrapper; new imports come from the team's own module.
      code: 'export const later = (run) => setImmediate(run);\n',
      settings: {
        'parent-overrides': { runtime: ['#context', '@parent-overrides/runtime'], wrappers: ASYNC_RESOURCE },
      },
      errors: [
        callback({
          ...immediate,
          advice: 'Wrap it in `AsyncResource.bind` or `withParentOverrides`.',
          wrapped:
            "import { withParentOverrides } from '#context';\n\nexport const later = (run) => setImmediate(withParentOverrides(run));\n",
          detached:
            "import { withoutParentOverrides } from '#context';\n\nexport const later = (run) => setImmediate(withoutParentOverrides(run));\n",
        }),
      ],
    },
    {
      ...marked('crew.submit(«() => run()»);', { messageId: 'callbackAnotherTask', callee: 'crew.submit' }),
      options: [{ executorNames: ['crew'] }],
    },
    {
      ...marked('await new Promise((resolve) => setImmediate(«resolve»));', immediate),
      options: [{ reportPromiseResolvers: true }],
    },
    {
      code: "import { defer } from '#scheduler';\ndefer(1, () => run());\n",
      options: [
        {
          launchers: [
            {
              id: 'defer',
              from: [{ module: '#scheduler', export: 'defer' }],
              kind: 'callback',
              argument: 1,
              loss: 'starts-empty',
              preset: 'recommended',
              evidence: 'Our own scheduler.',
            },
          ],
        },
      ],
      errors: [
        callback({
          messageId: 'callbackStartsEmpty',
          callee: 'defer',
          wrapped:
            "import { defer } from '#scheduler';\nimport { withParentOverrides } from '@parent-overrides/runtime';\ndefer(1, withParentOverrides(() => run()));\n",
          detached:
            "import { defer } from '#scheduler';\nimport { withoutParentOverrides } from '@parent-overrides/runtime';\ndefer(1, withoutParentOverrides(() => run()));\n",
        }),
      ],
    },
  ],
});

runJavaScript('require-wrapper: fix', requireWrapper, {
  valid: [],
  invalid: [
    {
      // With `fix`, wrapping is the fix and detaching stays a suggestion. The first pass brings the import.
      code: 'export function go(run) {\n  setImmediate(run);\n  setImmediate(() => run());\n}\n',
      options: [{ fix: true }],
      output: [
        "import { withParentOverrides } from '@parent-overrides/runtime';\n\nexport function go(run) {\n  setImmediate(withParentOverrides(run));\n  setImmediate(() => run());\n}\n",
        "import { withParentOverrides } from '@parent-overrides/runtime';\n\nexport function go(run) {\n  setImmediate(withParentOverrides(run));\n  setImmediate(withParentOverrides(() => run()));\n}\n",
      ],
      errors: [
        callback({
          ...immediate,
          detached:
            "import { withoutParentOverrides } from '@parent-overrides/runtime';\n\nexport function go(run) {\n  setImmediate(withoutParentOverrides(run));\n  setImmediate(() => run());\n}\n",
        }),
        callback({
          ...immediate,
          detached:
            "import { withoutParentOverrides } from '@parent-overrides/runtime';\n\nexport function go(run) {\n  setImmediate(run);\n  setImmediate(withoutParentOverrides(() => run()));\n}\n",
        }),
      ],
    },
  ],
});

test('`fix` changes nothing where a launch cannot be edited', () => {
  const code = "import './x.js';\nsetImmediate(...list);\n";
  const config = [
    {
      plugins: { 'parent-overrides': plugin },
      rules: { 'parent-overrides/require-wrapper': ['error', { fix: true }] },
    },
  ] as Linter.Config[];
  const { output, messages } = new Linter().verifyAndFix(code, config, 'a.js');
  expect(output).toBe(code);
  expect(messages.map(({ messageId, fix, suggestions }) => ({ messageId, fix, suggestions }))).toEqual([
    { messageId: 'callbackShared', fix: undefined, suggestions: undefined },
  ]);
});

describe('wrong configuration', () => {
  const lint = (settings: unknown, option?: unknown): unknown =>
    new Linter().verify(
      'export {};',
      [
        {
          plugins: { 'parent-overrides': plugin },
          settings: { 'parent-overrides': settings },
          rules: { 'parent-overrides/require-wrapper': option === undefined ? 'error' : ['error', option] },
        },
      ] as Linter.Config[],
      'a.js',
    );

  const circular: Record<string, unknown> = {};
  circular['self'] = circular;
  const sparse: unknown[] = [];
  sparse[1] = 'pool';

  /** A hostile value under each key, with the key and the sentence about it. */
  const HOSTILE: readonly (readonly [settings: object, message: string])[] = [
    [{ runtime: 1 }, '"runtime" is 1, but it must be a name or a list of at least one.'],
    [{ runtime: [] }, '"runtime" is [], but it must be a name or a list of at least one.'],
    [{ runtime: circular }, '"runtime" is an object without a JSON, but it must be a name or a list'],
    [{ strict: 'yes' }, '"strict" is "yes", but it must be true or false.'],
    [{ strict: null }, '"strict" is null, but it must be true or false.'],
    [{ strict: 1n }, '"strict" is 1n, but it must be true or false.'],
    [{ typed: 'x'.repeat(100_000) }, `"typed" is "${'x'.repeat(119)}..., but it must be true or false.`],
    [{ reportPromiseResolvers: new Date(0) }, '"reportPromiseResolvers" is an instance of Date, but'],
    [{ executorNames: 'pool' }, '"executorNames" is "pool", but it must be a list.'],
    [{ executorNames: [/pool/] }, '"executorNames[0]" is an instance of RegExp, but it must be one word'],
    [{ executorNames: sparse }, '"executorNames[0]" is undefined, but it must be one word'],
    [{ executorNames: ['thread pool'] }, '"executorNames[0]" is "thread pool", but it must be one word'],
    [{ wrappers: [null] }, '"wrappers[0]" is null, but it must be a name or { module, name, argument }.'],
    [{ wrappers: ['bind()'] }, '"wrappers[0]" is "bind()", but it must be a name, with dots for members'],
    [
      { wrappers: [{ name: 'x', argument: Infinity }] },
      '"wrappers[0].argument" is Infinity, but it must be the index of an argument',
    ],
    [{ launchers: null }, '"launchers" is null, but it must be a list.'],
    [
      { launchers: [{ ...row, kind: 'Callback' }] },
      '"launchers[0].kind" is "Callback", but it must be one of',
    ],
    [{ launchers: [{ ...row, argument: NaN }] }, '"launchers[0].argument" is NaN, but it must be the index'],
    [
      { launchers: [{ ...row, from: [{ module: 'm', export: 'e', global: 'g' }] }] },
      'but it must be either { global } or { module, export }.',
    ],
    [{ launchers: [{ ...row, toString: 1 }] }, '"launchers[0].toString" is not a known key. Known keys: id,'],
    [
      { launchers: [row, row] },
      '"launchers[1].id" is "acme-jobs#enqueue", but it must be an id that no other',
    ],
    [
      { launchers: [{ ...row, workerFile: { argument: 0 } }] },
      `"launchers[0].workerFile" is {"argument":0}, but it must be absent for kind 'callback'`,
    ],
    [
      { launchers: [{ ...row, refused: 'worker-file-unknown' }] },
      `"launchers[0].refused" is "worker-file-unknown", but it must be 'constructor-time-capture', 'shared-work', 'job' or`,
    ],
  ];

  test.each(HOSTILE)('the setting $0 is named although the file launches nothing', (settings, message) => {
    expect(() => lint(settings)).toThrow("settings['parent-overrides']: ");
    expect(() => lint(settings)).toThrow(message);
  });

  test.each(HOSTILE)('the option $0 is named in the same words', (option, message) => {
    expect(() => lint({}, option)).toThrow('parent-overrides/require-wrapper');
    expect(() => lint({}, option)).toThrow(`the rule option: `);
    expect(() => lint({}, option)).toThrow(message);
  });

  test.each<readonly [unknown, string]>([
    [{ wrapers: [] }, '"wrapers" is not a known key. Known keys: runtime, wrappers,'],
    [{ fix: true }, '"fix" is not a known key. Known keys: runtime, wrappers,'],
    [JSON.parse('{ "__proto__": { "strict": true } }'), '"__proto__" is not a known key.'],
    ['strict', `settings['parent-overrides'] is "strict", but it must be an object.`],
    [null, `settings['parent-overrides'] is null, but it must be an object.`],
    [[], `settings['parent-overrides'] is [], but it must be an object.`],
    [new Map([['strict', true]]), `settings['parent-overrides'] is an instance of Map, but`],
  ])('settings that are not the known keys: %j', (settings, message) => {
    expect(() => lint(settings)).toThrow(message);
  });

  test.each<readonly [unknown, readonly string[]]>([
    [{ fixx: true }, ['Unexpected property "fixx"', '"fix"', '"wrappers"']],
    [{ fix: 'yes' }, ['the rule option: "fix" is "yes", but it must be true or false.']],
    [3, ['3', 'object']],
  ])('a wrong option %j is named', (option, parts) => {
    for (const part of parts) expect(() => lint({}, option)).toThrow(part);
  });

  test('an option does not hide a mistake in the settings', () => {
    expect(() => lint({ strict: 'yes' }, { strict: true })).toThrow("settings['parent-overrides']");
  });
});
