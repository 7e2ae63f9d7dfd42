/** What happens to the files when the run does not go as planned. */
import { spawn } from 'node:child_process';
import { chmodSync, readdirSync, rmSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { BIN, commit, fileIn, makeProject, runProcess, type Project } from './project.ts';

const LAUNCH = "import './x.js';\nsetImmediate(() => work());\n";
const WRAPPED =
  "import './x.js';\nimport { withParentOverrides } from '@parent-overrides/runtime';\nsetImmediate(withParentOverrides(() => work()));\n";

function manyFiles(count: number, content = LAUNCH): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, i) => [`src/${i}.js`, content]));
}

function states(project: Project, names: readonly string[]): { old: number; new: number; other: string[] } {
  const contents = names.map((name) => project.read(name));
  return {
    old: contents.filter((text) => text === LAUNCH).length,
    new: contents.filter((text) => text === WRAPPED).length,
    other: contents.filter((text) => text !== LAUNCH && text !== WRAPPED),
  };
}

/** Kills a run of the bin over 400 files once it has written so many, looks at what it left, and says how many were still old. */
async function killedOnceWritten(count: number): Promise<number> {
  const files = manyFiles(400);
  const names = Object.keys(files);
  const project = makeProject(files);
  // In the order of writing, so a new inode of this one means that those before it are written.
  const last = project.path(names.sort()[count - 1]!);
  const before = statSync(last).ino;
  const child = spawn(process.execPath, [BIN, 'src'], { cwd: project.root, stdio: 'ignore' });
  const closed = new Promise((resolve) => child.on('close', resolve));
  while (statSync(last).ino === before && child.exitCode === null) await sleep(1);
  child.kill('SIGKILL');
  await closed;

  const after = states(project, names);
  expect(after.other).toEqual([]);
  expect(after.new).toBeGreaterThanOrEqual(count);
  expect(readdirSync(project.path('src')).length).toBeLessThanOrEqual(401);

  // What is left is finished by the next run, which finds only what is old to do.
  for (const name of readdirSync(project.path('src'))) {
    if (name.endsWith('.tmp')) rmSync(project.path(`src/${name}`));
  }
  commit(project);
  const { report, code } = await project.report(['src']);
  expect(code).toBe(0);
  expect(report.summary.changed).toBe(after.old);
  expect(states(project, names)).toEqual({ old: 0, new: 400, other: [] });
  return after.old;
}

test.for([1, 5, 25, 100, 250])(
  'killed when %i files are written, every file is old or new',
  { timeout: 300_000 },
  async (count) => {
    // Under load the kill may come when everything is written already. That shows nothing, so it is done again.
    let old = 0;
    for (let attempt = 0; old === 0 && attempt < 5; attempt++) old = await killedOnceWritten(count);
    expect(old, 'the kill came too late to show anything, every time').toBeGreaterThan(0);
  },
);

test('two runs at once leave every file new', async () => {
  const files = manyFiles(200);
  const project = makeProject(files);
  const runs = await Promise.all([
    project.run(['src', '--force']),
    project.run(['src', '--force']),
    project.run(['src', '--force']),
  ]);
  expect(states(project, Object.keys(files))).toEqual({ old: 0, new: 200, other: [] });
  for (const { code, stdout } of runs) expect(code, stdout.slice(-2000)).toBe(0);
  expect(readdirSync(project.path('src'))).toHaveLength(200);
});

test('a file that changes between reading and writing is left, the rest is written', async () => {
  const project = makeProject({ 'src/a.js': LAUNCH, 'src/b.js': LAUNCH });
  // Git is asked about uncommitted changes after the analysis: the moment for somebody to save a file.
  project.write({
    '.git/meddler/git': `#!/bin/sh\n"$REAL_GIT" "$@"\nresult=$?\ncase "$*" in *status*) echo '// saved' >> '${project.path('src/a.js')}';; esac\nexit $result\n`,
  });
  chmodSync(project.path('.git/meddler/git'), 0o755);
  const real = (await runProcess('sh', ['-c', 'command -v git'], {})).stdout.trim();
  const env = { PATH: `${project.path('.git/meddler')}:${process.env['PATH']}`, REAL_GIT: real };
  const { code, report } = await project.report(['src'], { env });
  expect(code).toBe(2);
  expect(fileIn(report, 'src/a.js').error).toBe(
    'was not written: it changed while the codemod ran. Run the codemod again.',
  );
  expect(project.read('src/a.js')).toBe(`${LAUNCH}// saved\n`);
  expect(project.read('src/b.js')).toBe(WRAPPED);
});

describe('when there is no space left for a file', () => {
  const big = `${LAUNCH}// ${'x'.repeat(20_000)}\n`;

  /** A limit on the size of files stands in for a full disk: the write fails half way in the same manner. */
  function limited(project: Project, args: readonly string[]): ReturnType<Project['run']> {
    // Without a handler the signal would end the process, where a full disk gives an error.
    const handler = `data:text/javascript,process.on('SIGXFSZ', () => {})`;
    const command = [process.execPath, '--import', handler, BIN, ...args];
    return runProcess('bash', ['-c', 'ulimit -f 8; exec "$0" "$@"', ...command], { cwd: project.root });
  }

  test('it stays old, nothing is left lying around, the rest is written', async () => {
    const project = makeProject({ 'src/big.js': big, 'src/small.js': LAUNCH });
    const { code, stdout } = await limited(project, ['src']);
    expect(stdout).toContain('src/big.js  was not written: the file may not grow that large.');
    expect(code).toBe(2);
    expect(project.read('src/big.js')).toBe(big);
    expect(project.read('src/small.js')).toBe(WRAPPED);
    expect(readdirSync(project.path('src'))).toEqual(['big.js', 'small.js']);
  });

  const parent = `import { Piscina } from 'piscina';
const pool = new Piscina({ filename: new URL('./worker.js', import.meta.url).href });
export const evaluate = (task) => pool.run(task);
`;
  const worker = 'export default function work(task) {\n  return task;\n}\n';
  const padding = `// ${'x'.repeat(20_000)}\n`;

  test('a worker file that cannot be written keeps its launch file from being written', async () => {
    const files = { 'src/pool.js': parent, 'src/worker.js': worker + padding };
    const project = makeProject(files);
    const { code, stdout } = await limited(project, ['src']);
    expect(code).toBe(2);
    expect(stdout).toContain('src/pool.js  was not written, because its worker file src/worker.js was not.');
    for (const [name, content] of Object.entries(files)) expect(project.read(name)).toBe(content);
  });

  test('a launch file that cannot be written puts its worker file back', async () => {
    const files = { 'src/pool.js': parent + padding, 'src/worker.js': worker };
    const project = makeProject(files);
    const { code, stdout } = await limited(project, ['src']);
    expect(code).toBe(2);
    expect(stdout).toContain('src/worker.js  was put back, because src/pool.js was not written.');
    for (const [name, content] of Object.entries(files)) expect(project.read(name)).toBe(content);
  });

  test('the worker file stays when another launch file was written', async () => {
    const project = makeProject({
      'src/a.js': parent,
      'src/pool.js': parent + padding,
      'src/worker.js': worker,
    });
    expect((await limited(project, ['src'])).code).toBe(2);
    expect(project.read('src/a.js')).toContain('packParentOverrides(task)');
    expect(project.read('src/worker.js')).toContain('receiveParentOverrides(');
    expect(project.read('src/pool.js')).toBe(parent + padding);
  });
});

describe('large files', () => {
  const line = 'export const data = { key: "value", list: [1, 2, 3] };\n'.replace('data', 'data$');
  const megabytes = (count: number): string => {
    const lines: string[] = [];
    for (let size = 0; size < count * 1e6; size += line.length)
      lines.push(line.replace('$', `${lines.length}`));
    return lines.join('');
  };

  test('20 MB that launch are refused by name, the rest is written', async () => {
    const project = makeProject({ 'a.mjs': LAUNCH, 'bundle.mjs': megabytes(20) + LAUNCH });
    const { code, report } = await project.report(['.']);
    expect(code).toBe(2);
    expect(fileIn(report, 'bundle.mjs').error).toMatch(
      /^is too large to be analysed \(\d+\.\d MB; the limit is 5 MB/,
    );
    expect(project.read('a.mjs')).toBe(WRAPPED);
  });

  test('20 MB without a launch are no trouble: nobody has to parse them', async () => {
    const project = makeProject({ 'a.mjs': LAUNCH, 'bundle.mjs': megabytes(20) });
    const { code, report } = await project.report(['.']);
    expect(code).toBe(0);
    expect(report.summary).toMatchObject({ files: 2, candidates: 1, failed: 0 });
  });

  test('2 MB are edited', async () => {
    const text = megabytes(2);
    const project = makeProject({ 'a.mjs': LAUNCH + text });
    expect((await project.run(['.'])).code).toBe(0);
    expect(project.read('a.mjs')).toBe(WRAPPED + text);
  });
});

test('a pipe that closes early is no error', async () => {
  const files = manyFiles(300);
  const project = makeProject(files);
  const { stderr } = await runProcess(
    'bash',
    ['-c', 'set -o pipefail; "$0" "$@" | head -1', process.execPath, BIN, 'src', '--json', '--verbose'],
    { cwd: project.root },
  );
  expect(stderr).toBe('');
  expect(states(project, Object.keys(files)).new).toBe(300);
});
