/** What a report advises: the wrapper goes around the callback, wherever in the call that is. */
import { symlinkSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { folder, write } from './in-folder.ts';
import { runProgram } from './run-program.ts';

/** @param launch a statement that uses `later`, and `name` */
async function adviceFor(launch: string): Promise<{ shown: string | undefined; cure: string | undefined }> {
  const file = write(
    'advised.mjs',
    `import { AsyncLocalStorage } from 'node:async_hooks';
const tenant = new AsyncLocalStorage();
const kept = [];
const later = (...given) => kept.push(...given);
const bus = { subscribe: later };
for (const name of ['ada', 'bob']) tenant.run(name, () => {
  const callback = () => tenant.getStore();
  ${launch}
});
const call = (one) => typeof one === 'function' ? one() : typeof one === 'object' && Object.values(one).forEach(call);
tenant.run('eve', () => kept.forEach(call));
`,
  );
  const { findings, text } = await runProgram(file);
  expect(findings, text).toHaveLength(1);
  const { advice } = findings[0]!;
  return { shown: advice.edit?.shown, cure: advice.cure };
}

test.each([
  ['later(() => tenant.getStore());', 'later(withParentOverrides(() => tenant.getStore()))'],
  ['later(callback);', 'later(withParentOverrides(callback))'],
  [
    'later({ run: () => tenant.getStore() });',
    'later({ run: withParentOverrides(() => tenant.getStore()) })',
  ],
  ['later({ run: callback });', 'later({ run: withParentOverrides(callback) })'],
  ['later([callback]);', 'later([withParentOverrides(callback)])'],
  [
    'const jobs = { run: callback }; later(jobs[String("run")]);',
    'later(withParentOverrides(jobs[String("run")]))',
  ],
  [
    "const jobs = { run: callback }, kind = ['run'][0]; later(jobs[kind], kind);",
    'later(withParentOverrides(jobs[kind]), kind)',
  ],
  [
    'class Job { run() { return tenant.getStore(); } } const job = new Job(); later(job.run.bind(job));',
    'later(withParentOverrides(job.run.bind(job)))',
  ],
  ['bus.subscribe({ next: callback });', 'bus.subscribe({ next: withParentOverrides(callback) })'],
])('%s', async (launch, shown) => {
  expect(await adviceFor(launch)).toMatchObject({ shown });
});

test('of several names, the one that can be a function', async () => {
  const launch = 'const id = 1; const put = (id, work) => later(id, work); put(id, callback);';
  // Where it is named otherwise than where it is made, the call does not tell which one it is.
  expect(await adviceFor(launch)).toEqual({
    cure: 'Wrap the callback in withParentOverrides where it is passed on.',
  });
  const mended = 'const put = (work) => { const id = `${1}`; later(id, work); }; put(callback);';
  expect(await adviceFor(mended)).toMatchObject({ shown: 'later(id, withParentOverrides(work))' });
});

test('a method has no place for a wrapper', async () => {
  expect(await adviceFor('later({ run() { return tenant.getStore(); } });')).toEqual({
    cure: 'Wrap the callback in withParentOverrides where it is passed on.',
  });
});

test('the rule is asked with what another file makes', async () => {
  symlinkSync(
    path.join(import.meta.dirname, '../node_modules'),
    path.join(folder, 'node_modules'),
    'junction',
  );
  write(
    'rule-queue.mjs',
    "import PQueue from 'p-queue';\nexport const queue = new PQueue({ concurrency: 1 });\n",
  );
  write('rule-infra.mjs', "export { queue } from './rule-queue.mjs';\n");
  const file = write(
    'rule.mjs',
    `import { AsyncLocalStorage } from 'node:async_hooks';
import { queue } from './rule-infra.mjs';
const tenant = new AsyncLocalStorage();
for (const name of ['ada', 'bob']) tenant.run(name, () => queue.add(async () => tenant.getStore()));
`,
  );
  const { findings, text } = await runProgram(file);
  expect(findings, text).toMatchObject([
    { advice: { rule: { reported: true, launcher: 'p-queue#add', status: 'unwrapped' } } },
  ]);
});

test('of several names in a job, the one that the rule wraps', async () => {
  const file = write(
    'put.mjs',
    `import { AsyncLocalStorage } from 'node:async_hooks';
const tenant = new AsyncLocalStorage();
let jobs = [];
const send = (to, render) =>
  new Promise((resolve) => {
    jobs.push({ to, render: render, done: resolve });
    if (jobs.length === 1) setTimeout(flush, 1);
  });
function flush() {
  const batch = jobs;
  jobs = [];
  for (const job of batch) job.done(job.render());
}
for (const name of ['ada', 'bob']) tenant.run(name, () => send(name, () => tenant.getStore()));
`,
  );
  const { findings, text } = await runProgram(file);
  expect(findings, text).toMatchObject([
    {
      advice: {
        cure: 'Wrap it.',
        edit: { shown: 'jobs.push({ to, render: withParentOverrides(render), done: resolve })' },
      },
    },
  ]);
});
