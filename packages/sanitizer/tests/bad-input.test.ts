/** What instrumenting could break: it goes on as it does without the sanitizer, and the report keeps its format. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { folder, write, WRONG } from './in-folder.ts';
import { REGISTER, runNode, runProgram } from './run-program.ts';

const PACKAGE = path.join(import.meta.dirname, '..');
const TSX = import.meta.resolve('tsx');

/** What a program prints with the sanitizer, after a look that it is what it prints without. */
async function printedAlike(file: string, ...nodeArguments: string[]): Promise<string> {
  const without = await runNode([...nodeArguments, file]);
  const inside = await runNode([...nodeArguments, '--import', REGISTER, file]);
  expect(without.status, without.text).toBe(0);
  expect(inside.stdout, inside.text).toBe(without.stdout);
  expect(inside.status, inside.text).toBe(0);
  return inside.stdout;
}

test('a worker thread is watched, and says what it found', async () => {
  write('thread.mjs', WRONG);
  const main = write(
    'threads.mjs',
    "import { Worker } from 'node:worker_threads';\nnew Worker(new URL('thread.mjs', import.meta.url)).on('exit', (code) => console.log('ended', code));\n",
  );
  const { stdout, stderr } = await runNode(['--import', REGISTER, main]);
  expect(stderr).toContain('2 callbacks ran as somebody else.');
  expect(stderr).toContain('thread.mjs:4:');
  expect(stdout).toBe('ended 1\n');
});

test('a worker thread that reads a store which nobody entered there is not reported', async () => {
  write(
    'empty-store.mjs',
    "import { AsyncLocalStorage } from 'node:async_hooks';\nconsole.log(new AsyncLocalStorage().getStore());\n",
  );
  const main = write(
    'asks-a-thread.mjs',
    `import { AsyncLocalStorage } from 'node:async_hooks';
import { Worker } from 'node:worker_threads';
new AsyncLocalStorage().run('ada', () => new Worker(new URL('empty-store.mjs', import.meta.url)));
`,
  );
  const { findings, status, stdout } = await runProgram(main);
  expect([findings, status, stdout]).toEqual([[], 0, 'undefined\n']);
});

test('a program whose package says no type, and which is an ES module by its syntax', async () => {
  const file = write('typeless.js', WRONG);
  expect((await runProgram(file)).findings).toHaveLength(1);
  const main = write('typeless-main.js', "require('./typeless.cjs');\n");
  write('typeless.cjs', WRONG.replace(/^import (.*) from (.*);/, 'const $1 = require($2);'));
  expect((await runProgram(main)).findings).toHaveLength(1);
});

test('decorators, accessors, private methods and parameters with types', async () => {
  const file = write(
    'decorated.mts',
    `import { AsyncLocalStorage } from 'node:async_hooks';
const store = new AsyncLocalStorage<string>();
const log: unknown[] = [];
function logged(label: string, note: () => string) {
  return function <T extends (...args: never[]) => unknown>(method: T, context: { name: string | symbol }): T {
    log.push(label, note(), context.name);
    return method;
  };
}
function marked<T extends new (...args: never[]) => object>(made: T, _context: unknown): T {
  log.push(made.name);
  return made;
}
@marked
class Service {
  static #made = 0;
  static { log.push(this.#made); }
  accessor tenant = () => store.getStore();
  #secret = async <T>(value: T): Promise<T> => value;
  @logged('call', () => 'noted') async call(a: number, b = () => a) { return [await this.#secret(b()), this.tenant()]; }
  get #own() { return store.getStore(); }
  static isOne(value: object) { return #own in value; }
}
const service = new Service();
log.push(await store.run('ada', () => service.call(1)), Service.isOne(service));
console.log(JSON.stringify(log));
`,
  );
  expect(await printedAlike(file, '--import', TSX)).toBe(
    '["call","noted","call","Service",0,[1,"ada"],true]\n',
  );
});

test('text that is run, frozen functions and proxies of them', async () => {
  const file = write(
    'text.mjs',
    `import { AsyncLocalStorage } from 'node:async_hooks';
import vm from 'node:vm';
const store = new AsyncLocalStorage();
const frozen = Object.freeze((who) => [who, store.getStore()]);
const proxied = new Proxy(frozen, { apply: (target, self, args) => ['proxied', ...Reflect.apply(target, self, args)] });
const revoked = Proxy.revocable(frozen, {});
revoked.revoke();
store.run('ada', () => {
  const own = 1;
  console.log(eval('own + 1'), new Function('a', 'return a + 1')(2), vm.runInThisContext('1 + 1'));
  console.log([1].map(frozen), [2].map(proxied), Object.isFrozen(frozen), String(frozen));
  for (const bad of [() => [1].map(revoked.proxy), () => setImmediate(revoked.proxy.call)]) {
    try { bad(); } catch (error) { console.log(error.constructor.name); }
  }
});
`,
  );
  expect(await printedAlike(file)).toContain("[ [ 'proxied', 2, 'ada' ] ] true");
});

test('--experimental-vm-modules', async () => {
  const file = write(
    'vm.mjs',
    `import { AsyncLocalStorage } from 'node:async_hooks';
import vm from 'node:vm';
const store = new AsyncLocalStorage();
const made = new vm.SourceTextModule('export const call = (body) => Promise.resolve().then(body);', { context: vm.createContext({ Promise }) });
await made.link(() => { throw new Error('nothing to link'); });
await made.evaluate();
console.log(await store.run('ada', () => made.namespace.call(async () => store.getStore())));
`,
  );
  expect(await printedAlike(file, '--experimental-vm-modules')).toBe('ada\n');
});

test("coverage tells of the program's own lines", async () => {
  const file = write(
    'covered.cjs',
    `const called = (value) => [value].map((inner) => inner + 1);\nfunction never() { return 'never'; }\ncalled(1);\nmodule.exports = never;\n`,
  );
  const coverage = path.join(folder, 'coverage');
  await runNode(['--import', REGISTER, file], { env: { NODE_V8_COVERAGE: coverage } });
  interface Covered {
    readonly result: readonly {
      readonly url: string;
      readonly functions: readonly {
        readonly functionName: string;
        readonly ranges: readonly { readonly count: number }[];
      }[];
    }[];
    readonly 'source-map-cache': Readonly<Record<string, { readonly data: { readonly sources: string[] } }>>;
  }
  const [report = ''] = readdirSync(coverage);
  const covered = JSON.parse(readFileSync(path.join(coverage, report), 'utf8')) as Covered;
  const url = pathToFileURL(file).href;
  const functions = covered.result.find((one) => one.url === url)?.functions ?? [];
  const counts = functions.map(({ functionName, ranges }) => [functionName, ranges[0]?.count]);
  expect(counts).toContainEqual(['called', 1]);
  expect(counts).toContainEqual(['never', 0]);
  const sources = covered['source-map-cache'][url]?.data.sources ?? [];
  expect(sources.map((source) => (source.startsWith('file:') ? fileURLToPath(source) : source))).toEqual([
    file,
  ]);
});

test('an uncaught error names the line and column that people wrote', async () => {
  for (const name of ['thrown.mjs', 'thrown.cjs']) {
    const file = write(
      name,
      `const work = (value) => [value].map((inner) => { throw new Error('no ' + inner); });\n\nwork(1);\n`,
    );
    const places = (text: string): string[] =>
      [...text.matchAll(/thrown\.[cm]js:\d+(?::\d+)?/g)].map(([place]) => place);
    const without = await runNode([file]);
    const inside = await runNode(['--import', REGISTER, file]);
    expect(places(inside.stderr), inside.stderr).toEqual(places(without.stderr));
    expect(places(without.stderr)).toContain(`${name}:3:1`);
  }
});

test('the report has the format of its schema', async () => {
  const schema = JSON.parse(readFileSync(path.join(PACKAGE, 'report.schema.json'), 'utf8')) as object;
  const validate = new Ajv({ strict: true, allowUnionTypes: true }).compile(schema);
  const report = path.join(folder, 'report.json');
  const programs = [write('wrong.mjs', WRONG), write('right.mjs', 'console.log(1);\n')];
  const shared = path.join(PACKAGE, 'fixtures/wrong-home-made-batch.mjs');
  for (const program of [...programs, shared]) {
    for (const values of ['', '1']) {
      const env = { PARENT_OVERRIDES_REPORT: report, PARENT_OVERRIDES_VALUES: values };
      await runNode(['--import', REGISTER, program], { env });
      const data: unknown = JSON.parse(readFileSync(report, 'utf8'));
      expect(validate(data), JSON.stringify(validate.errors)).toBe(true);
      expect(validate({ ...(data as object), more: 1 })).toBe(false);
    }
  }
  expect((await runProgram(programs[0]!)).findings).toHaveLength(1);
});

test('a package that the sanitizer itself is made of can be included', async () => {
  const file = write('included.mjs', WRONG);
  const env = {
    PARENT_OVERRIDES_INCLUDE: 'oxc-parser,@jridgewell/trace-mapping',
    PARENT_OVERRIDES_CACHE: 'off',
  };
  const { findings, text } = await runProgram(file, { env });
  expect(findings, text).toHaveLength(1);
});
