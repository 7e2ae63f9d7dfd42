/** A row may be about some versions of its package: which row counts, and what is said where nobody knows. */
import { expect, it } from 'vitest';
import { findLaunchSites, resolveConfig, type Launcher } from '../src/index.ts';
import { OWN_LAUNCHER } from '../scripts/launchers-page.ts';
import { parse } from './parse.ts';

const TEXT = "import pLimit from 'p-limit';\nexport const limit = pLimit(1);\nlimit(() => run());\n";

function found(
  satisfies: ((range: string) => boolean | undefined) | undefined,
  text = TEXT,
  launchers: readonly Launcher[] = [],
): (string | undefined)[][] {
  const source = {
    ...parse('oxc', text, { filename: 'a.mjs', sourceType: 'module' }),
    ...(satisfies && { versions: { satisfies: (_: string, range: string) => satisfies(range) } }),
  };
  return findLaunchSites(source, resolveConfig({ launchers })).map(({ launcher, loss, versions }) => [
    launcher,
    loss,
    versions,
  ]);
}

it('the row of what is installed counts', () => {
  expect(found((range) => range === '<5')).toEqual([['p-limit', 'another-task', undefined]]);
  expect(found((range) => range === '>=5')).toEqual([['p-limit', 'shared', undefined]]);
});

it('where nobody knows, the worse loss counts, and the site says what it is true for', () => {
  expect(found(undefined)).toEqual([['p-limit', 'another-task', '<5']]);
  expect(found(() => undefined)).toEqual([['p-limit', 'another-task', '<5']]);
});

it('what is of no such version is no launch', () => {
  const text = "import { JobRunner } from '@acme/jobs/lib';\nnew JobRunner().enqueue(() => run());\n";
  const from = [{ module: '@acme/jobs/lib', export: 'JobRunner' }];
  const row = { ...OWN_LAUNCHER, from, versions: '^2' };
  expect(found(() => false, text, [row])).toEqual([]);
  expect(found(() => true, text, [row])).toEqual([['acme-jobs#enqueue', 'another-task', undefined]]);
});

it('the package is asked for, whatever file of it is imported', () => {
  const asked: string[] = [];
  const text = "import { JobRunner } from '@acme/jobs/lib';\nnew JobRunner().enqueue(() => run());\n";
  const row = { ...OWN_LAUNCHER, from: [{ module: '@acme/jobs/lib', export: 'JobRunner' }], versions: '^2' };
  const source = {
    ...parse('oxc', text, { filename: 'a.mjs', sourceType: 'module' }),
    versions: { satisfies: (name: string) => Boolean(asked.push(name)) },
  };
  findLaunchSites(source, resolveConfig({ launchers: [row] }));
  expect(new Set(asked)).toEqual(new Set(['@acme/jobs']));
});
