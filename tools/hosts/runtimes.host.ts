/**
 * The packed packages under Bun and Deno: ESLint with the plugin, the codemod's command, and web Workers, which Node
 * does not have. `pnpm matrix` runs the runtime's own tests there, and jscodeshift.
 */
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { hostCommand, HOSTS, type HostCommand } from '../matrix/hosts.ts';
import { parseReport, problems } from './eslint-report.ts';
import { createHost, type Finished, type Host } from './host.ts';

const SOURCES = {
  'src/queue.js':
    "import PQueue from 'p-queue';\n\nconst queue = new PQueue({ concurrency: 1 });\nexport const later = (run) => queue.add(() => run());\n",
  'src/typed.ts': 'export const soon = (run: (n: number) => void) => setImmediate(run, 1);\n',
};

let host: Host;
beforeAll(async () => {
  host = await createHost('runtimes', inject('pluginTarball'), {
    '@parent-overrides/codemod': `file:${inject('codemodTarball')}`,
    '@parent-overrides/runtime': `file:${inject('runtimeTarball')}`,
    '@typescript-eslint/parser': '8.72.0',
    eslint: '10.15.0',
    'p-queue': '9.3.5',
    typescript: '6.0.3',
  });
});

/** Undefined, after saying so, where the binary cannot be had. */
function available(name: (typeof HOSTS)[number]): HostCommand | undefined {
  try {
    return hostCommand(name);
  } catch (error) {
    console.warn(`SKIPPED: no ${name} here. ${(error as Error).message}`);
    return undefined;
  }
}

describe.each(HOSTS)('%s', (name) => {
  const command = available(name);
  const run = (script: string, ...args: string[]): Promise<Finished> =>
    host.exec(command!.binary, ...command!.args, script, ...args);

  test.skipIf(!command)('ESLint reports and fixes what it does on Node', async () => {
    const eslint = (...args: string[]): Promise<Finished> =>
      run('node_modules/eslint/bin/eslint.js', '--format', 'json', ...args, 'src');
    host.files({
      'eslint.config.js': `import parentOverrides from '@parent-overrides/eslint-plugin';
import parser from '@typescript-eslint/parser';
export default [
  parentOverrides.configs.recommended,
  { files: ['**/*.ts'], languageOptions: { parser } },
  { files: ['**/*.{js,ts}'], rules: { 'parent-overrides/require-wrapper': ['error', { fix: true }] } },
];
`,
      ...SOURCES,
    });
    expect(problems(parseReport(await eslint()), host.directory)).toEqual([
      'src/queue.js:4:41-4:46 parent-overrides/require-wrapper',
      'src/typed.ts:1:64-1:67 parent-overrides/require-wrapper',
    ]);
    expect(problems(parseReport(await eslint('--fix')), host.directory)).toEqual([]);
    expect(host.read('src/queue.js')).toContain('queue.add(withParentOverrides(() => run()))');
  });

  test.skipIf(!command)('the codemod writes what it writes on Node', async () => {
    const codemod = 'node_modules/@parent-overrides/codemod/dist/cli.js';
    host.files(SOURCES);
    await host.exec(process.execPath, codemod, 'src');
    const expected = Object.keys(SOURCES).map((file) => host.read(file));
    host.files(SOURCES);
    expect(await run(codemod, 'src')).toMatchObject({ code: 0 });
    expect(Object.keys(SOURCES).map((file) => host.read(file))).toEqual(expected);
    expect(expected.join('\n')).toContain('setImmediate(withParentOverrides(run), 1)');
    expect(await run(codemod, 'src', '--check')).toMatchObject({ code: 0 });
  });

  test.skipIf(!command)('a web Worker inherits, by what arrives before its first message', async () => {
    host.files({
      'settings.js': `import { defineSettings } from '@parent-overrides/runtime';
export const settings = defineSettings('app', { lm: { default: 'none', wire: 'thread' } });
`,
      'worker.js': `import '@parent-overrides/runtime/worker';
import { settings } from './settings.js';
addEventListener('message', ({ data }) => postMessage({ lm: settings.current.lm, data }));
`,
      'main.js': `import { spawnWithParentOverrides, spawnWithoutParentOverrides } from '@parent-overrides/runtime';
import { settings } from './settings.js';
const create = () => new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });
const inside = (lm, spawn) => settings.context({ lm }, spawn);
const workers = [
  inside('ada', () => spawnWithParentOverrides(create)),
  inside('bob', () => spawnWithParentOverrides(create)),
  inside('cho', () => spawnWithoutParentOverrides(create)),
  inside('dan', create),
];
const reply = (worker) => new Promise((resolve) => {
  worker.onmessage = ({ data }) => { worker.terminate(); resolve(data); };
  worker.postMessage('hello');
});
const seen = await Promise.all(workers.map(reply));
const known = inside('eva', () => spawnWithParentOverrides(create));
let refused;
try { inside('eva', () => spawnWithParentOverrides(() => known)); } catch (error) { refused = error.message; }
known.terminate();
console.log(JSON.stringify({ seen, refused }));
`,
    });
    const { stdout } = await run('main.js');
    const { seen, refused } = JSON.parse(stdout) as { seen: unknown; refused: string };
    expect(seen).toEqual(['ada', 'bob', 'none', 'none'].map((lm) => ({ lm, data: 'hello' })));
    expect(refused).toContain('create must construct the Worker that it returns');
  });
});
