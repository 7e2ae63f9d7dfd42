/** Options, shared settings, and what is said when they are wrong. */
import { Linter } from 'eslint';
import { describe, expect, test } from 'vitest';
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
            "import { withParentOverrides } from '@parent-overrides/runtime';\nexport const later = (run) => setTimeout(withParentOverrides(run), 1);\n",
          detached:
            "import { withoutParentOverrides } from '@parent-overrides/runtime';\nexport const later = (run) => setTimeout(withoutParentOverrides(run), 1);\n",
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
          remedy: 'Wrap it in `AsyncResource.bind` or `withParentOverrides`.',
          wrapped:
            "import { withParentOverrides } from '#context';\nexport const later = (run) => setImmediate(withParentOverrides(run));\n",
          detached:
            "import { withoutParentOverrides } from '#context';\nexport const later = (run) => setImmediate(withoutParentOverrides(run));\n",
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
        "import { withParentOverrides } from '@parent-overrides/runtime';\nexport function go(run) {\n  setImmediate(withParentOverrides(run));\n  setImmediate(() => run());\n}\n",
        "import { withParentOverrides } from '@parent-overrides/runtime';\nexport function go(run) {\n  setImmediate(withParentOverrides(run));\n  setImmediate(withParentOverrides(() => run()));\n}\n",
      ],
      errors: [
        callback({
          ...immediate,
          detached:
            "import { withoutParentOverrides } from '@parent-overrides/runtime';\nexport function go(run) {\n  setImmediate(withoutParentOverrides(run));\n  setImmediate(() => run());\n}\n",
        }),
        callback({
          ...immediate,
          detached:
            "import { withoutParentOverrides } from '@parent-overrides/runtime';\nexport function go(run) {\n  setImmediate(run);\n  setImmediate(withoutParentOverrides(() => run()));\n}\n",
        }),
      ],
    },
  ],
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

  test.each([
    [{ wrapers: [] }, ["settings['parent-overrides']", 'wrapers', 'wrappers']],
    [{ executorNames: 'pool' }, ["settings['parent-overrides']", 'executorNames', 'pool']],
    [{ runtime: [] }, ["settings['parent-overrides']", 'runtime']],
    [{ strict: 'yes' }, ["settings['parent-overrides']", 'strict', 'yes', 'true', 'false']],
    [{ launchers: [{ id: 'x' }] }, ["settings['parent-overrides']", 'launchers']],
    ['strict', ["settings['parent-overrides']", 'strict']],
    [null, ["settings['parent-overrides']", 'null']],
  ])('a wrong setting %j is named although the file launches nothing', (settings, parts) => {
    for (const part of parts) expect(() => lint(settings)).toThrow(part);
  });

  test.each([
    [{ fixx: true }, ['Unexpected property "fixx"', '"fix"', '"wrappers"']],
    [{ fix: 'yes' }, ['"yes"', 'boolean']],
    [{ executorNames: [1] }, ['1', 'string']],
  ])('a wrong option %j is named', (option, parts) => {
    for (const part of parts) expect(() => lint({}, option)).toThrow(part);
  });

  test('an option does not hide a mistake in the settings', () => {
    expect(() => lint({ strict: 'yes' }, { strict: true })).toThrow("settings['parent-overrides']");
  });
});
