/**
 * Every sentence that the rules can say, for every launcher and every reason to refuse: what is lost at this
 * launch and what to write instead, in at most two sentences that name the callee and the wrapper.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import {
  LAUNCHERS,
  refusal,
  type LaunchSite,
  type RefusalReason,
  type OtherEnd,
  type WrapperName,
} from '@parent-overrides/launch-sites';
import * as tsParser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { describe, expect, test } from 'vitest';
import plugin from '../src/index.ts';
import {
  lateCaptureMessages,
  lossMessage,
  lossMessages,
  moduleScopeMessages,
  advice,
} from '../src/messages.ts';

// The compiler holds the list complete.
const REASONS = Object.keys({
  'spread-argument': true,
  'call-or-apply': true,
  'handed-on': true,
  'reassigned-variable': true,
  'destructured-method': true,
  'constructor-time-capture': true,
  'values-elsewhere': true,
  'shared-work': true,
  job: true,
  'method-in-object': true,
  'captured-at-module-scope': true,
  'captured-in-child': true,
  'bound-inside-wrapper': true,
  'long-lived-worker': true,
  coalesced: true,
  repeats: true,
  'wrapper-not-applied': true,
  'wrapped-result': true,
  'stringified-function': true,
  'suspends-in-spawn': true,
  'narrowing-lost': true,
  'tasks-not-a-list': true,
  'first-parameter-not-visible': true,
  'callback-not-visible': true,
  'function-not-visible': true,
  'sent-as-text': true,
  'no-place-for-import': true,
  'worker-file-unknown': true,
  'worker-file-not-found': true,
  'worker-file-not-editable': true,
} satisfies Record<RefusalReason, true>) as RefusalReason[];

const WRAPPERS = {
  callback: 'withParentOverrides',
  spawn: 'spawnWithParentOverrides',
  payload: 'packParentOverrides',
  stringified: 'packParentOverrides',
} as const satisfies Record<LaunchSite['kind'], WrapperName>;

/** Refusals that name another wrapper than the launch's. A job has two ends. What is sent as text is never wrapped: its data is packed. */
const NAMED: Readonly<Record<string, WrapperName>> = {
  'stringified-function': 'packParentOverrides',
  'values-elsewhere': 'receiveParentOverrides',
  job: 'receiveParentOverrides',
};

const OTHER_ENDS: readonly (OtherEnd | undefined)[] = [
  undefined,
  { file: './w.js', receive: 'handler', exportName: 'default' },
  { file: './w.js', receive: 'entry', exportName: 'default' },
];

/** Sentences end in a full stop, but not inside code: `tasks.run(...)`. */
function sentences(message: string): string[] {
  const prose = message.replaceAll(/`[^`]*`|"[^"]*"/g, 'CODE');
  return prose.match(/[^.!?]+[.!?]+/g) ?? [];
}

function say(template: string, data: Readonly<Record<string, string>>): string {
  return template.replaceAll(/\{\{(\w+)\}\}/g, (_, key: string) => data[key] ?? 'MISSING');
}

function expectPlain(message: string, callee: string, wrapper: string): void {
  expect(message).not.toMatch(/MISSING|undefined|\{\{/);
  expect(message).toMatch(/^[A-Z`].*\.$/);
  expect(sentences(message).length, message).toBeLessThanOrEqual(2);
  expect(sentences(message).join('').length).toBe(message.replaceAll(/`[^`]*`|"[^"]*"/g, 'CODE').length);
  expect(message).toContain(`\`${callee}\``);
  expect(message).toMatch(new RegExp(`\`${wrapper}\\b`));
}

test('the count is of sentences', () => {
  expect(sentences('`queue.add` runs this. Wrap it in `f(() => ...)`.')).toHaveLength(2);
  expect(sentences('One. Two. Three.')).toHaveLength(3);
});

describe.each(LAUNCHERS.map((launcher) => [launcher.id, launcher] as const))('%s', (_, { kind, loss }) => {
  const kinds = kind === 'payload' ? (['payload', 'stringified'] as const) : [kind];
  // Only a payload or a Worker has a worker file; the settings refuse such a row for a callback.
  const reasons = [undefined, ...REASONS].filter(
    (reason) => kind !== 'callback' || reason?.startsWith('worker-file') !== true,
  );
  test.each(kinds)('as %s, refused for every reason and for none', (as) => {
    const wrapper = WRAPPERS[as];
    for (const reason of reasons)
      for (const otherEnd of OTHER_ENDS) {
        const site = {
          ...{ kind: as, loss, callee: 'jobs.start', wrapper },
          ...(reason && { refusal: refusal(reason, wrapper) }),
          ...(otherEnd && { otherEnd }),
        } as LaunchSite;
        const message = say(lossMessages[lossMessage(site)], {
          callee: site.callee,
          advice: advice(site, [{ name: 'context.bind' }]),
        });
        expectPlain(message, site.callee, NAMED[reason ?? ''] ?? wrapper);
      }
  });
});

test.each([lateCaptureMessages.lateCapture, moduleScopeMessages.moduleScopeCapture])('%s', (template) => {
  const data = { callee: 'queue.add', wrapper: 'withParentOverrides' };
  expectPlain(say(template, data), data.callee, data.wrapper);
});

const FIXTURES = join(import.meta.dirname, '../../launch-sites/fixtures');

test('what ESLint prints about the fixtures of the analysis', { timeout: 60_000 }, () => {
  const linter = new Linter();
  const files = readdirSync(FIXTURES, { recursive: true, encoding: 'utf8' }).filter((name) =>
    ['.js', '.mjs', '.cjs', '.ts', '.tsx', '.mts', '.cts'].includes(extname(name)),
  );
  const messages = files.flatMap((name) => {
    const sourceType = /\.(?:cjs|cts)$/.test(name) ? 'commonjs' : /\.js$/.test(name) ? 'script' : 'module';
    return linter.verify(
      readFileSync(join(FIXTURES, name), 'utf8'),
      [
        { files: ['**/*.{js,mjs,cjs,ts,tsx,mts,cts}'], languageOptions: { sourceType } },
        { files: ['**/*.{ts,tsx,mts,cts}'], languageOptions: { parser: tsParser } },
        plugin.configs.recommended,
      ],
      name,
    );
  });
  const ours = messages.filter(({ ruleId }) => ruleId?.startsWith('parent-overrides/'));
  expect(ours.length).toBeGreaterThan(200);
  for (const { message } of ours) {
    // Where the version is not known, that is one more.
    const most = message.includes('This is so in versions') ? 3 : 2;
    expect(sentences(message).length, message).toBeLessThanOrEqual(most);
    expect(message).toMatch(
      /`[^`]+` .*`(?:spawnWithParentOverrides|withParentOverrides(?:PerCall)?|packParentOverrides|receiveParentOverrides)\b/,
    );
  }
});

test('what a timer runs for several calls is not said to run as whoever finished last', () => {
  const of = (launcher: string): string =>
    lossMessage({ launcher, kind: 'callback', loss: 'another-task' } as LaunchSite);
  expect(of('lodash.debounce')).toBe('callbackTimed');
  expect(of('underscore.throttle')).toBe('callbackTimed');
  expect(of('p-queue#add')).toBe('callbackAnotherTask');
});
