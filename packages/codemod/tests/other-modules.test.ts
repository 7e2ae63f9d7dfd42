/** The bin on programs of several files. Which forms it follows is in tools/invariants/projects.test.ts. */
import { describe, expect, test } from 'vitest';
import { explained } from './explained.ts';
import { fileIn, makeProject, sitesIn } from './project.ts';

const ESM = { 'package.json': '{"type":"module"}' };
const QUEUE = "import PQueue from 'p-queue';\n\nexport const queue = new PQueue({ concurrency: 1 });\n";
const USE = "import { queue } from './queue.js';\n\nexport const run = (task) => queue.add(() => task());\n";

const POOL = `import { Piscina } from 'piscina';

export const pool = new Piscina({ filename: new URL('../workers/job.js', import.meta.url).href });
export class Pools {
  readonly pool = new Piscina({ filename: new URL('../workers/job.js', import.meta.url).href });
}
`;
const JOB = 'export default async function job(task: string): Promise<string> {\n  return task;\n}\n';

describe('a pool that another file makes', () => {
  test.for([
    ['by its name', "import { pool } from '../lib/pool.js';\nexport const run = (task) => pool.run(task);\n"],
    [
      'through a barrel',
      "import { threads } from '../lib/index.js';\nexport const run = (task) => threads.run(task);\n",
    ],
    [
      'as a field',
      "import { Pools } from '../lib/pool.js';\nconst pools = new Pools();\nexport const run = (task) => pools.pool.run(task);\n",
    ],
  ])('%s: its worker file is named there, and both ends change', async ([, use]) => {
    const project = makeProject({
      ...ESM,
      'src/lib/pool.ts': POOL,
      'src/lib/index.ts': "export { pool as threads } from './pool.js';\n",
      'src/workers/job.ts': JOB,
      'src/app/use.js': use!,
    });
    const { code, report, stderr } = await project.report(['.']);
    expect(code, stderr).toBe(0);
    expect(sitesIn(report, 'src/app/use.js').map((site) => site.advice ?? site.outcome)).toEqual(['edited']);
    expect(project.read('src/app/use.js')).toContain('.run(packParentOverrides(task))');
    expect(project.read('src/workers/job.ts')).toContain('receiveParentOverrides(async function job');
    expect(fileIn(report, 'src/workers/job.ts').received).toMatchObject([
      { launchFiles: ['src/app/use.js'] },
    ]);
    expect((await project.report(['.', '--force'])).report.summary).toMatchObject({ changed: 0, wrapped: 1 });
  });

  test('a file beside the launch that has the name of the worker file is left alone', async () => {
    const use = "import { pool } from '../lib/pool.js';\nexport const run = (task) => pool.run(task);\n";
    const project = makeProject({
      ...ESM,
      'src/lib/pool.ts': POOL.replaceAll('../workers/job.js', './job.js'),
      'src/app/job.ts': JOB,
      'src/app/use.js': use,
    });
    const { report } = await project.report(['.']);
    expect(sitesIn(report, 'src/app/use.js')).toMatchObject([{ reason: 'worker-file-not-found' }]);
    expect(project.git('status', '--porcelain')).toBe('');
  });
});

test('in threads it finds the same as in one', async () => {
  const uses = Object.fromEntries(Array.from({ length: 150 }, (_, index) => [`use${index}.js`, USE]));
  const project = makeProject({ ...ESM, 'queue.js': QUEUE, ...uses });
  const [one, two] = await Promise.all(
    ['1', '2'].map((threads) => project.report(['.', '--dry-run', '--concurrency', threads])),
  );
  expect(one?.report.summary).toMatchObject({ edited: 150, changed: 150 });
  expect(two?.report.files).toEqual(one?.report.files);
});

describe('--check', () => {
  test('is red for a launch whose queue another file makes, which may lie outside of the given paths', async () => {
    const project = makeProject({
      ...ESM,
      'lib/queue.js': QUEUE,
      'src/use.js': USE.replace('./', '../lib/'),
    });
    const { code, stdout } = await project.run(['src', '--check']);
    expect(stdout).toContain('Would wrap 1 launch in 1 file.');
    expect(code).toBe(1);
  });

  test.for([
    ['was not found', {}],
    ['does not parse', { 'queue.js': "import PQueue from 'p-queue';\nexport const queue = {{{;\n" }],
    ['is too long to be followed', { 'queue.js': `${QUEUE}//${' '.repeat(3_000_000)}\n` }],
  ] as const)('says when what is imported %s', async ([why, files]) => {
    const project = makeProject({ ...ESM, 'src/use.js': USE.replace('./', '../'), ...files });
    const { stdout, stderr } = await project.run(['src', '--check']);
    expect(stderr).toBe('');
    expect(stdout).toContain(
      `Note: a launch through an import that could not be followed was not seen: ../queue.js in src/use.js ${why}.`,
    );
  });

  test('says nothing of imports that cannot be a receiver', async () => {
    const project = makeProject({
      ...ESM,
      'a.js':
        "import { gone } from './gone.js';\nimport './a.css';\nexport const b = gone;\nsetImmediate(1);\n",
    });
    expect((await project.run(['.', '--check'])).stdout).not.toContain('could not be followed');
  });
});

describe('explain', () => {
  test('shows the files that a queue came through', async () => {
    const { call } = await explained(
      {
        ...ESM,
        'lib/queue.js': QUEUE,
        'lib/index.js': "export * from './queue.js';\n",
        'use.js': USE.replace('./queue.js', './lib/index.js'),
      },
      'use.js:3:37',
    );
    expect(call.isLaunch).toBe(true);
    expect(call.steps.at(-1)).toMatchObject({
      line: 1,
      says: "the export `queue` of './lib/index.js'",
      through: ['lib/index.js', 'lib/queue.js'],
    });
    expect(call.rows.filter(({ isMatch }) => isMatch)).toMatchObject([
      { launcher: 'p-queue#add', says: 'known by another file of the project' },
    ]);
  });

  test('says that another file leads to no launcher', async () => {
    const { call } = await explained(
      { ...ESM, 'queue.js': 'export const queue = { add: (fn) => fn() };\n', 'use.js': USE },
      'use.js:3:37',
    );
    expect(call.because.reason).toBe('other-file');
  });
});
