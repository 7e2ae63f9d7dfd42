/** oxc's tree read from shared memory, which is newer and needs Node 22, must be the one that it gives as JSON. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { rawTransferSupported } from 'oxc-parser';
import { afterEach, describe, expect, test } from 'vitest';
import { canShareMemory, parseTree, shareMemory } from '../../project-modules/src/parse/parse-tree.ts';
import { BIN, makeProject, PACKAGE, runProcess } from './project.ts';

const FOLDERS = ['launch-sites/fixtures', 'launch-sites/src', 'codemod/node_modules/jscodeshift'];

afterEach(() => {
  shareMemory(false);
});

// Where it is not, what follows is skipped, which must not happen in silence.
test('memory can be shared from Node 22 on', () => {
  const major = Number(process.versions.node.split('.')[0]);
  expect(rawTransferSupported()).toBe(major >= 22);
});

describe.skipIf(rawTransferSupported())('where memory cannot be shared', () => {
  test('it is not tried, and asking for it gives the tree all the same', () => {
    expect(canShareMemory(1)).toBe(false);
    const { program } = parseTree('a.js', 'later(run);', {});
    shareMemory(true);
    expect(parseTree('a.js', 'later(run);', {}).program).toEqual(program);
  });
});

describe.runIf(rawTransferSupported())('from shared memory', () => {
  test.each(FOLDERS)('%s: the same trees, comments and errors', (folder) => {
    expect(canShareMemory(1)).toBe(true);
    const root = path.join(path.dirname(PACKAGE), folder);
    const names = readdirSync(root, { recursive: true, encoding: 'utf8' });
    const files = names.filter((name) => /\.[cm]?[jt]sx?$/.test(name));
    expect(files.length).toBeGreaterThan(30);
    for (const file of files) {
      const text = readFileSync(path.join(root, file), 'utf8');
      const [shared, json] = [true, false].map((shares) => {
        shareMemory(shares);
        const { program, comments, errors } = parseTree(file, text, {});
        return { program, comments, errors };
      });
      expect(shared, file).toEqual(json);
    }
  });

  test('a tree that is too deep for the reader still comes', () => {
    shareMemory(true);
    const deep = `${'['.repeat(3000)}${']'.repeat(3000)}`;
    expect(parseTree('deep.js', deep, {}).program.body).toHaveLength(1);
    expect(parseTree('next.js', 'next();', {}).program.body).toHaveLength(1);
  });
});

describe.runIf(process.platform === 'linux')('where virtual memory is limited', () => {
  // At first no buffer fits; then one does, then some, but never what two threads need.
  test.each([4, 9, 16, 24])('to %i GB, the bin does the same', async (gigabytes) => {
    const launch = "import './x.js';\nsetImmediate(() => work());\n";
    const files = Array.from({ length: 130 }, (_, i) => [`src/${i}.js`, launch] as const);
    const project = makeProject(Object.fromEntries(files));
    const limited = `ulimit -v ${gigabytes * 1_000_000} && exec "$0" "$@"`;
    const args = ['-c', limited, process.execPath, BIN, 'src', '--concurrency', '2'];
    const { code, stdout, stderr } = await runProcess('sh', args, { cwd: project.root });
    expect(stderr).toBe('');
    expect(stdout).toContain('Wrapped 130 launches in 130 files.');
    expect(code).toBe(0);
  });
});
