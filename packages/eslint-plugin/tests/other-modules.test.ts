/** What only a linter that stays meets: edits, files that come and go, texts without a file; and a missing binding. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as tsParser from '@typescript-eslint/parser';
import { ESLint, Linter } from 'eslint';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import plugin from '../src/index.ts';

const QUEUE = "import PQueue from 'p-queue';\nexport const queue = new PQueue();\n";
const SET = 'export const queue = new Set<() => void>();\n';
const USE = "import { queue } from './queue.js';\nexport const run = () => queue.add(() => work());\n";

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

let root = '';
let eslint: ESLint;

beforeEach(() => {
  root = realpathSync(mkdtempSync(path.join(tmpdir(), 'plugin-')));
  folders.push(root);
  write('package.json', '{"type":"module"}');
  eslint = new ESLint({
    cwd: root,
    overrideConfigFile: true,
    overrideConfig: [
      plugin.configs.recommended,
      { files: ['**/*.ts'], languageOptions: { parser: tsParser } },
    ],
  });
});

function write(name: string, text: string): void {
  mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
  writeFileSync(path.join(root, name), text);
}

/** `file:line` of each report in the project. */
async function reports(): Promise<string[]> {
  return (await eslint.lintFiles(['.'])).flatMap(({ filePath, messages }) =>
    messages.map(({ line, ruleId }) => `${path.basename(filePath)}:${ruleId === null ? 'broken' : line}`),
  );
}

describe('a linter that stays sees', () => {
  test('an edit of the file that makes the queue', async () => {
    write('use.ts', USE);
    write('queue.ts', QUEUE);
    expect(await reports()).toEqual(['use.ts:2']);
    write('queue.ts', SET);
    expect(await reports()).toEqual([]);
    write('queue.ts', `// A queue again.\n${QUEUE}`);
    expect(await reports()).toEqual(['use.ts:2']);
  });

  test('an edit behind barrels', async () => {
    write('use.ts', USE);
    write('queue.ts', "export * from './more/index.js';\n");
    write('more/index.ts', "export * from './deep.js';\n");
    write('more/deep.ts', SET);
    expect(await reports()).toEqual([]);
    write('more/deep.ts', QUEUE);
    expect(await reports()).toEqual(['use.ts:2']);
  });

  test('a file that comes, one that goes, and one that does not parse for a while', async () => {
    write('use.ts', USE);
    expect(await reports()).toEqual([]);
    write('queue.ts', QUEUE);
    expect(await reports()).toEqual(['use.ts:2']);
    write('queue.ts', `${QUEUE}export const {`);
    expect(await reports()).toEqual(['queue.ts:broken']);
    write('queue.ts', QUEUE);
    expect(await reports()).toEqual(['use.ts:2']);
    rmSync(path.join(root, 'queue.ts'));
    expect(await reports()).toEqual([]);
  });

  test('paths that are added to tsconfig.json, and a package that is', async () => {
    write('package.json', '{"type":"module","dependencies":{"express":"5"}}');
    write('use.ts', USE.replace('./queue.js', '@/queue'));
    write('src/queue.ts', QUEUE);
    expect(await reports()).toEqual([]);
    write('tsconfig.json', '{"compilerOptions":{"paths":{"@/*":["./src/*"]}}}');
    write('package.json', '{"type":"module","dependencies":{"express":"5","p-queue":"9"}}');
    // What says where modules are is looked at now and then only.
    await expect.poll(reports, { timeout: 30_000 }).toEqual(['use.ts:2']);
  });
});

describe('a text', () => {
  test('that is not saved yet imports what is', async () => {
    write('queue.ts', QUEUE);
    const [result] = await eslint.lintText(USE, { filePath: path.join(root, 'new/use.ts') });
    expect(result?.messages).toEqual([]);
    const [beside] = await eslint.lintText(USE, { filePath: path.join(root, 'new.ts') });
    expect(beside?.messages).toHaveLength(1);
  });

  test('without a file has no other files, and is linted all the same', () => {
    write('queue.js', QUEUE);
    const text = `${USE}setImmediate(() => work());\n`;
    const messages = new Linter({ cwd: root }).verify(text, plugin.configs.recommended);
    expect(messages.map(({ line }) => line)).toEqual([3]);
  });

  test('that is a block of another file has none', async () => {
    write('queue.js', QUEUE);
    const blocks: Linter.Processor = {
      preprocess: (text) => [{ text, filename: '0.js' }],
      postprocess: (messages) => messages.flat(),
      supportsAutofix: true,
    };
    const linter = new ESLint({
      cwd: root,
      overrideConfigFile: true,
      overrideConfig: [{ files: ['**/*.md'], processor: blocks }, plugin.configs.recommended],
    });
    const text = `${USE}setImmediate(() => work());\n`;
    const [result] = await linter.lintText(text, { filePath: path.join(root, 'page.md') });
    expect(result?.messages.map(({ line }) => line)).toEqual([3]);
  });
});

test('where a binding does not load, that is said once, and each file is analysed by itself', () => {
  const require = createRequire(import.meta.url);
  write('queue.js', QUEUE);
  for (const name of ['a.js', 'b.js']) write(name, `${USE}setImmediate(() => work());\n`);
  write(
    'no-binding.cjs',
    "const Module = require('node:module');\nconst resolve = Module._resolveFilename;\nModule._resolveFilename = (name, ...rest) => {\n  if (name === 'oxc-resolver') throw new Error('Cannot find native binding.\\nRequire stack');\n  return resolve(name, ...rest);\n};\n",
  );
  write(
    'lint.mjs',
    `import { ESLint } from ${JSON.stringify(path.join(path.dirname(require.resolve('eslint/package.json')), 'lib/api.js'))};
const { default: plugin } = await import(${JSON.stringify(path.join(import.meta.dirname, '../dist/index.js'))});
const eslint = new ESLint({ overrideConfigFile: true, overrideConfig: [plugin.configs.recommended] });
const results = await eslint.lintFiles(['a.js', 'b.js']);
console.log(JSON.stringify(results.map(({ messages }) => messages.map(({ line }) => line))));
`,
  );
  const output = execFileSync(
    'sh',
    ['-c', 'exec "$0" --require ./no-binding.cjs lint.mjs 2>&1', process.execPath],
    {
      cwd: root,
      encoding: 'utf8',
    },
  );
  expect(output).toContain('[[3],[3]]');
  expect(output.match(/are not looked for/g)).toHaveLength(1);
  expect(output).toContain('could not be loaded: Cannot find native binding. All else');
});
