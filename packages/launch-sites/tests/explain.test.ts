/** What `explainCall` says, and that it says of each launch what `findLaunchSites` does. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { callsOf, explainCall, findLaunchSites, launchingAssignments, resolveConfig } from '../src/index.ts';
import { parse } from './parse.ts';

const root = join(import.meta.dirname, '..', 'fixtures');

const fixtures = readdirSync(root, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.[cm]?[jt]sx?$/.test(entry.name))
  .map((entry) => relative(root, join(entry.parentPath, entry.name)))
  .filter((name) => !name.startsWith('typed'))
  .sort();

const CONFIGS = { recommended: resolveConfig(), strict: resolveConfig({ strict: true }) };

describe.each(fixtures)('%s', (name) => {
  it.each(['recommended', 'strict'] as const)(
    '%s: the same launches, and a reason for each other call',
    (preset) => {
      const config = CONFIGS[preset];
      const text = readFileSync(join(root, name), 'utf8').replace(/^\uFEFF/, '');
      const sourceType = name.endsWith('.cjs') ? 'commonjs' : name.endsWith('.js') ? 'script' : 'module';
      const source = parse('oxc', text, { filename: name, sourceType });
      const calls = [...callsOf(source), ...launchingAssignments(source, config)];
      const explained = calls.map((call) => explainCall(source, config, call));
      const sites = explained.flatMap(({ launches }) => launches.map(({ site }) => site));
      const inOrder = sites.sort(
        (a, b) => a.range[0] - b.range[0] || b.range[1] - a.range[1] || a.target[0] - b.target[0],
      );
      expect(inOrder).toEqual(findLaunchSites(source, config));
      for (const call of explained) {
        expect(call.because.says).toMatch(/^[A-Z`].*\.$/);
        expect(call.because.reason).not.toBe('passed-over');
        expect(call.rows.filter(({ isMatch }) => isMatch).length).toBe(
          call.isLaunch || ['nothing-launched', 'sent-as-text'].includes(call.because.reason) ? 1 : 0,
        );
        expect(call.steps[0]!.range[0]).toBeGreaterThanOrEqual(call.range[0]);
        // What is not known has a place where it stopped to be.
        const isUnknown = call.steps[0]!.says === 'not known';
        expect(call.steps.filter(({ stop }) => stop).length, call.callee).toBe(isUnknown ? 1 : 0);
      }
    },
  );
});
