/** What is launched, and what only stands where a function could: strings, objects, functions that are sent as text. */
import { OWN, program, type Program } from './program.ts';

/** A library that may be called with a callback or without, as drivers of databases are. */
const LIBRARY = {
  'node_modules/jobs/package.json': '{ "name": "jobs", "type": "module", "exports": "./index.js" }',
  'node_modules/jobs/index.js': `const waiting = [];
let running = false;
async function drain() {
  running = true;
  for (let job = waiting.shift(); job; job = waiting.shift()) job();
  running = false;
}
export function query(sql, ...rest) {
  const done = rest.findLast((value) => typeof value === 'function');
  if (!done) return Promise.resolve(typeof sql === 'function' ? sql() : sql);
  return new Promise((resolve) => {
    waiting.push(() => resolve(done(sql)));
    if (!running) setTimeout(drain, 1);
  });
}
export class Cursor {
  constructor(text) { this.text = text; }
}\n`,
};
const row = (required?: true): object => ({
  launchers: [
    {
      ...{ id: 'jobs#query', from: [{ module: 'jobs', export: 'query' }], kind: 'callback' },
      ...{ argument: 'first-function', loss: 'another-task', preset: 'recommended', evidence: 'Runs here.' },
      ...(required && { required }),
    },
  ],
});
const settings = row();
const files = LIBRARY;
const QUERY = `import { Cursor, query } from 'jobs';\n`;
const NAMES = 'ada:select bob:select cho:select';

export const VALUES: readonly Program[] = [
  program(
    'a callback that may be left out, and is',
    `${QUERY}const find = (sql) => query(sql);
await launchAll(() => find('select'));\n`,
    ['refused function-not-visible'],
    { files, settings, before: NAMES, after: NAMES },
  ),
  program(
    'a callback that may be left out, and is not',
    `${QUERY}await launchAll(() => query('select', () => who()));\n`,
    ['edited'],
    { files, settings, after: OWN },
  ),
  program(
    'a cursor where a callback could be',
    `${QUERY}await launchAll(async () => (await query(new Cursor('select'))).text);\n`,
    [],
    { files, settings, before: NAMES, after: NAMES },
  ),
  program(
    'a string where a callback could be',
    `${QUERY}const sql = 'select';
await launchAll(() => query(sql));\n`,
    [],
    { files, settings, before: NAMES, after: NAMES },
  ),
  program(
    'a callback behind a string that nobody sees',
    `${QUERY}const find = (sql, done) => query(sql, done);
await launchAll(() => find('select', () => who()));\n`,
    ['refused callback-not-visible'],
    { files, settings },
  ),
  program(
    'a callback of options',
    `${QUERY}const find = ({ sql, done }) => query(sql, done);
await launchAll(() => find({ sql: 'select', done: () => who() }));\n`,
    ['refused callback-not-visible'],
    { files, settings },
  ),
  program(
    'a callback that has to be there',
    `${QUERY}const find = (done) => query('select', done);
await launchAll(() => find(() => who()));\n`,
    ['edited'],
    { files, settings: row(true), after: OWN },
  ),
  program(
    'an immediate',
    `await launchAll(() => new Promise((resolve) => setImmediate(() => resolve(who()))));\n`,
    ['edited'],
    { before: OWN, after: OWN },
  ),
  program(
    'a bare resolver',
    `await launchAll(async (name) => { await new Promise((resolve) => setImmediate(resolve)); return name; });\n`,
    ['exempt'],
    { before: OWN, after: OWN },
  ),
  program(
    'a destructured import of a timer',
    `import { setImmediate as later } from 'node:timers';
await launchAll(() => new Promise((resolve) => later(() => resolve(who()))));\n`,
    ['edited'],
    { before: OWN, after: OWN },
  ),
  program(
    'arguments for a callback',
    `await launchAll((name) => new Promise((resolve) => setImmediate((given) => resolve(given && who()), name)));\n`,
    ['edited'],
    { before: OWN, after: OWN },
  ),
  program(
    'arguments out of a spread',
    `await launchAll(() => new Promise((resolve) => { const args = [() => resolve(who())]; setImmediate(...args); }));\n`,
    ['refused spread-argument'],
    { before: OWN, after: OWN },
  ),
  program(
    'a function that is text and nothing else',
    `import { runInThisContext } from 'node:vm';
function main() { return new Promise((resolve) => setImmediate(() => resolve('there'))); }
await launchAll(() => runInThisContext(\`(\${main})()\`));\n`,
    [],
    { before: 'ada:there bob:there cho:there', after: 'ada:there bob:there cho:there' },
  ),
  program(
    'a function that is text, and called here',
    `import { runInThisContext } from 'node:vm';
function main() { return new Promise((resolve) => setImmediate(() => resolve('run'.trim()))); }
await launchAll(async () => (await main()) + (await runInThisContext(\`(\${main})()\`)));\n`,
    ['refused sent-as-text'],
    {
      before: 'ada:runrun bob:runrun cho:runrun',
      after: 'ada:runrun bob:runrun cho:runrun',
    },
  ),
  program(
    'a function in text by toString',
    `import { runInThisContext } from 'node:vm';
const main = () => new Promise((resolve) => setImmediate(() => resolve('there')));
await launchAll(() => runInThisContext('(' + main.toString() + ')()'));\n`,
    [],
    { before: 'ada:there bob:there cho:there', after: 'ada:there bob:there cho:there' },
  ),
  program(
    'a function for a page',
    `const page = { evaluate: (fn) => new Function('return (' + fn.toString() + ')()')() };
await launchAll(() => page.evaluate(() => new Promise((resolve) => setImmediate(() => resolve('there')))));\n`,
    [],
    { before: 'ada:there bob:there cho:there', after: 'ada:there bob:there cho:there' },
  ),
  program(
    'a file of functions without semicolons',
    `import { later } from './later.mjs'
await launchAll(() => new Promise((resolve) => later(() => resolve(who()))))\n`,
    ['edited'],
    {
      files: { 'later.mjs': 'export function later(task) {\n  setImmediate(task)\n}\n' },
      before: OWN,
      after: OWN,
    },
  ),
  program(
    'a comment that switches the rule off',
    `await launchAll(() => new Promise((resolve) => {
  // eslint-disable-next-line parent-overrides/require-wrapper
  setImmediate(() => resolve(who()));
}));\n`,
    ['left'],
    { before: OWN, after: OWN },
  ),
];
