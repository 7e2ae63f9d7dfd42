/** The launcher table says what was measured: each row's loss is what its probe saw, and what loses has a row or a reason. */
import satisfies from 'semver/functions/satisfies.js';
import { describe, expect, it } from 'vitest';
import { LAUNCHERS, type Launcher } from '../../packages/launch-sites/src/index.ts';
import { EXPLAINED } from './explained.ts';
import { FAMILIES } from './families.ts';
import { pins, wantedPackages } from './packages.ts';
import { rowsFor } from './libraries-page.ts';
import { readResults, worstOf, type Result } from './results.ts';

const { results } = readResults();

/** What a row has to say of what was seen. */
function lossOf(sees: string): Launcher['loss'] | 'shared-work' {
  if (sees === 'own') return 'shared';
  if (sees === 'nothing') return 'starts-empty';
  return sees === 'shared' ? 'shared-work' : 'another-task';
}

const saidBy = (row: Launcher): string => (row.refused === 'shared-work' ? 'shared-work' : row.loss);
const name = ({ api, version = '' }: Result): string => `${api} ${version}`;

describe.each(results.map((result) => [name(result), result] as const))('%s', (_, result) => {
  const sees = worstOf(result);
  const rows = rowsFor(result);

  it('has a row that says so, a reason, or nothing to say', () => {
    for (const row of rows) expect([row.id, saidBy(row)]).toEqual([row.id, lossOf(sees)]);
    if (sees !== 'own') expect(rows.length > 0 || result.api in EXPLAINED).toBe(true);
  });
});

/** Rows without a probe here, and why. The pools are measured by what docs/why.md says of each launch site. */
const UNMEASURED: Readonly<Record<string, string>> = {
  'executor.submit': 'belongs to no package',
  'home-made-queue': 'belongs to no package: tools/programs',
  Worker: 'is of browsers',
  SharedWorker: 'is of browsers',
  'threads.Worker': 'starts threads only, like worker_threads.Worker',
  'threads.Pool#queue': 'needs a worker file of its own',
  'piscina#run': 'docs/why.md',
  'piscina#runTask': 'docs/why.md',
  'tinypool#run': 'docs/why.md',
  'poolifier#execute': 'docs/why.md',
  'poolifier#mapExecute': 'docs/why.md',
  'workerpool#exec': 'docs/why.md',
  'bull#add': 'pnpm jobs',
  'bull#process': 'pnpm jobs',
  'bullmq.Queue#add': 'pnpm jobs',
  'bullmq.Worker': 'pnpm jobs',
  'graphile-worker#addJob': 'pnpm jobs',
  'graphile-worker.quickAddJob': 'pnpm jobs',
  'pg-boss#send': 'pnpm jobs',
  'pg-boss#sendAfter': 'pnpm jobs',
  'pg-boss#work': 'pnpm jobs',
};

it('every row is measured, or is known not to be', () => {
  const measured = new Set(results.flatMap((result) => rowsFor(result)));
  const ids = (rows: readonly Launcher[]): string[] => [...new Set(rows.map(({ id }) => id))].sort();
  expect(ids(LAUNCHERS.filter((row) => !measured.has(row)))).toEqual(Object.keys(UNMEASURED).sort());
});

it('no reason is given for what keeps its caller, has a row, or is not measured', () => {
  const losing = results.filter((result) => worstOf(result) !== 'own' && rowsFor(result).length === 0);
  expect(Object.keys(EXPLAINED).sort()).toEqual([...new Set(losing.map(({ api }) => api))].sort());
});

it('every probe has its result, of the version that is pinned', () => {
  const pinned = pins();
  expect(Object.keys(pinned)).toEqual([...wantedPackages()]);
  const wanted = Object.values(FAMILIES).flatMap((probes) =>
    probes.flatMap(({ api, packages }) =>
      (packages ?? [undefined]).map((of) => `${api} ${of === undefined ? '' : pinned[of]}`),
    ),
  );
  expect(results.map(name).sort()).toEqual(wanted.sort());
});

it('the pins are of the majors that the probes name', () => {
  for (const [wanted, version] of Object.entries(pins()))
    expect(satisfies(version, wanted.slice(wanted.lastIndexOf('@') + 1))).toBe(true);
});
