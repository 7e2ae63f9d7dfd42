/** What programs print is the same with the sanitizer as without it. */
import { copyFileSync, cpSync, mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { folder, write, WRONG } from './in-folder.ts';
import { REGISTER, runNode } from './run-program.ts';

const PACKAGE = path.join(import.meta.dirname, '..');
const FIXTURES = path.join(PACKAGE, 'fixtures/undisturbed');

test.each(['functions.mjs', 'commonjs.cjs', 'old-and-minified.cjs'])('%s', async (name) => {
  const file = path.join(FIXTURES, name);
  const without = await runNode([file]);
  const inside = await runNode(['--import', REGISTER, file], { env: { PARENT_OVERRIDES_CACHE: 'off' } });
  expect(without.status, without.text).toBe(0);
  // Node shows a mapped frame of a function without a name like this.
  // Through a source map Node names a module by its path, not by its URL.
  const named = (text: string): string =>
    text
      .replaceAll(/at <anonymous> \((.*)\)/g, 'at $1')
      .replaceAll(/(?:file:\/\/)?\/\S*\/(?=[\w-]+\.[cm]js:)/g, '');
  expect(named(inside.stdout)).toBe(named(without.stdout));
  expect(inside.stderr).toBe('');
});

describe('it steps aside', () => {
  test('for what does not parse: Node says what it says', async () => {
    const file = write('broken.mjs', 'const = 1;\n');
    const without = await runNode([file]);
    const inside = await runNode(['--import', REGISTER, file]);
    expect(inside.status).toBe(without.status);
    expect(inside.stderr).toContain('steps aside');
    expect(inside.stderr).toContain("SyntaxError: Unexpected token '='");
  });

  test('for 20 MB', async () => {
    const file = write('bundle.cjs', `${'/* padding */'.repeat(1_600_000)}\nconsole.log('ran');\n`);
    const { status, stdout, stderr } = await runNode(['--import', REGISTER, file]);
    expect([status, stdout]).toEqual([0, 'ran\n']);
    expect(stderr).toContain('steps aside');
  });

  test('for another copy of it', async () => {
    const copy = path.join(folder, 'copy');
    mkdirSync(copy);
    cpSync(path.join(PACKAGE, 'dist'), path.join(copy, 'dist'), { recursive: true });
    copyFileSync(path.join(PACKAGE, 'package.json'), path.join(copy, 'package.json'));
    symlinkSync(path.join(PACKAGE, 'node_modules'), path.join(copy, 'node_modules'), 'junction');
    const second = pathToFileURL(path.join(copy, 'dist/register.js')).href;
    const file = write('two.mjs', WRONG);
    const { stderr, status } = await runNode(['--import', REGISTER, '--import', second, file]);
    expect(stderr).toContain('Another copy of the sanitizer');
    expect(stderr.match(/ran as somebody else/g)).toHaveLength(1);
    expect(status).toBe(1);
  });
});

test('a finding is the same in whatever order modules are loaded', async () => {
  write(
    'tenant.mjs',
    "import { AsyncLocalStorage } from 'node:async_hooks';\nexport const tenant = new AsyncLocalStorage();\n",
  );
  write(
    'jobs.mjs',
    "import { tenant } from './tenant.mjs';\nexport const jobs = [];\nexport const add = () => jobs.push(() => tenant.getStore());\n",
  );
  const body = "for (const name of ['ada', 'bob']) tenant.run(name, add);\nfor (const job of jobs) job();\n";
  const one = write(
    'one.mjs',
    `import { tenant } from './tenant.mjs';\nimport { add, jobs } from './jobs.mjs';\n${body}`,
  );
  const other = write(
    'one.mjs',
    `import { add, jobs } from './jobs.mjs';\nimport { tenant } from './tenant.mjs';\n${body}`,
  );
  const [first, second] = [
    await runNode(['--import', REGISTER, one]),
    await runNode(['--import', REGISTER, other]),
  ];
  expect(first.stderr).toContain('jobs.mjs:3:');
  expect(second.stderr).toBe(first.stderr);
});

test('a reason silences a place, and no reason does not', async () => {
  const marked = (comment: string): string =>
    WRONG.replace('tenant.getStore()));', `tenant.getStore())); // ${comment}`);
  const reasoned = await runNode([
    '--import',
    REGISTER,
    write('reason.mjs', marked('sanitizer-ignore: a test')),
  ]);
  expect([reasoned.status, reasoned.stderr]).toEqual([0, '']);
  const bare = await runNode(['--import', REGISTER, write('bare.mjs', marked('sanitizer-ignore'))]);
  expect(bare.status).toBe(1);
  expect(bare.stderr).toContain('needs a reason');
});

test('values are shown on request only', async () => {
  const file = write('values.mjs', WRONG.replaceAll('ada', 's3cret').replaceAll('bob', 't0ken'));
  const shown = await runNode(['--import', REGISTER, file], { env: { PARENT_OVERRIDES_VALUES: '1' } });
  const hidden = await runNode(['--import', REGISTER, file]);
  expect(shown.stderr).toContain("(context 1 of tenant ('s3cret')".slice(1));
  expect(hidden.stderr.replaceAll(/read .*|should be.*entered.*/g, '')).not.toMatch(/'s3cret'\)/);
});

test('a mode that does not exist is an error', async () => {
  const file = write('mode.mjs', WRONG);
  const { stderr, status } = await runNode(['--import', REGISTER, file], {
    env: { PARENT_OVERRIDES_SANITIZER: 'reprot' },
  });
  expect(status).toBe(1);
  expect(stderr).toContain("PARENT_OVERRIDES_SANITIZER is 'reprot'; it can be fail or report.");
});
