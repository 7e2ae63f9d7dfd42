/** `explain` as a command: which calls a place means, and what is said to wrong input. */
import { describe, expect, test } from 'vitest';
import { explained, validate } from './explained.ts';
import { makeProject } from './project.ts';

describe('which calls a place means', () => {
  const LINES = [
    "import './x.js';",
    'outer(inner(1), setImmediate(fn));',
    'setImmediate(',
    '  () => inside(),',
    ');',
    'const nothing = 1;',
    '',
  ].join('\n');
  const callees = async (place: string): Promise<string[]> =>
    (await explained({ 'a.js': LINES }, place)).report.calls.map(({ callee }) => callee);

  test.each([
    ['a.js:2', ['outer', 'inner', 'setImmediate']],
    ['a.js:2:1', ['outer']],
    ['a.js:2:7', ['inner']],
    // What a report of the rule or the codemod points at: the head of what is launched.
    ['a.js:2:30', ['setImmediate']],
    ['a.js:4', ['setImmediate', 'inside']],
    ['a.js:4:3', ['setImmediate']],
    ['a.js:4:9', ['inside']],
    ['a.js:3', ['setImmediate']],
  ])('%s', async (place, expected) => {
    expect(await callees(place)).toEqual(expected);
  });

  test.each([
    ['a.js', /explain needs a place, FILE:LINE or FILE:LINE:COLUMN, not a\.js\. .*write \.\/explain/],
    ['a.js:0', /lines are counted from 1/],
    ['a.js:2:0', /columns are counted from 1/],
    ['gone.js:1', /gone\.js does not exist/],
    ['.:1', /\. is a folder/],
    ['notes.md:1', /notes\.md is not a source file/],
    ['broken.js:1', /broken\.js does not parse: 2:1/],
    ['latin.js:1', /latin\.js is not UTF-8/],
    ['a.js:7', /a\.js has 6 lines, and no line 7/],
    ['a.js:6', /Line 6 of a\.js has no call and no `new`\. The nearest is on line 4/],
    ['a.js:2:99', /Line 2 of a\.js has no column 99/],
    ['a.js:6:3', /a\.js:6:3 is in no call and no `new`/],
    ['empty.js:1', /Line 1 of empty\.js has no call and no `new`\. The file has no other/],
    ['long.js:1', /has 101 calls\. Give a column too/],
  ])('%s: what is wrong is said, and exit 3', async (place, message) => {
    const project = makeProject(
      {
        'a.js': LINES,
        'notes.md': '',
        'broken.js': 'setImmediate(() => {\n',
        'latin.js': Buffer.from('// caf\xe9\nsetImmediate(fn);\n', 'latin1'),
        'empty.js': '',
        'long.js': 'a();'.repeat(101),
      },
      { git: false },
    );
    const { code, stdout, stderr } = await project.run(['explain', place]);
    expect(stderr).toMatch(message);
    expect(stderr).not.toContain('internal');
    expect([code, stdout]).toEqual([3, '']);
  });
});

describe('the command', () => {
  const FILES = { 'explain/a.js': "import './x.js';\nsetImmediate(fn);\n" };

  test('prints the explanation, and as JSON what the schema says; nothing is written', async () => {
    const project = makeProject(FILES);
    const text = await project.run(['explain', 'explain/a.js:2']);
    expect(text).toMatchObject({ code: 0, stderr: '' });
    expect(text.stdout).toMatch(/^explain\/a\.js:2:1 {2}setImmediate\nA launch\. .*\n\nWhat is called\n/);
    const json = await project.run(['explain', '--json', 'explain/a.js:2']);
    expect(validate(JSON.parse(json.stdout)), JSON.stringify(validate.errors)).toBe(true);
    expect(project.git('status', '--porcelain')).toBe('');
  });

  test('a folder that is called explain is migrated as ./explain', async () => {
    const project = makeProject(FILES);
    expect(await project.run(['./explain', '--check'])).toMatchObject({ code: 1 });
    expect(await project.run(['explain', '--help'])).toMatchObject({ code: 0 });
  });

  test.each([
    [['explain'], /missing required argument 'place'/],
    [['explain', 'explain/a.js:2', 'explain/a.js:1'], /too many arguments/],
    [['explain', 'explain/a.js:2', '--check'], /unknown option '--check'/],
    [['--check', 'explain', 'explain/a.js:2'], /Options before explain are those of a run/],
    [['explain', 'explain/a.js:2', '--eslint', '--config', 'a.json'], /Give one of them/],
    [['explain', 'explain/a.js:2', '--only', 'nope'], /--only nope is neither a launcher's id/],
    [['explain', 'explain/a.js:2', '--eslint'], /there is no eslint\.config/],
  ])('%j is refused with exit 3', async (args, message) => {
    const { code, stdout, stderr } = await makeProject(FILES).run(args);
    expect(stderr).toMatch(message);
    expect([code, stdout]).toEqual([3, '']);
  });
});
