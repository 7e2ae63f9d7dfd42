/** `init` in small projects of every kind: what it says, what it does, and that ESLint then finds the launch. */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { buildIfStale } from '../../../tools/build-if-stale.ts';
import {
  BIN,
  commit,
  makeProject,
  PACKAGE,
  runProcess,
  type Files,
  type Output,
  type Project,
} from './project.ts';

const ROOT = path.join(PACKAGE, '../..');
const RULE = 'parent-overrides/require-wrapper';

beforeAll(() => {
  buildIfStale('eslint-plugin');
}, 240_000);

const LAUNCH = `import PQueue from 'p-queue';

const queue = new PQueue({ concurrency: 1 });

export const order = (send) => queue.add(() => send());
`;
const STORE = `import { AsyncLocalStorage } from 'node:async_hooks';

export const tenants = new AsyncLocalStorage();
`;

/** Stands in for every package manager: it writes into package.json what it is told to add, and needs no network. */
const MANAGER = `#!/usr/bin/env node
const { appendFileSync, readFileSync, writeFileSync } = require('node:fs');
const [, name, ...args] = process.argv;
appendFileSync(process.env.MANAGER_LOG, [name.split('/').pop(), ...args].join(' ') + '\\n');
if (process.env.MANAGER_FAILS) process.exit(1);
const file = JSON.parse(readFileSync('package.json', 'utf8'));
const key = args.includes('-D') ? 'devDependencies' : 'dependencies';
file[key] = { ...file[key], ...Object.fromEntries(args.slice(1).filter((a) => !a.startsWith('-')).map((a) => [a, '*'])) };
writeFileSync('package.json', JSON.stringify(file, null, 2) + '\\n');
`;
const MANAGERS = ['npm', 'pnpm', 'yarn', 'bun'];

interface Initialised extends Project {
  init(...args: string[]): Promise<Output>;
  /** What the package managers were told. */
  installed(): string;
}

function project(files: Files, env: NodeJS.ProcessEnv = {}): Initialised {
  const tools = makeProject(Object.fromEntries(MANAGERS.map((name) => [name, MANAGER])), { git: false });
  for (const name of MANAGERS) chmodSync(tools.path(name), 0o755);
  tools.write({ log: '' });
  const made = makeProject({ '.gitignore': 'node_modules\n', ...files });
  link(made);
  const environment = {
    ...{ PATH: `${tools.root}:${process.env['PATH'] ?? ''}`, MANAGER_LOG: tools.path('log'), ...env },
  };
  return {
    ...made,
    init: (...args) => made.run(['init', ...args], { env: environment }),
    installed: () => tools.read('log'),
  };
}

/** The packages that a config loads, as if they were installed. */
function link({ root }: Project): void {
  const require = createRequire(path.join(ROOT, 'package.json'));
  const folderOf = (name: string): string => path.dirname(require.resolve(`${name}/package.json`));
  const links = {
    eslint: folderOf('eslint'),
    '@eslint/js': folderOf('@eslint/js'),
    'typescript-eslint': folderOf('typescript-eslint'),
    '@parent-overrides/eslint-plugin': path.join(ROOT, 'packages/eslint-plugin'),
  };
  for (const [name, target] of Object.entries(links)) {
    const at = path.join(root, 'node_modules', name);
    mkdirSync(path.dirname(at), { recursive: true });
    symlinkSync(target, at);
  }
}

const json = (content: object): string => `${JSON.stringify(content, null, 2)}\n`;

/** Where ESLint, run as its users do, reports a launch: `file:line`. */
async function reported({ root }: Project): Promise<string[]> {
  const bin = path.join(root, 'node_modules/eslint/bin/eslint.js');
  const { stdout, stderr } = await runProcess(process.execPath, [bin, '.', '--format', 'json'], {
    cwd: root,
  });
  if (stderr) throw new Error(stderr);
  const results = JSON.parse(stdout) as {
    filePath: string;
    messages: { line: number; ruleId: string | null; message: string }[];
  }[];
  return results.flatMap(({ filePath, messages }) =>
    messages.map(({ line, ruleId, message }) =>
      ruleId === RULE ? `${path.relative(root, filePath)}:${line}` : message,
    ),
  );
}

interface Kind {
  readonly kind: string;
  readonly files: Files;
  readonly says: readonly RegExp[];
  readonly installs: string;
  readonly launch: string;
}

const KINDS: Kind[] = [
  {
    kind: 'NestJS with nestjs-cls, tseslint.config, pnpm',
    files: {
      'package.json': json({ dependencies: { '@nestjs/core': '11', 'nestjs-cls': '6' } }),
      'pnpm-lock.yaml': '',
      'tsconfig.json': '{}',
      'eslint.config.mjs': `import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['eslint.config.mjs'] },
  eslint.configs.recommended,
  ...tseslint.configs.recommended,
);
`,
      'src/jobs.ts': LAUNCH.replace('(send)', '(send: () => void)'),
    },
    says: [
      /framework +NestJS \(@nestjs\/core in package\.json\)/,
      /language +TypeScript \(tsconfig\.json\)/,
      /packages by +pnpm/,
      /linter +ESLint, flat config \(eslint\.config\.mjs\)/,
      /stores +nestjs-cls \(package\.json\)/,
      /launches +1 to wrap in 1 file\n/,
    ],
    installs: 'pnpm add @parent-overrides/runtime\npnpm add -D @parent-overrides/eslint-plugin\n',
    launch: 'src/jobs.ts:5',
  },
  {
    kind: 'Express with its own store, CommonJS, npm',
    files: {
      'package.json': json({ dependencies: { express: '5' }, devDependencies: { eslint: '10' } }),
      'package-lock.json': '{}',
      'eslint.config.js': `const js = require('@eslint/js');

module.exports = [
  js.configs.recommended,
  { ignores: ['eslint.config.js'] }, // itself
  { languageOptions: { globals: { require: 'readonly', exports: 'writable' }, sourceType: 'commonjs' } },
];
`,
      'tenants.js':
        "const { AsyncLocalStorage } = require('node:async_hooks');\nexports.tenants = new AsyncLocalStorage();\n",
      'jobs.js':
        "const { Queue } = require('./queue.js');\nconst pLimit = require('p-limit');\nconst limit = pLimit(1);\nexports.order = (send) => limit(() => send(Queue));\n",
    },
    says: [
      /framework +Express/,
      /modules +CommonJS/,
      /packages by +npm/,
      /stores +new AsyncLocalStorage at tenants\.js:2\n/,
    ],
    installs: 'npm i @parent-overrides/runtime\nnpm i -D @parent-overrides/eslint-plugin\n',
    launch: 'jobs.js:4',
  },
  {
    kind: 'Fastify with request-context, defineConfig, yarn',
    files: {
      'package.json': json({
        type: 'module',
        dependencies: { fastify: '5', '@fastify/request-context': '6', '@parent-overrides/runtime': '0.1.0' },
      }),
      'yarn.lock': '',
      'eslint.config.js': `import { defineConfig } from 'eslint/config';

export default defineConfig([{ files: ['src/**'] }]);
`,
      'src/jobs.js': LAUNCH,
    },
    says: [
      /framework +Fastify/,
      /modules +ES modules/,
      /stores +@fastify\/request-context \(package\.json\)\n/,
    ],
    installs: 'yarn add -D @parent-overrides/eslint-plugin\n',
    launch: 'src/jobs.js:5',
  },
  {
    kind: 'Hono with defineSettings, a constant, bun',
    files: {
      'package.json': json({ type: 'module', dependencies: { hono: '4' } }),
      'bun.lock': '',
      'eslint.config.js':
        "import js from '@eslint/js'\n\nconst config = [js.configs.recommended]\nexport default config\n",
      'settings.js':
        "import { defineSettings } from '@parent-overrides/runtime';\nexport const settings = defineSettings('shop', {});\n",
      'jobs.js': LAUNCH,
    },
    says: [
      /framework +Hono/,
      /stores +defineSettings at settings\.js:2\n/,
      /preset +recommended, because settings\.js:2 defines settings/,
    ],
    installs: 'bun add @parent-overrides/runtime\nbun add -D @parent-overrides/eslint-plugin\n',
    launch: 'jobs.js:5',
  },
  {
    kind: 'Next.js, TypeScript, no linter',
    files: {
      'package.json': json({ dependencies: { next: '16' }, devDependencies: { typescript: '6' } }),
      'app/jobs.ts': LAUNCH.replace('(send)', '(send: () => void)'),
    },
    says: [
      /framework +Next\.js/,
      /language +TypeScript \(typescript in package\.json\)/,
      /linter +none/,
      /stores +none/,
    ],
    installs:
      'npm install @parent-overrides/runtime\nnpm install -D eslint @parent-overrides/eslint-plugin typescript-eslint\n',
    launch: 'app/jobs.ts:5',
  },
  {
    kind: 'plain JavaScript, no linter',
    files: { 'package.json': json({ type: 'module' }), 'jobs.js': LAUNCH },
    says: [/framework +none that is known/, /language +JavaScript/],
    installs:
      'npm install @parent-overrides/runtime\nnpm install -D eslint @parent-overrides/eslint-plugin\n',
    launch: 'jobs.js:5',
  },
];

describe.each(KINDS)('$kind', ({ files, says, installs, launch }) => {
  test('says what it found, installs, writes; ESLint finds the launch; again there is nothing to do', async () => {
    const made = project(files);
    const { code, stdout, stderr } = await made.init('--yes');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const sentence of says) expect(stdout).toMatch(sentence);
    expect(stdout).toMatch(/Done\.\nNext: `npx @parent-overrides\/codemod \. --diff`/);
    expect(made.installed()).toBe(installs);
    expect(await reported(made)).toEqual([launch]);

    commit(made);
    const again = await made.init('--yes');
    expect(again).toMatchObject({ code: 0, stderr: '' });
    expect(again.stdout).toContain('Nothing to install and nothing to write.');
    expect(made.installed()).toBe(installs);
    expect(made.git('status', '--porcelain')).toBe('');
  });
});

describe('a workspace', () => {
  const files = {
    'package.json': json({ private: true }),
    'pnpm-workspace.yaml': 'packages: [packages/*]\n',
    'pnpm-lock.yaml': '',
    'eslint.config.mjs': "import js from '@eslint/js';\nexport default [js.configs.recommended];\n",
    'packages/jobs/package.json': json({ name: 'jobs', type: 'module' }),
    'packages/jobs/index.js': LAUNCH,
    'packages/quiet/package.json': json({ name: 'quiet', type: 'module' }),
    'packages/quiet/index.js': 'export const quiet = 1;\n',
  };

  test('at its root: the plugin there, the runtime where there are launches', async () => {
    const made = project(files);
    const { stdout } = await made.init('--yes');
    expect(stdout).toMatch(/workspace +its root/);
    expect(stdout).toContain('pnpm add @parent-overrides/runtime   (in packages/jobs)');
    expect(made.installed()).toBe(
      'pnpm add @parent-overrides/runtime\npnpm add -w -D @parent-overrides/eslint-plugin\n',
    );
    expect(made.read('packages/jobs/package.json')).toContain('@parent-overrides/runtime');
    expect(made.read('packages/quiet/package.json')).not.toContain('@parent-overrides');
    expect(await reported(made)).toEqual(['packages/jobs/index.js:5']);
  });

  test('in one of its packages: the config is the one above', async () => {
    const made = project(files);
    const { stdout } = await made.init('packages/jobs', '--yes');
    expect(stdout).toMatch(/workspace +a package of one/);
    expect(made.read('eslint.config.mjs')).toContain('parentOverrides.configs.recommended');
    expect(made.read('package.json')).toContain('@parent-overrides/eslint-plugin');
  });
});

describe('linters that it cannot serve, or does not understand', () => {
  const plain = { 'package.json': json({ type: 'module' }), 'jobs.js': LAUNCH };

  test.each([
    ['biome.json', '{}', 'Biome runs no plugin of ours.', /codemod --check \./],
    ['.eslintrc.json', '{}', 'The plugin needs ESLint 9.15', /npx @eslint\/migrate-config \.eslintrc\.json/],
    [
      'eslint.config.js',
      "export default (await import('./x.js')).default;\n",
      'is left as it is',
      /configs\./,
    ],
    ['.oxlintrc.json', '[]', 'is left as it is', /"jsPlugins": \[\{/],
  ])('%s: what to do by hand', async (name, content, why, advice) => {
    const made = project({ ...plain, [name]: content });
    const { stdout, code } = await made.init('--yes');
    expect(code).toBe(0);
    expect(stdout).toContain(why);
    expect(stdout).toMatch(advice);
    expect(made.read(name)).toBe(content);
  });

  test('oxlint gets the plugin and the rules', async () => {
    const made = project({ ...plain, '.oxlintrc.json': '{ "rules": {} }\n' });
    await made.init('--yes');
    expect(JSON.parse(made.read('.oxlintrc.json'))).toMatchObject({
      jsPlugins: [{ specifier: '@parent-overrides/eslint-plugin' }],
      rules: { [RULE]: 'error' },
    });
  });
});

test('where work leaves the thread, the adoption is a decision: shown, not written', async () => {
  const spawn =
    "import { Worker } from 'node:worker_threads';\nexport const run = (task) => new Worker(new URL('./w.js', import.meta.url), { workerData: task });\n";
  const made = project({ 'package.json': json({ type: 'module' }), 'store.js': STORE, 'spawn.js': spawn });
  const { stdout } = await made.init();
  expect(stdout).toContain('Work leaves the thread here (spawn.js:2)');
  expect(stdout).toContain("adoptStore(tenants, { id: 'tenants', wire: false });");
  expect(made.read('store.js')).toBe(STORE);
});

describe('it does nothing', () => {
  const files = {
    'package.json': json({ type: 'module' }),
    'eslint.config.js': 'export default [{}];\n',
    'jobs.js': LAUNCH,
  };

  test('without a yes: it prints the commands and the patch', async () => {
    const made = project(files);
    const { code, stdout } = await made.init();
    expect(code).toBe(0);
    expect(stdout).toContain('  npm install -D @parent-overrides/eslint-plugin\n');
    expect(stdout).toContain('+export default [{}, parentOverrides.configs.recommended];');
    expect(stdout).toContain('Nothing was installed or written. `init --yes` does it.');
    expect(made.installed()).toBe('');
    expect(made.git('status', '--porcelain')).toBe('');
  });

  test('when a command fails', async () => {
    const made = project(files, { MANAGER_FAILS: '1' });
    const { code, stderr } = await made.init('--yes');
    expect(code).toBe(2);
    expect(stderr).toContain('`npm install @parent-overrides/runtime` failed, so nothing was written.');
    expect(made.git('status', '--porcelain')).toBe('');
  });

  test('to a config with uncommitted changes, without --force', async () => {
    const made = project(files);
    made.write({ 'eslint.config.js': 'export default [{ rules: {} }];\n' });
    const { code, stderr } = await made.init('--yes');
    expect(code).toBe(3);
    expect(stderr).toMatch(/not committed:\n {2}eslint\.config\.js/);
    expect(made.installed()).toBe('');
    expect((await made.init('--yes', '--force')).code).toBe(0);
    expect(made.read('eslint.config.js')).toContain('parentOverrides');
  });

  test.each([
    [['jobs.js'], /init needs the folder of a project: jobs\.js is none/],
    [['gone'], /gone is none/],
    [['--yess'], /unknown option '--yess'/],
  ])('when asked wrongly: %j', async (args, said) => {
    const { code, stderr } = await project(files).init(...args);
    expect(code).toBe(3);
    expect(stderr).toMatch(said);
  });

  test('without a package.json, or with options of a run before it', async () => {
    const made = makeProject({ 'a.js': '' });
    const { code, stderr } = await made.run(['init']);
    expect(code).toBe(3);
    expect(stderr).toContain('There is no package.json at or above .');
    expect((await made.run(['--force', 'init'])).stderr).toContain('Options before init are those of a run.');
  });
});

test('--no-install writes, and says what is still to install', async () => {
  const made = project({ 'package.json': json({ type: 'module' }), 'jobs.js': LAUNCH });
  const { code, stdout } = await made.init('--yes', '--no-install');
  expect(code).toBe(0);
  expect(made.installed()).toBe('');
  expect(stdout).toContain('Next: npm install -D eslint @parent-overrides/eslint-plugin\n');
  expect(made.read('eslint.config.mjs')).toContain('parentOverrides.configs.recommended');
});

test.each([
  ['y\n', true],
  ['n\n', false],
  ['\n', false],
  ['\u0004', false],
])('on a terminal it asks once: %j', (answer, written) => {
  const made = project({ 'package.json': json({ type: 'module' }), 'jobs.js': LAUNCH });
  const command = `'${process.execPath}' '${BIN}' init --no-install`;
  const { stdout, status } = spawnSync('script', ['--quiet', '--return', '--command', command, '/dev/null'], {
    ...{ cwd: made.root, input: answer, encoding: 'utf8' },
  });
  expect({ status, stdout }).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('Do this? [y/N]') as string,
  });
  expect(made.git('status', '--porcelain')).toBe(written ? '?? eslint.config.mjs\n' : '');
});
