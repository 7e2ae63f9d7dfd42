/** Programs that something compiled: places are told as people wrote them, in the files that they wrote. */
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { encode, type SourceMapSegment } from '@jridgewell/sourcemap-codec';
import { describe, expect, test } from 'vitest';
import { folder, write } from './in-folder.ts';
import { REGISTER, runProgram } from './run-program.ts';

const TENANT = `import { AsyncLocalStorage } from 'node:async_hooks';
export const tenant = new AsyncLocalStorage();
`;
const JOBS = `const jobs = [];
// A comment, so that lines differ.
export const add = () => { jobs.push(() => tenant.getStore()); };
export const runAll = () => { for (const job of jobs) job(); };
`;
const MAIN = `for (const name of ['ada', 'bob']) tenant.run(name, add);
runAll();
`;

/** As a bundler puts files together, whose map names each line's file, from `out`. */
function bundle(sources: Readonly<Record<string, string>>): { code: string; map: object } {
  const lines: SourceMapSegment[][] = [];
  let code = '';
  Object.values(sources).forEach((text, index) => {
    const own = text.trimEnd().split('\n');
    for (const [line, content] of own.entries()) {
      const words = [...content.matchAll(/[\w$]+|[^\w$\s]/g)];
      lines.push(words.map(({ index: column }): SourceMapSegment => [column, index, line, column]));
      code += `${content}\n`;
    }
  });
  const map = { version: 3, sources: Object.keys(sources), names: [], mappings: encode(lines) };
  return { code, map };
}

/** @returns the bundle, in a folder beside its sources */
function writeBundle(name: string, sources: Readonly<Record<string, string>>, inside = false): string {
  for (const part of ['src', 'out']) mkdirSync(path.join(folder, part), { recursive: true });
  for (const [source, text] of Object.entries(sources)) write(path.join('out', source), text);
  const { code, map } = bundle(sources);
  const json = JSON.stringify(map);
  if (!inside) write(`out/${name}.mjs.map`, json);
  const data = `data:application/json;base64,${Buffer.from(json).toString('base64')}`;
  return write(`out/${name}.mjs`, `${code}//# sourceMappingURL=${inside ? data : `${name}.mjs.map`}\n`);
}

describe.each(['beside it', 'inside'])('a bundle with its map %s', (where) => {
  test('names the files that it was made from', async () => {
    const sources = { '../src/tenant.js': TENANT, '../src/jobs.js': JOBS, '../src/main.js': MAIN };
    const file = writeBundle('bundle', sources, where === 'inside');
    const { findings, text } = await runProgram(file);
    const told = ({ file: name, line }: { file: string; line: number }) =>
      `${path.relative(folder, name)}:${line}`;
    expect(findings, text).toHaveLength(1);
    const [finding] = findings;
    expect(told(finding!.launch!)).toBe('src/jobs.js:3');
    expect(finding!.reads.map(told)).toEqual(['src/jobs.js:3']);
    expect(told(finding!.shouldBe.begun!)).toBe('src/main.js:1');
    expect(finding!.reads[0]!.text).toBe(
      readFileSync(path.join(folder, 'src/jobs.js'), 'utf8').split('\n')[2],
    );
  });
});

test('what enters a store is the program, not a library, wherever it was compiled to', async () => {
  const text = `const jobs = [];
tenant.run('ada', () => jobs.push(() => tenant.getStore()));
for (const job of jobs) tenant.run('bob', job);
`;
  const sources = { '../src/tenant.js': TENANT, '../src/emptied.js': text };
  const file = writeBundle('emptied', sources);
  const { findings } = await runProgram(file);
  expect(findings.map(({ launch }) => launch?.line)).toEqual([2]);
});

test('through tsx, which keeps names with a call around each function', async () => {
  const file = write(
    'named.mts',
    `import { AsyncLocalStorage } from 'node:async_hooks';
const tenant = new AsyncLocalStorage<string>();
const loads = new Map<string, Promise<unknown>>();
const cache = { get: ({ key, load }: { key: string; load: () => Promise<unknown> }) => {
  if (!loads.has(key)) loads.set(key, load());
  return loads.get(key);
} };
const prices = (who: string) => cache.get({ key: 'prices', load: async () => {
  await new Promise((resolve) => setTimeout(resolve, 5));
  return [who, tenant.getStore()];
} });
await Promise.all(['ada', 'bob'].map((name) => tenant.run(name, () => prices(name))));
`,
  );
  const { findings, text } = await runProgram(file, {
    nodeArguments: ['--import', import.meta.resolve('tsx'), '--import', REGISTER],
  });
  expect(
    findings.map(({ kind, launch }) => [kind, launch?.text]),
    text,
  ).toEqual([['shared', 'cache.get']]);
});
