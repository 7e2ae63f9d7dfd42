/** Both ends of a job, over files: what is packed and what receives is silent wherever it was made. */
import { expect, test } from 'vitest';
import { makeProject, sitesIn } from './project.ts';

const RUNTIME = "import { packParentOverrides, receiveParentOverrides } from '@parent-overrides/runtime';\n";

const project = () =>
  makeProject({
    'package.json': '{ "type": "module" }',
    'queues.js': "import { Queue } from 'bullmq';\nexport const bills = new Queue('bills');\n",
    'bill.js': `${RUNTIME}export const bill = receiveParentOverrides(async (job) => job.data, { json: ['app.tenant'], payload: 'data' });\nexport async function bare(job) { return job.data; }\n`,
    'put.js': `${RUNTIME}import { bills } from './queues.js';\nexport const packed = (data) => bills.add('bill', packParentOverrides(data));\nexport const put = (data) => bills.add('bill', data);\n`,
    'worker.js':
      "import { Worker } from 'bullmq';\nimport { bare, bill } from './bill.js';\nexport const start = () => new Worker('bills', bill);\nexport const old = () => new Worker('bills', bare);\n",
  });

test('strict reports each end that is not done, and edits neither', async () => {
  const { report, code } = await project().report(['.', '--strict', '--dry-run']);
  expect(code).toBe(0);
  const outcomes = (file: string) =>
    sitesIn(report, file).map(({ line, launcher, outcome }) => [line, launcher, outcome]);
  expect(outcomes('put.js')).toEqual([
    [3, 'bullmq.Queue#add', 'wrapped'],
    [4, 'bullmq.Queue#add', 'refused'],
  ]);
  expect(outcomes('worker.js')).toEqual([
    [3, 'bullmq.Worker', 'wrapped'],
    [4, 'bullmq.Worker', 'refused'],
  ]);
  const said = report.files.flatMap(({ sites }) => sites.flatMap(({ advice }) => advice ?? []));
  // Each end says what the other needs.
  expect(said).toHaveLength(2);
  for (const one of said)
    expect(one).toMatch(/receiveParentOverrides\(handler, \{ json.*packParentOverrides/);
  expect(report.summary.changed).toBe(0);
});

test('other presets do not look at jobs', async () => {
  const { report } = await project().report(['.', '--dry-run']);
  expect(report.files.flatMap(({ sites }) => sites)).toEqual([]);
});

test('packed or not, a processor that is a class of NestJS is not looked at, which the report says', async () => {
  const made = project();
  const notesOf = async (file: string) => (await made.report([file, '--strict', '--dry-run'])).report.notes;
  expect(await notesOf('put.js')).toEqual([]);
  const dependencies = { '@nestjs/bullmq': '11', bullmq: '6' };
  made.write({ 'package.json': JSON.stringify({ type: 'module', dependencies }) });
  expect(await notesOf('put.js')).toEqual([
    expect.stringMatching(/^@nestjs\/bullmq runs jobs in classes \(@Processor\), .*docs\/jobs\.md#nestjs$/),
  ]);
  expect(await notesOf('worker.js')).toEqual([]);
});
