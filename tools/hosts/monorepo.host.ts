/** 200 packages of generated code under one shared config, each with its own word on what a launch is. */
import { beforeAll, expect, inject, test } from 'vitest';
import { ESLINT } from '../versions.ts';
import { parseReport, problems } from './eslint-report.ts';
import { createHost, type Host } from './host.ts';

const PACKAGES = 200;
const MODULES = 5;

/** One of these per package in turn, so that a setting that leaks from one package into the next shows. */
const KINDS: readonly { readonly settings: object; readonly unwrapped: readonly string[] }[] = [
  { settings: {}, unwrapped: ['bare', 'bound', 'barrel'] },
  { settings: { runtime: ['#context', '@parent-overrides/runtime'] }, unwrapped: ['bare', 'bound'] },
  {
    settings: { wrappers: [{ module: 'node:async_hooks', name: 'AsyncResource.bind' }] },
    unwrapped: ['bare', 'barrel'],
  },
  { settings: { strict: true }, unwrapped: ['bare', 'timer', 'bound', 'barrel'] },
];

const LAUNCHES: Readonly<Record<string, string>> = {
  bare: 'setImmediate(run)',
  timer: 'setTimeout(run, 1)',
  wrapped: 'setImmediate(withParentOverrides(run))',
  bound: 'setImmediate(AsyncResource.bind(run))',
  barrel: 'setImmediate(wrap(run))',
};

/** A module with `functions` functions; every launch above occurs in turn, one a line, after three imports. */
function generate(functions: number): { text: string; launchOfLine: (line: number) => string } {
  const names = Object.keys(LAUNCHES);
  const launchOf = (index: number): string => names[index % names.length]!;
  const lines = [
    "import { AsyncResource } from 'node:async_hooks';",
    "import { withParentOverrides } from '@parent-overrides/runtime';",
    "import { withParentOverrides as wrap } from '#context';",
    ...Array.from(
      { length: functions },
      (_, index) => `export function task${index}(run) { return ${LAUNCHES[launchOf(index)]!}; }`,
    ),
  ];
  return { text: `${lines.join('\n')}\n`, launchOfLine: (line) => launchOf(line - 4) };
}

const module = generate(10);
const packageName = (index: number): string => `p${String(index).padStart(3, '0')}`;

/** `file launch` for every launch that the package's settings leave unwrapped. */
const expected = Array.from({ length: PACKAGES }, (_, index) =>
  Array.from({ length: MODULES }, (_, file) =>
    KINDS[index % KINDS.length]!.unwrapped.flatMap((launch) =>
      Array.from({ length: 2 }, () => `packages/${packageName(index)}/src/m${file}.js ${launch}`),
    ),
  ).flat(),
).flat();

const SHARED = `
import parentOverrides from '@parent-overrides/eslint-plugin';
export const shared = parentOverrides.configs.recommended;
`;

let host: Host;
beforeAll(async () => {
  host = await createHost('monorepo', inject('pluginTarball'), ESLINT);
});

function packages(configOf?: (settings: object) => string): Record<string, string> {
  const files: Record<string, string> = { 'eslint.shared.js': SHARED };
  for (let index = 0; index < PACKAGES; index++) {
    const directory = `packages/${packageName(index)}`;
    const { settings } = KINDS[index % KINDS.length]!;
    files[`${directory}/package.json`] = JSON.stringify({
      name: packageName(index),
      type: 'module',
      settings,
    });
    if (configOf !== undefined) files[`${directory}/eslint.config.js`] = configOf(settings);
    for (let file = 0; file < MODULES; file++) files[`${directory}/src/m${file}.js`] = module.text;
  }
  return files;
}

async function unwrapped(...args: string[]): Promise<string[]> {
  const report = parseReport(await host.run('eslint', '--format', 'json', ...args, 'packages'));
  return problems(report, host.directory).map((problem) => {
    const [, file, line, what] = /^(.*?):(\d+):\S+ (.*)$/.exec(problem)!;
    return what === 'parent-overrides/require-wrapper'
      ? `${file!} ${module.launchOfLine(Number(line))}`
      : problem;
  });
}

test('one config at the root that gives each package its own settings', async () => {
  host.files({
    ...packages(),
    'eslint.config.js': `
import { readdirSync, readFileSync } from 'node:fs';
import { shared } from './eslint.shared.js';
export default [
  shared,
  ...readdirSync('packages').map((name) => ({
    files: ['packages/' + name + '/**'],
    settings: { 'parent-overrides': JSON.parse(readFileSync('packages/' + name + '/package.json', 'utf8')).settings },
  })),
];
`,
  });
  expect((await unwrapped()).sort()).toEqual(expected.toSorted());
  expect((await unwrapped('--concurrency', '2')).sort()).toEqual(expected.toSorted());
});

test('a config in each package that extends the shared one', async () => {
  const files = packages(
    (settings) => `
import { shared } from '../../eslint.shared.js';
export default [shared, { settings: { 'parent-overrides': ${JSON.stringify(settings)} } }];
`,
  );
  host.files(files);
  expect((await unwrapped()).sort()).toEqual(expected.toSorted());
});
