import { expect, it, describe } from 'vitest';
import { findLaunchSites, LAUNCHERS, mayLaunch, resolveConfig, SettingsError } from '../src/index.ts';
import { OWN_LAUNCHER as row } from '../scripts/launchers-page.ts';
import { parse } from './parse.ts';

function statuses(text: string, settings: Parameters<typeof resolveConfig>[0]): string[] {
  const config = resolveConfig(settings);
  const sites = findLaunchSites(parse('espree', text, { filename: 'a.mjs' }), config);
  return sites.map((site) => `${site.launcher} ${site.status}`);
}

describe('a user adds', () => {
  it('a launcher with a row of the same shape', () => {
    const text = `import { JobRunner } from '@acme/jobs'; new JobRunner().enqueue(() => {}); jobs.enqueue(() => {});`;
    expect(statuses(text, {})).toEqual([]);
    expect(statuses(text, { launchers: [row] })).toEqual(['acme-jobs#enqueue unwrapped']);
    expect(mayLaunch(text, resolveConfig())).toBe(false);
    expect(mayLaunch(text, resolveConfig({ launchers: [row] }))).toBe(true);
  });

  it('a row in place of one that is known', () => {
    const immediate = LAUNCHERS.find(({ id }) => id === 'setImmediate')!;
    const text = `import 'x'; setImmediate(() => {});`;
    expect(statuses(text, { launchers: [{ ...immediate, preset: 'strict' }] })).toEqual([]);
  });

  it.each(LAUNCHERS)('$id anew, as the table has it', (known) => {
    // `submit` and the lists of a file belong to no package, so they have no row that settings could hold.
    const settings = { launchers: [{ ...known, preset: 'strict' as const }] };
    if (known.from.length === 0) expect(() => resolveConfig(settings)).toThrow('no row to replace');
    else expect(() => resolveConfig(settings)).not.toThrow();
  });

  it('the modules that export the wrappers', () => {
    const text = `import { withParentOverrides } from '#overrides'; setImmediate(withParentOverrides(f));`;
    expect(statuses(text, {})).toEqual(['setImmediate unwrapped']);
    expect(statuses(text, { runtime: '#overrides' })).toEqual(['setImmediate wrapped']);
    expect(statuses(text, { runtime: ['@parent-overrides/runtime', '#overrides'] })).toEqual([
      'setImmediate wrapped',
    ]);
    // Only the first is written into imports: further ones may be relative.
    const relative = `import { withParentOverrides } from './own.js'; setImmediate(withParentOverrides(f));`;
    expect(statuses(relative, { runtime: ['#overrides', './own.js'] })).toEqual(['setImmediate wrapped']);
  });

  it('wrappers of its own, exported, nested and global', () => {
    const text = `
      import { AsyncResource } from 'node:async_hooks';
      import { context } from '@opentelemetry/api';
      setImmediate(AsyncResource.bind(f)); setImmediate(context.bind(context.active(), f)); setImmediate(bindTenant(f));`;
    const wrappers = [
      { module: 'async_hooks', name: 'AsyncResource.bind' },
      { module: '@opentelemetry/api', name: 'context.bind', argument: 1 },
      'bindTenant',
    ];
    expect(statuses(text, {})).toEqual(Array(3).fill('setImmediate unwrapped'));
    expect(statuses(text, { wrappers })).toEqual(Array(3).fill('setImmediate wrapped'));
  });

  it('names of executors, instead of the default ones', () => {
    const text = `fleet.submit(() => {}); executor.submit(() => {});`;
    expect(statuses(text, { executorNames: ['fleet'] })).toEqual(['executor.submit unwrapped']);
  });

  it('the launchers of strict, and any receiver of submit but jQuery', () => {
    const text = `setTimeout(f); process.nextTick(f); kill.submit(() => {}); $('x').submit(() => {}); $form.submit(() => {});`;
    expect(statuses(text, { strict: true })).toEqual([
      'setTimeout unwrapped',
      'process.nextTick unwrapped',
      'executor.submit unwrapped',
    ]);
  });

  it('bare promise resolvers', () => {
    const text = `import 'x'; new Promise((resolve) => setImmediate(resolve));`;
    expect(statuses(text, {})).toEqual(['setImmediate exempt']);
    expect(statuses(text, { reportPromiseResolvers: true })).toEqual(['setImmediate unwrapped']);
  });
});

describe('a mistake names the key, the value and what is allowed', () => {
  const { kind: _kind, ...withoutKind } = row;
  it.each<[unknown, string]>([
    [
      { runtimes: 'x' },
      `settings['parent-overrides']: "runtimes" is not a known key. Known keys: runtime, wrappers,`,
    ],
    [{ runtime: 1 }, `"runtime" is 1, but it must be a name or a list`],
    [{ runtime: [] }, `"runtime" is [], but it must be a name or a list of at least one`],
    [{ runtime: [''] }, `"runtime[0]" is "", but it must be a name`],
    [{ runtime: './overrides.js' }, `"runtime" is "./overrides.js", but it must be a package or an alias`],
    [
      { runtime: ['../overrides.js'] },
      `"runtime[0]" is "../overrides.js", but it must be a package or an alias`,
    ],
    [{ runtime: '#lib/*' }, `"runtime" is "#lib/*", but it must be a module exactly as imports write it`],
    [{ strict: 'yes' }, `"strict" is "yes", but it must be true or false`],
    [{ executorNames: 'pool' }, `"executorNames" is "pool", but it must be a list`],
    [{ wrappers: [{ module: 'x' }] }, `"wrappers[0].name" is missing`],
    [{ wrappers: [{ name: 'x', argument: -1 }] }, `"wrappers[0].argument" is -1, but it must be the index`],
    [{ launchers: [withoutKind] }, `"launchers[0].kind" is missing`],
    [
      { launchers: [{ ...row, kind: 'thread' }] },
      `"launchers[0].kind" is "thread", but it must be one of "callback"`,
    ],
    [
      { launchers: [{ ...row, from: [] }] },
      `"launchers[0].from" is [], but it must be a list of at least one origin`,
    ],
    [{ launchers: [{ ...row, from: [{ module: 'x' }] }] }, `"launchers[0].from[0].export" is missing`],
    [
      { launchers: [{ ...row, from: [{ module: '/^@acme/', export: 'JobRunner' }] }] },
      `"launchers[0].from[0].module" is "/^@acme/", but it must be a module exactly as imports write it`,
    ],
    [
      { launchers: [{ ...row, member: 'enqueue()' }] },
      `"launchers[0].member" is "enqueue()", but it must be`,
    ],
    [
      { launchers: [row, { ...row, argument: '0' }] },
      `"launchers[1].argument" is "0", but it must be the index`,
    ],
    [
      { launchers: [{ ...row, kind: 'spawn' }] },
      `"launchers[0].receiver" is "new", but it must be absent for kind 'spawn'`,
    ],
    [[], `settings['parent-overrides'] is [], but it must be an object`],
    [{ constructor: 1 }, `"constructor" is not a known key`],
  ])('%j', (settings, message) => {
    expect(() => resolveConfig(settings as never)).toThrow(SettingsError);
    expect(() => resolveConfig(settings as never)).toThrow(message);
  });
});

it('a config is plain data: a copy, as a thread gets it, finds the same', () => {
  const text = `import PQueue from 'p-queue';
import { JobRunner } from '@acme/jobs';
export function go(run) {
  new PQueue({ concurrency: 1 }).add(() => run());
  new JobRunner().enqueue(() => run());
}
`;
  const config = resolveConfig({ launchers: [{ ...row, loss: 'another-task' }] });
  const losses = (given: typeof config): unknown[] =>
    findLaunchSites(parse('oxc', text, { filename: 'a.mjs' }), given).map(({ loss }) => loss);
  expect(losses(config)).toEqual(['shared', 'another-task']);
  expect(losses(structuredClone(config))).toEqual(losses(config));
});
