/** `init` in small projects of every kind: what it says, what it does, and that ESLint then finds the launch. */
import { beforeAll, describe, expect, test } from 'vitest';
import { buildIfStale } from '../../../tools/build-if-stale.ts';
import { json, LAUNCH, project, reported } from './init-project.ts';
import { commit, type Files } from './project.ts';

beforeAll(() => {
  buildIfStale('eslint-plugin');
}, 240_000);

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
      /launches +1 to wrap \(src\/jobs\.ts:5\)\n/,
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
    // The codemod is to look for what the config reports.
    const preset = stdout.includes('configs.leaks') ? ' --preset leaks' : '';
    expect(stdout).toContain(`Done.\nNext: \`npx @parent-overrides/codemod . --diff${preset}\``);
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
