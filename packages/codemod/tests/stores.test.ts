/** Green and right come together: where work leaves its thread, a run says which stores do not go along. */
import { describe, expect, test } from 'vitest';
import { json, project as initialised } from './init-project.ts';
import { commit, makeProject, type Files } from './project.ts';

const POOL = `import { Piscina } from 'piscina';
const pool = new Piscina({ filename: new URL('./worker.js', import.meta.url).href });
export const tax = (order) => pool.run(order);
`;
const WORKER = 'export default (order) => order;\n';
const PACKED = `import { packParentOverrides } from '@parent-overrides/runtime';
${POOL.replace('run(order)', 'run(packParentOverrides(order))')}`;
const RECEIVES = `import { receiveParentOverrides } from '@parent-overrides/runtime';
export default receiveParentOverrides((order) => order);
`;
const NEST = json({
  type: 'module',
  dependencies: { 'nestjs-cls': '6', '@parent-overrides/runtime': '*' },
  devDependencies: { '@parent-overrides/eslint-plugin': '*' },
});
const PLAIN = json({ type: 'module', dependencies: { '@parent-overrides/runtime': '*' } });
const STORE =
  "import { AsyncLocalStorage } from 'node:async_hooks';\nexport const tenants = new AsyncLocalStorage();\n";
const adopt = (store: string) =>
  `import { adoptStore } from '@parent-overrides/runtime';\nimport { ${store} } from './store.js';\nadoptStore(${store}, { id: 'x', wire: 'thread' });\n`;

const storesOf = async (files: Files, ...args: string[]) => {
  const { report } = await makeProject(files).report(['.', '--dry-run', ...args]);
  return report.stores.map(({ store, at, launch }) => `${store} ${at} ${launch}`);
};

test('what a run packs, and what is packed already, is not enough: the check fails and says why', async () => {
  const project = makeProject({ 'package.json': NEST, 'pool.js': POOL, 'worker.js': WORKER });
  const { code, stdout } = await project.run(['.']);
  expect(code).toBe(0);
  expect(stdout).toContain('Wrapped 1 launch in 2 files.\n1 store to adopt by hand.');
  commit(project);
  const check = await project.run(['.', '--check']);
  expect(check.code).toBe(1);
  expect(check.stdout).toMatch(
    /^To do by hand:\nWork leaves the thread here \(pool\.js:4\), .* nestjs-cls \(package\.json\) is not\.\n.*app\.module\.ts.*:\n\n {2}import /,
  );
  expect(check.stdout).toContain('Next: do by hand what is listed above; with --allow-manual');
  expect((await project.run(['.', '--check', '--allow-manual'])).code).toBe(0);
  project.write({
    'tenant.js':
      "import { ClsServiceManager } from 'nestjs-cls';\nimport { adoptStore } from '@parent-overrides/runtime';\nadoptStore(ClsServiceManager.getClsService(), { id: 'cls' });\n",
  });
  expect(await project.run(['.', '--check'])).toMatchObject({
    code: 0,
    stdout: expect.not.stringContaining('adopt') as string,
  });
});

describe('a store is left', () => {
  const pool = { 'package.json': PLAIN, 'pool.js': PACKED, 'worker.js': RECEIVES };

  test('until it is adopted by its name', async () => {
    expect(await storesOf({ ...pool, 'store.js': STORE })).toEqual(['tenants store.js:2 pool.js:4']);
    const two = `${STORE}export const traces = new AsyncLocalStorage();\n`;
    expect(await storesOf({ ...pool, 'store.js': two, 'adopt.js': adopt('traces') })).toEqual([
      'tenants store.js:2 pool.js:4',
    ]);
    expect(await storesOf({ ...pool, 'store.js': STORE, 'adopt.js': adopt('tenants') })).toEqual([]);
    // Whose adoption that is does not show.
    expect(await storesOf({ ...pool, 'store.js': STORE, 'adopt.js': adopt('all') })).toEqual([]);
  });

  test.each([
    ['a field', 'class Context { static store = new AsyncLocalStorage() }', 'store'],
    ['an export of CommonJS', 'exports.tenants = new AsyncLocalStorage();', 'tenants'],
  ])('%s is a store', async (_, code, name) => {
    expect(await storesOf({ ...pool, 'store.js': `${STORE.split('\n')[0]!}\n${code}\n` })).toEqual([
      `${name} store.js:2 pool.js:4`,
    ]);
  });

  test.each([
    ['OpenTelemetry', { '@opentelemetry/sdk-node': '0' }, "from '@opentelemetry/api'"],
    ['@fastify/request-context', { '@fastify/request-context': '7' }, "from '@fastify/request-context'"],
  ])('of %s, with the block to paste', async (_, dependencies, imports) => {
    const { report } = await makeProject({
      ...pool,
      'package.json': json({ type: 'module', dependencies }),
    }).report(['.', '--dry-run']);
    expect(report.stores).toMatchObject([{ at: 'package.json' }]);
    expect(report.stores[0]!.advice).toContain(imports);
  });

  test('of a package of the workspace that this one depends on, unless a third one adopts it', async () => {
    const workspace = {
      'package.json': json({ workspaces: ['packages/*'] }),
      'packages/context/package.json': json({ name: 'context', type: 'module' }),
      'packages/context/store.js': STORE,
      'packages/other/package.json': json({ name: 'other', type: 'module' }),
      'packages/other/store.js': STORE,
      'packages/app/package.json': json({ type: 'module', dependencies: { context: '*' } }),
      'packages/app/pool.js': PACKED,
      'packages/app/worker.js': RECEIVES,
    };
    expect(await storesOf(workspace)).toEqual(['tenants packages/context/store.js:2 packages/app/pool.js:4']);
    expect(await storesOf({ ...workspace, 'packages/setup/adopt.js': adopt('tenants') })).toEqual([]);
  });
});

test.each<[string, Files]>([
  ['nothing leaves the thread', { 'package.json': NEST, 'a.js': 'setImmediate(() => go());\n' }],
  [
    'nothing is to be packed',
    {
      'package.json': NEST,
      'pool.js': POOL.replace(
        'export',
        '// eslint-disable-next-line parent-overrides/require-wrapper\nexport',
      ),
      'worker.js': WORKER,
    },
  ],
  ['there is no store', { 'package.json': PLAIN, 'pool.js': PACKED, 'worker.js': RECEIVES }],
  [
    'only a test keeps one',
    { 'package.json': PLAIN, 'pool.js': PACKED, 'worker.js': RECEIVES, 'tests/store.js': STORE },
  ],
  [
    'only a call makes one',
    {
      'package.json': PLAIN,
      'pool.js': PACKED,
      'worker.js': RECEIVES,
      'make.js': STORE.replace('export const tenants =', 'export const make = () =>'),
    },
  ],
  ['only a test launches', { 'package.json': NEST, 'test/pool.js': PACKED, 'test/worker.js': RECEIVES }],
])('nothing is said where %s', async (_, files) => {
  expect(await storesOf(files)).toEqual([]);
});

describe('init', () => {
  const files = {
    'package.json': NEST,
    'eslint.config.js': "import '@parent-overrides/eslint-plugin';\nexport default [];\n",
    'pool.js': PACKED,
    'worker.js': RECEIVES,
  };
  const jobs = { ...files, 'package.json': NEST.replace('"nestjs-cls"', '"bullmq": "6",\n    "nestjs-cls"') };
  const ADOPTION =
    "import { adoptStore } from '@parent-overrides/runtime';\nimport { cls } from './cls.js';\nadoptStore(cls, { id: 'cls', wire: 'anywhere' });\n";

  test('prints the adoption to write, and is quiet once that is written', async () => {
    const made = initialised(files);
    const { stdout } = await made.init();
    expect(stdout).toMatch(
      /By hand\nWork leaves the thread here \(pool\.js:4\)[^]*\n {2}adoptStore<Request>\(\n/,
    );
    made.write({ 'tenant.js': ADOPTION });
    const again = await made.init();
    expect(again.stdout).not.toContain('By hand');
    expect(again.stdout).toMatch(/\n\nNothing to install and nothing to write\.\nNothing to wrap\.\n$/);
  });

  test('says that jobs are looked at by strict only, until a processor lists what it takes', async () => {
    const made = initialised(jobs);
    const says = /A job of bullmq carries no store by itself, .*--preset strict.*docs\/jobs\.md/;
    expect((await made.init()).stdout).toMatch(says);
    made.write({ 'tenant.js': ADOPTION });
    expect((await made.init()).stdout).toMatch(says);
    made.write({
      'processor.js':
        "import { receiveParentOverrides } from '@parent-overrides/runtime';\nexport const process = receiveParentOverrides((job) => job, { json: ['cls'], payload: 'data' });\n",
    });
    expect((await made.init()).stdout).not.toContain('By hand');
    // A store that may go to threads only is a decision about jobs too.
    made.write({ 'tenant.js': ADOPTION.replace('anywhere', 'thread'), 'processor.js': '' });
    expect((await made.init()).stdout).not.toContain('By hand');
  });

  test('takes the preset that asks types where the config shows that there are some', async () => {
    // Globs look like comments to who does not read the tree.
    const typed =
      "export default [{ ignores: ['dist/**', '**/*.d.ts'] }, { languageOptions: { parserOptions: { projectService: true } } }];\n";
    for (const [config, preset, flags] of [
      [typed, 'leaksTypeChecked', '--preset leaks --types'],
      [`// projectService: true\n${typed.replace('true', 'false')}`, 'leaks', '--preset leaks'],
    ] as const) {
      const made = initialised({
        ...files,
        'pool.js': POOL,
        'worker.js': WORKER,
        'eslint.config.js': config,
      });
      const { stdout } = await made.init('--yes', '--no-install');
      expect(stdout).toMatch(new RegExp(`preset +${preset}, because`));
      expect(made.read('eslint.config.js')).toContain(`parentOverrides.configs.${preset}]`);
      expect(stdout).toContain(`Next: \`npx @parent-overrides/codemod . --diff ${flags}\` shows`);
      expect(stdout).toContain('docs/sanitizer.md');
    }
  });
});
