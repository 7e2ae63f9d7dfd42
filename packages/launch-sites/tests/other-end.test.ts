/** Which file does a pool or a web Worker run, and which handler in it? The parsers agree; what is not written out is unknown. */
import { describe, expect, it } from 'vitest';
import { findLaunchSites, resolveConfig, type OtherEnd } from '../src/index.ts';
import { parse } from './parse.ts';

const config = resolveConfig();
const UNKNOWN = 'worker-file-unknown';

/** The other end of the one launch of a text, or why it is refused. */
function otherEnd(text: string, filename: string): OtherEnd | string | undefined {
  const ends = (['espree', 'typescript-eslint', 'oxc'] as const).map((parser) => {
    const sourceType = filename.endsWith('.cjs') ? 'commonjs' : 'module';
    const sites = findLaunchSites(parse(parser, text, { filename, sourceType }), config);
    expect(sites).toHaveLength(1);
    return sites[0]!.refusal?.reason ?? sites[0]!.otherEnd;
  });
  expect(ends[1]).toEqual(ends[0]);
  expect(ends[2]).toEqual(ends[0]);
  return ends[0];
}

/** The file of a Piscina pool made with this `filename`. */
function poolFile(expression: string, { before = '', filename = 'src/pool.mjs' } = {}): string | undefined {
  const end = otherEnd(
    `import { Piscina } from 'piscina';\n${before}\nnew Piscina({ filename: ${expression} }).run(task);`,
    filename,
  );
  return typeof end === 'object' ? end.file : end;
}

const PATH = `import path, { dirname, join, resolve } from 'node:path';\nimport { fileURLToPath, pathToFileURL, URL as NodeURL } from 'node:url';`;

describe('the file of a pool', () => {
  it.each([
    // URLs.
    ["new URL('./w.js', import.meta.url)", './w.js'],
    ["new URL('../w.js', import.meta.url)", '../w.js'],
    ["new URL('w.js', import.meta.url)", './w.js'],
    ["new URL('workers/w.js', import.meta.url)", './workers/w.js'],
    ["new NodeURL('./w.js', import.meta.url)", './w.js'],
    ["new URL('./w.js', import.meta.url).href", './w.js'],
    ["new URL('./w.js', import.meta.url).pathname", './w.js'],
    ["new URL('./w.js', import.meta.url).toString()", './w.js'],
    ["String(new URL('./w.js', import.meta.url))", './w.js'],
    ["fileURLToPath(new URL('./w.js', import.meta.url))", './w.js'],
    ["new URL('./w.js', pathToFileURL(import.meta.filename))", './w.js'],
    ["new URL('./w.js', pathToFileURL('/elsewhere/x.js'))", UNKNOWN],
    ["new URL('./w.js', import.meta.url).search", UNKNOWN],
    ["new URL('./w.js', import.meta.url).toString(2)", UNKNOWN],
    ["new URL('./w.js', base)", UNKNOWN],
    ["new URL('./w.js', import.meta.dirname)", UNKNOWN],
    ["new URL('./w.js', module.url)", UNKNOWN],
    ["new URL('./w.js')", UNKNOWN],
    ['new URL(file, import.meta.url)', UNKNOWN],
    ['new URL()', UNKNOWN],
    ["new File('./w.js', import.meta.url)", UNKNOWN],
    // Of the bundler, of a package, of another host.
    ["new URL('@/w.js', import.meta.url)", UNKNOWN],
    ["new URL('~/w.js', import.meta.url)", UNKNOWN],
    ["new URL('#w', import.meta.url)", UNKNOWN],
    ["new URL('/w.js', import.meta.url)", UNKNOWN],
    ["new URL('https://host/w.js', import.meta.url)", UNKNOWN],
    ["new URL('NPM:w', import.meta.url)", UNKNOWN],
    // The module system's own.
    ["import.meta.resolve('./w.js')", './w.js'],
    ["import.meta.resolve('w')", UNKNOWN],
    ["import.meta.load('./w.js')", UNKNOWN],
    ["loader.resolve('./w.js')", UNKNOWN],
    ['import.meta.resolve(file)', UNKNOWN],
    ['import.meta.resolve()', UNKNOWN],
    ["require.resolve('./w.js')", './w.js'],
    // Folders.
    ["join(import.meta.dirname, 'w.js')", './w.js'],
    ["join(import.meta.dirname, './w.js')", './w.js'],
    ["join(import.meta.dirname, 'a', 'w.js')", './a/w.js'],
    ["resolve(import.meta.dirname, 'w.js')", './w.js'],
    ["path.posix.join(import.meta.dirname, 'w.js')", './w.js'],
    ["path.posix.resolve(import.meta.dirname, 'w.js')", './w.js'],
    ["join(dirname(fileURLToPath(import.meta.url)), 'w.js')", './w.js'],
    ["join(path.dirname(import.meta.filename), 'w.js')", './w.js'],
    ["join(dirname(import.meta.filename), 'w.js')", './w.js'],
    ["join(dirname('/elsewhere/x.js'), 'w.js')", UNKNOWN],
    ["join(dirname(), 'w.js')", UNKNOWN],
    ["join(path.basename(import.meta.filename), 'w.js')", UNKNOWN],
    ["join(import.meta.dirname, '/w.js')", UNKNOWN],
    ["join(import.meta.dirname, 'a', name)", UNKNOWN],
    ['join(import.meta.dirname)', UNKNOWN],
    ["join('w.js')", UNKNOWN],
    ["join(folder, 'w.js')", UNKNOWN],
    ["path.relative(import.meta.dirname, 'w.js')", UNKNOWN],
    ["join(import.meta.filename, 'w.js')", UNKNOWN],
    ["join(meta.dirname, 'w.js')", UNKNOWN],
    ["import.meta.dirname + '/w.js'", './w.js'],
    ["import.meta.dirname + 'w.js'", UNKNOWN],
    ["import.meta.dirname - '/w.js'", UNKNOWN],
    ['import.meta.dirname + name', UNKNOWN],
    ["folder + '/w.js'", UNKNOWN],
    ['`${import.meta.dirname}/w.js`', './w.js'],
    ['`${import.meta.dirname}w.js`', UNKNOWN],
    ['`/root${import.meta.dirname}/w.js`', UNKNOWN],
    ['`${import.meta.dirname}/${name}.js`', UNKNOWN],
    ['`${folder}/w.js`', UNKNOWN],
    ['`w.js`', UNKNOWN],
    // Its own file.
    ['import.meta.filename', './pool.mjs'],
    ['import.meta.url', './pool.mjs'],
    ['fileURLToPath(import.meta.url)', './pool.mjs'],
    ['fileURLToPath()', UNKNOWN],
    ['import.meta.main', UNKNOWN],
    ['import.meta.dirname', UNKNOWN],
    // Absolute files are believed where something makes a path of them; by itself a string is the pool's to resolve.
    ["fileURLToPath('file:///srv/w.js')", 'file:///srv/w.js'],
    ["pathToFileURL('/srv/w.js').href", '/srv/w.js'],
    ["pathToFileURL('//host/w.js').href", UNKNOWN],
    ["pathToFileURL('srv/w.js').href", UNKNOWN],
    ["'/srv/w.js'", UNKNOWN],
    ["'./w.js'", UNKNOWN],
    ['file', UNKNOWN],
    ['makeFile()', UNKNOWN],
    ["decode(new URL('./w.js', import.meta.url))", UNKNOWN],
  ])('%s', (expression, file) => {
    expect(poolFile(expression, { before: PATH })).toBe(file);
  });

  it.each([
    ["const file = new URL('./w.js', import.meta.url);", 'file', './w.js'],
    ["const url = new URL('./w.js', import.meta.url); const file = url;", 'file.href', './w.js'],
    ["let file = new URL('./w.js', import.meta.url); file = other;", 'file', UNKNOWN],
    ["const [file] = [new URL('./w.js', import.meta.url)];", 'file', UNKNOWN],
    ["const { file } = { file: new URL('./w.js', import.meta.url) };", 'file', UNKNOWN],
    ['let file;', 'file', UNKNOWN],
    ['function file() {}', 'file', UNKNOWN],
    ['const here = import.meta.dirname;', "here + '/w.js'", './w.js'],
    ['let here = import.meta.dirname; here = other;', "here + '/w.js'", UNKNOWN],
    ['let here;', "here + '/w.js'", UNKNOWN],
    ['function here() {}', "here + '/w.js'", UNKNOWN],
    ["import * as path from 'node:path';", "path.join(import.meta.dirname, 'w.js')", './w.js'],
  ])('%s %s', (before, expression, file) => {
    expect(poolFile(expression, { before })).toBe(file);
  });

  it.each([
    ['__filename', './pool.cjs'],
    ['__dirname', UNKNOWN],
    ["__dirname + '/w.js'", './w.js'],
    ["path + '/w.js'", UNKNOWN],
    ["require('path').join(__dirname, 'w.js')", './w.js'],
    ["require.resolve('./w.js')", './w.js'],
    ["require.resolve('../w')", '../w'],
    ["require.resolve('w')", UNKNOWN],
    ["require.main('./w.js')", UNKNOWN],
  ])('in CommonJS: %s', (expression, file) => {
    const text = `const { Piscina } = require('piscina');\nnew Piscina({ filename: ${expression} }).run(task);`;
    const end = otherEnd(text, 'C:\\project\\src\\pool.cjs');
    expect(typeof end === 'object' ? end.file : end).toBe(file);
  });

  it('names that stand for each other for ever are unknown', () => {
    expect(poolFile('a', { before: 'const a = b; const b = a;' })).toBe(UNKNOWN);
  });
});

const FILE = "new URL('./w.js', import.meta.url)";
const OTHER = "new URL('./other.js', import.meta.url)";

describe('the handler of a task', () => {
  it.each<[string, string, OtherEnd | string]>([
    [`{ filename: ${FILE} }`, 'task', handler('./w.js')],
    [`{ filename: ${FILE}, name: 'bill' }`, 'task', handler('./w.js', 'bill')],
    [`{ filename: ${FILE}, name: 'bill' }`, "task, { name: 'ship' }", handler('./w.js', 'ship')],
    [`{ filename: ${FILE} }`, "task, { name: 'ship' }", handler('./w.js', 'ship')],
    [`{ filename: ${FILE} }`, `task, { filename: ${OTHER} }`, handler('./other.js')],
    [`{ 'filename': ${FILE} }`, 'task', handler('./w.js')],
    [`{ filename: ${FILE}, name }`, 'task', UNKNOWN],
    [`{ filename: ${FILE} }`, 'task, { name: chosen }', UNKNOWN],
    [`{ filename: ${FILE} }`, 'task, options', UNKNOWN],
    [`{ filename: ${FILE}, ...options }`, 'task', UNKNOWN],
    [`{ filename: ${FILE} }`, 'task, { ...options }', UNKNOWN],
    ['options', 'task', UNKNOWN],
    ['options', `task, { filename: ${OTHER} }`, UNKNOWN],
    ['', `task, { filename: ${OTHER} }`, handler('./other.js')],
    ['', 'task', UNKNOWN],
  ])('Piscina(%s).run(%s)', (settings, task, end) => {
    const text = `import { Piscina } from 'piscina';\nnew Piscina(${settings}).run(${task});`;
    expect(otherEnd(text, 'a.mjs')).toEqual(end);
  });

  it('of workerpool is named by the call, its file by the pool', () => {
    const pool = `import { pool } from 'workerpool';\nconst workers = pool(${FILE}.pathname);\n`;
    expect(otherEnd(`${pool}workers.exec('bill', [order]);`, 'a.mjs')).toEqual(handler('./w.js', 'bill'));
    expect(otherEnd(`${pool}workers.exec(method, [order]);`, 'a.mjs')).toBe(UNKNOWN);
  });

  it('of poolifier is the default one of the second argument', () => {
    const text = `import { FixedThreadPool } from 'poolifier';\nnew FixedThreadPool(2, ${FILE}.pathname).execute(order);`;
    expect(otherEnd(text, 'a.mjs')).toEqual(handler('./w.js'));
  });
});

function handler(file: string, exportName = 'default'): OtherEnd {
  return { file, receive: 'handler', exportName };
}

describe('a web Worker', () => {
  const entry = { file: './w.js', receive: 'entry', exportName: 'default' } as const;
  it.each<[string, OtherEnd | string]>([
    [FILE, entry],
    [`${FILE}, { type: 'module' }`, { ...entry, isModule: true }],
    [`${FILE}, { type: 'classic' }`, entry],
    [`${FILE}, { name: 'module' }`, entry],
    [`${FILE}, { type }`, entry],
    [`${FILE}, { ...options, type: 'module' }`, entry],
    ["'./w.js'", UNKNOWN],
    ['', UNKNOWN],
  ])('new Worker(%s)', (args, end) => {
    expect(otherEnd(`import './x.js';\nnew Worker(${args});`, 'a.mjs')).toEqual(end);
  });

  it('takes its options through a constant', () => {
    const text = `const OPTIONS = { type: 'module' };\nnew Worker(${FILE}, OPTIONS);\nexport {};`;
    expect(otherEnd(text, 'a.mjs')).toEqual({ ...entry, isModule: true });
  });
});
