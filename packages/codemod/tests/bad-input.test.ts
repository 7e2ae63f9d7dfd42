/** Long because: one test for each thing that can be wrong with what the bin is given. */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { BIN, commit, fileIn, makeProject, runProcess, sitesIn } from './project.ts';

const LAUNCH = "import './x.js';\nsetImmediate(() => work());\n";
const WRAPPED = 'setImmediate(withParentOverrides(() => work()));';

describe('usage', () => {
  test.for([
    [[], "missing required argument 'paths'"],
    [['nope'], 'nope does not exist'],
    [['src', 'nope'], 'nope does not exist'],
    [['empty'], 'No source file to read in empty'],
    [['notes.md'], 'notes.md is not a source file'],
    [['src', '--frobnicate'], "unknown option '--frobnicate'"],
    [['src', '--concurrency', '0'], 'whole number from 1'],
    [['src', '--concurrency', 'many'], 'whole number from 1'],
    [['src', '--config', 'missing.json'], '--config missing.json does not exist'],
    [['src', '--config', 'a.json', '--eslint'], 'Give one of them'],
    [['src', '--ignore', '**'], 'No source file to read in src'],
    [['src', '--ext', 'vue'], 'Looked for .vue'],
    [['src', '--ext', ''], 'It is empty'],
    [['src', '--only', ''], 'It is empty'],
    [['src', '--only', ' , '], 'It is empty'],
    [['-'], '- does not exist'],
    [['loop', 'src'], 'loop cannot be opened: too many symbolic links'],
    [['dangling', 'src'], 'dangling links to what does not exist'],
    [['notes.md/src'], 'notes.md/src cannot be opened'],
  ] as const)('%j', async ([args, expected]) => {
    const project = makeProject({ 'src/a.js': LAUNCH, 'empty/readme.txt': '', 'notes.md': '' });
    symlinkSync('loop', project.path('loop'));
    symlinkSync('nowhere', project.path('dangling'));
    commit(project);
    const { code, stdout, stderr } = await project.run(args);
    expect(stderr).toContain(expected);
    expect(stdout).toBe('');
    expect(code).toBe(3);
    expect(project.git('status', '--porcelain')).toBe('');
  });
});

describe('a file that fails is named, the others are written', () => {
  test.for([
    ['does not parse', 'setImmediate(() => {\n', 'does not parse: 2:1'],
    ['Latin-1', Buffer.from('// caf\xe9\nsetImmediate(() => work());\n', 'latin1'), 'is not UTF-8'],
    ['UTF-16', Buffer.from(`\uFEFF${LAUNCH}`, 'utf16le'), 'is UTF-16'],
    ['UTF-16 big endian', Buffer.from(`\uFEFF${LAUNCH}`, 'utf16le').swap16(), 'is UTF-16'],
    ['nested too deeply', `setImmediate(() => ${'['.repeat(5000)}${']'.repeat(5000)})`, 'nested too deeply'],
  ] as const)('%s', async ([, content, expected]) => {
    const project = makeProject({ 'src/bad.js': content, 'src/good.js': LAUNCH });
    const before = project.read('src/bad.js');
    const { code, report } = await project.report(['src']);
    expect(code).toBe(2);
    expect(fileIn(report, 'src/bad.js').error).toContain(expected);
    expect(project.read('src/bad.js')).toBe(before);
    expect(project.read('src/good.js')).toContain(WRAPPED);
    expect(report.summary).toMatchObject({ changed: 1, failed: 1 });
  });

  test('read-only', async () => {
    const project = makeProject({ 'src/bad.js': LAUNCH, 'src/good.js': LAUNCH });
    chmodSync(project.path('src/bad.js'), 0o444);
    const { code, report } = await project.report(['src']);
    expect(code).toBe(2);
    expect(fileIn(report, 'src/bad.js').error).toContain('is read-only');
    expect(project.read('src/bad.js')).toBe(LAUNCH);
    expect(project.read('src/good.js')).toContain(WRAPPED);
  });

  test('unreadable', async ({ skip }) => {
    skip(nobodyReachesTheBin(), 'the clone is in a folder of root');
    const project = makeProject({ 'src/bad.js': LAUNCH, 'src/good.js': LAUNCH }, { git: false });
    chmodSync(project.path('src/bad.js'), 0o000);
    const output = await project.report(['src'], withoutRoot(project.root));
    expect(output.code, output.stderr).toBe(2);
    expect(fileIn(output.report, 'src/bad.js').error).toContain('cannot be read: permission denied');
    expect(project.read('src/good.js')).toContain(WRAPPED);
  });

  test('a directory that may not be searched', async ({ skip }) => {
    skip(nobodyReachesTheBin(), 'the clone is in a folder of root');
    const project = makeProject({ 'src/locked/a.js': LAUNCH, 'src/good.js': LAUNCH }, { git: false });
    const user = withoutRoot(project.root);
    chmodSync(project.path('src/locked'), 0o000);
    const output = await project.run(['src'], user);
    chmodSync(project.path('src/locked'), 0o777);
    expect(output.code, output.stderr).toBe(0);
    expect(output.stdout).toMatch(/Note: \S*src\/locked cannot be searched: permission denied\./);
    expect(project.read('src/locked/a.js')).toBe(LAUNCH);
    expect(project.read('src/good.js')).toContain(WRAPPED);
  });

  test('a directory that may not be written', async ({ skip }) => {
    skip(nobodyReachesTheBin(), 'the clone is in a folder of root');
    const project = makeProject({ 'src/locked/bad.js': LAUNCH, 'src/good.js': LAUNCH }, { git: false });
    const user = withoutRoot(project.root);
    chmodSync(project.path('src/locked/bad.js'), 0o666);
    chmodSync(project.path('src/locked'), 0o555);
    const output = await project.report(['src'], user);
    chmodSync(project.path('src/locked'), 0o777);
    expect(output.code, output.stderr).toBe(2);
    expect(fileIn(output.report, 'src/locked/bad.js').error).toContain('was not written: permission denied');
    expect(project.read('src/locked/bad.js')).toBe(LAUNCH);
    expect(project.read('src/good.js')).toContain(WRAPPED);
  });
});

/** A clone in a folder of root's own cannot be reached by anybody else: then root cannot be given up. */
function nobodyReachesTheBin(): boolean {
  return (
    process.getuid?.() === 0 &&
    spawnSync(process.execPath, [BIN, '--version'], { uid: 65534, gid: 65534 }).status !== 0
  );
}

/** Root may read and write everything, so a test of permissions gives root up. */
function withoutRoot(root: string): { uid?: number; gid?: number } {
  chmodTree(root);
  return process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
}

function chmodTree(root: string): void {
  chmodSync(root, 0o777);
  chmodSync(`${root}/src`, 0o777);
  chmodSync(`${root}/src/good.js`, 0o666);
}

test('text of other encodings that launches nothing is no error', async () => {
  const project = makeProject({
    'a.js': Buffer.from('// caf\xe9\n', 'latin1'),
    'b.js': Buffer.from('\uFEFFlet a;', 'utf16le'),
    'c.mjs': LAUNCH,
  });
  expect((await project.run(['.'])).code).toBe(0);
});

describe('bytes', () => {
  test.for([
    ['CRLF', LAUNCH.replaceAll('\n', '\r\n')],
    ['a byte order mark', `\uFEFF${LAUNCH}`],
    ['both', `\uFEFF${LAUNCH.replaceAll('\n', '\r\n')}`],
    ['a shebang', `#!/usr/bin/env node\n${LAUNCH}`],
    ['no end of line at the end', LAUNCH.trimEnd()],
    [
      'astral characters before the launch',
      `import './x.js';\nconst a = '😀é\u2028';\nsetImmediate(() => work());\n`,
    ],
    ['tabs and trailing blanks', "import './x.js';  \n\tsetImmediate(() => work());\t\n"],
  ] as const)('%s stay', async ([, text]) => {
    const project = makeProject({ 'a.js': text });
    expect((await project.run(['.'])).code).toBe(0);
    const result = project.read('a.js');
    expect(result).toContain(WRAPPED);
    const stripped = result
      .replace(/import \{ withParentOverrides \} from '@parent-overrides\/runtime';\r?\n/, '')
      .replace('withParentOverrides(() => work())', '() => work()');
    expect(stripped).toBe(text);
  });
});

describe('odd things', () => {
  test('a pipe that is named like a file is not waited for', async () => {
    const project = makeProject({ 'a.mjs': LAUNCH }, { git: false });
    await runProcess('mkfifo', [project.path('pipe.mjs')], {});
    const { code, report } = await project.report(['pipe.mjs', 'a.mjs']);
    expect(code).toBe(0);
    expect(report.notes).toContain('pipe.mjs is neither a file nor a directory.');
    expect((await project.run(['pipe.mjs'])).code).toBe(3);
  });

  test('standard input is no file, and a path with a leading dash needs a `--`', async () => {
    const project = makeProject({ '-a.mjs': LAUNCH });
    const piped = `echo 'setImmediate(f)' | "$0" "$1" /dev/stdin`;
    const { code, stderr } = await runProcess('sh', ['-c', piped, process.execPath, BIN], {
      cwd: project.root,
    });
    expect(stderr).toContain('/dev/stdin is neither a file nor a directory');
    expect(code).toBe(3);
    expect((await project.run(['-a.mjs'])).code).toBe(3);
    expect((await project.run(['--', '-a.mjs'])).code).toBe(0);
    expect(project.read('-a.mjs')).toContain(WRAPPED);
  });

  test('a file whose name is not UTF-8 is said to be passed over', async () => {
    const project = makeProject({ 'a.mjs': LAUNCH });
    writeFileSync(
      Buffer.concat([Buffer.from(project.path('')), Buffer.from([0x2f, 0xff, 0x2e, 0x6a, 0x73])]),
      LAUNCH,
    );
    const { report } = await project.report(['.']);
    expect(report.summary.changed).toBe(1);
    expect(report.notes.join()).toContain('its name is not UTF-8');
  });

  test('a report that cannot be written is an error, and not the one of --check', async () => {
    const project = makeProject({ 'a.mjs': LAUNCH });
    const { code, stderr } = await runProcess(
      'sh',
      ['-c', 'exec "$0" "$@" > /dev/full', process.execPath, BIN, '.'],
      { cwd: project.root },
    );
    expect(stderr).toContain('the report cannot be written: no space left on the device');
    expect(code).toBe(4);
    expect(project.read('a.mjs')).toContain(WRAPPED);
  });

  test.for([
    ['conflict markers', '<<<<<<< HEAD\nsetImmediate(() => a());\n=======\n>>>>>>> x\n'],
    ['Flow', '// @flow\nsetImmediate((x: ?string) => a(x));\n'],
    ['a NUL', 'setImmediate(() => a());\0\n'],
  ])('%s does not parse', async ([, text]) => {
    const project = makeProject({ 'a.js': text! });
    const { code, report } = await project.report(['.']);
    expect(code).toBe(2);
    expect(fileIn(report, 'a.js').error).toMatch(/^does not parse: \d+:\d+ /);
  });

  test('empty files and a byte order mark alone are nothing', async () => {
    const project = makeProject({ 'a.mjs': '', 'b.mjs': '\uFEFF' });
    expect((await project.report(['.'])).report.summary).toMatchObject({ files: 2, candidates: 0 });
  });

  test("the repository's own config names no program that is run", async () => {
    const project = makeProject({ 'a.mjs': LAUNCH });
    project.git('config', 'core.fsmonitor', `touch '${project.path('ran')}'; false`);
    await project.run(['.']);
    expect(existsSync(project.path('ran'))).toBe(false);
    expect(project.read('a.mjs')).toContain(WRAPPED);
  });

  test('a name as long as the file system allows', async () => {
    const name = `${'a'.repeat(251)}.mjs`;
    const project = makeProject({ [name]: LAUNCH });
    expect((await project.run(['.'])).code).toBe(0);
    expect(project.read(name)).toContain(WRAPPED);
  });
});

describe('files', () => {
  test('links, declarations, node_modules and ignored files are left out', async () => {
    const project = makeProject({
      '.gitignore': 'dist\n*.gen.js\n',
      'a.js': LAUNCH,
      'a.d.ts': LAUNCH,
      'b.d.mts': LAUNCH,
      'node_modules/x/a.js': LAUNCH,
      'dist/a.js': LAUNCH,
      'b.gen.js': LAUNCH,
      'ignored/c.js': LAUNCH,
    });
    symlinkSync('a.js', project.path('link.js'));
    symlinkSync('.', project.path('loop'));
    symlinkSync('missing.js', project.path('dangling.js'));
    project.git('add', '--all');
    project.git('commit', '--quiet', '--message', 'links');
    const { report, code } = await project.report(['.', '--ignore', 'ignored/']);
    expect(code).toBe(0);
    expect(report.files.map((file) => file.file)).toEqual(['a.js']);
    expect(report.summary.files).toBe(1);
  });

  test('the same outside a repository, by the rules of every .gitignore', async () => {
    const project = makeProject(
      {
        '.gitignore': 'dist\n*.gen.js\n/top.js\n',
        'a.js': LAUNCH,
        'top.js': LAUNCH,
        'a.d.ts': LAUNCH,
        'node_modules/x/a.js': LAUNCH,
        'dist/a.js': LAUNCH,
        'b.gen.js': LAUNCH,
        'sub/.gitignore': '!keep.gen.js\nlocal.js\n',
        'sub/keep.gen.js': LAUNCH,
        'sub/other.gen.js': LAUNCH,
        'sub/local.js': LAUNCH,
        'sub/top.js': LAUNCH,
      },
      { git: false },
    );
    symlinkSync('a.js', project.path('link.js'));
    symlinkSync('..', project.path('sub/loop'));
    const { report, code } = await project.report(['.']);
    expect(code).toBe(0);
    expect(report.files.map((file) => file.file)).toEqual(['a.js', 'sub/keep.gen.js', 'sub/top.js']);
  });

  test('all endings, and those that --ext names', async () => {
    const endings = ['js', 'jsx', 'ts', 'tsx', 'mjs', 'cjs', 'mts', 'cts'];
    const project = makeProject({
      ...Object.fromEntries(
        endings.map((ending) => [`a.${ending}`, LAUNCH.replace(/import.*/, 'let module;')]),
      ),
      'package.json': '{"type":"module"}',
      'a.es6': LAUNCH,
    });
    const { report } = await project.report(['.', '--dry-run']);
    expect(report.summary.files).toBe(8);
    const named = await project.report(['.', '--dry-run', '--ext', 'es6,.mts']);
    expect(named.report.files.map((file) => file.file)).toEqual(['a.es6', 'a.mts']);
  });

  test('a link that is given itself is followed, and a file that is given twice is read once', async () => {
    const project = makeProject({ 'src/a.js': LAUNCH });
    symlinkSync('src', project.path('link'));
    const { report } = await project.report(['link', 'src', 'src/a.js', './src/../src/a.js']);
    expect(report.summary).toMatchObject({ files: 1, changed: 1 });
    expect(project.read('src/a.js')).toContain(WRAPPED);
  });

  test('a script is not given an import, though package.json says module', async () => {
    const script = '<!-- as old pages have it\nsetImmediate(() => work());\n';
    const project = makeProject({ 'package.json': '{"type":"module"}', 'page.js': script });
    const { code, report } = await project.report(['.']);
    expect(code).toBe(0);
    expect(sitesIn(report, 'page.js')).toMatchObject([{ outcome: 'refused', reason: 'no-place-for-import' }]);
    expect(project.read('page.js')).toBe(script);
  });

  test('a nested repository is not entered unless it is named', async () => {
    const project = makeProject({ 'a.js': LAUNCH });
    mkdirSync(project.path('vendor'));
    project.git('init', '--quiet', 'vendor');
    project.write({ 'vendor/b.js': LAUNCH });
    const { report } = await project.report(['.', '--dry-run']);
    expect(report.files.map((file) => file.file)).toEqual(['a.js']);
    expect(report.notes.join()).toContain('vendor');
    const named = await project.report(['vendor', '--dry-run']);
    expect(named.report.files.map((file) => file.file)).toEqual(['vendor/b.js']);
  });

  test('names with spaces, quotes, brackets, line breaks and a leading dash', async () => {
    const names = ['a b.mjs', "it's.mjs", '[id].mjs', 'ä€😀.mjs', 'two\nlines.mjs', '-dash.mjs', '*.mjs'];
    const project = makeProject(Object.fromEntries(names.map((name) => [name, LAUNCH])));
    const { report, code } = await project.report(['.']);
    expect(code).toBe(0);
    expect(report.files.map((file) => file.file).sort()).toEqual([...names].sort());
    expect(sitesIn(report, '*.mjs')).toMatchObject([{ outcome: 'edited' }]);
    for (const name of names) expect(project.read(name)).toContain(WRAPPED);
  });
});
