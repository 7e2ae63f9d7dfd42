/**
 * The code of these pages runs, against the built runtime, and prints what it says it prints. A ```js block that
 * starts with `// name.mjs` is that file; the others are run one by one beside the page's files.
 */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildIfStale } from '../build-if-stale.ts';
import { ROOT } from '../matrix/nodes.ts';

const PAGES = ['packages/runtime/README.md', 'docs/dspy.md', 'docs/why.md'];
const RUNTIME = join(ROOT, 'packages/runtime');

interface Block {
  readonly file: string;
  readonly code: string;
  /** What its `// prints ...` comments say, in their order. */
  readonly prints: readonly string[];
}

function blocksOf(page: string): Block[] {
  const text = readFileSync(join(ROOT, page), 'utf8');
  return [...text.matchAll(/^```js\n(.*?)^```$/gms)].map(([, code], i) => ({
    file: /^\/\/ (\S+\.mjs)\n/.exec(code!)?.[1] ?? `example-${i}.mjs`,
    code: code!,
    prints: [...code!.matchAll(/\/\/ prints (.+)$/gm)].map(([, line]) => line!),
  }));
}

describe.each(PAGES)('%s', (page) => {
  const blocks = blocksOf(page);
  const runnable = blocks.filter(({ file, prints }) => prints.length > 0 || file.startsWith('example-'));
  let folder: string;

  beforeAll(() => {
    buildIfStale('runtime');
    mkdirSync(join(ROOT, '.cache'), { recursive: true });
    folder = mkdtempSync(join(ROOT, '.cache/pages-'));
    mkdirSync(join(folder, 'node_modules/@parent-overrides'), { recursive: true });
    symlinkSync(RUNTIME, join(folder, 'node_modules/@parent-overrides/runtime'));
    for (const name of ['p-limit', 'p-queue', 'piscina']) {
      symlinkSync(join(RUNTIME, 'node_modules', name), join(folder, 'node_modules', name));
    }
    for (const { file, code } of blocks) writeFileSync(join(folder, file), code);
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  test('has code that runs', () => {
    expect(runnable.length).toBeGreaterThan(0);
  });

  test.each(runnable)('$file', async ({ file, prints }) => {
    const { stdout } = await promisify(execFile)(process.execPath, [file], { cwd: folder, timeout: 20_000 });
    expect(stdout.trimEnd().split('\n')).toEqual(prints);
  });
});
