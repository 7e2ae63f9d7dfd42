import { describe, expect, it } from 'vitest';
import { FIRST_IMPORT, FIRST_REQUIRE, IMPORT, plan, whyNot } from './receiver-plans.ts';

describe('ES modules', () => {
  it.each([
    ['export default (task) => run(task);', 'export default receiveParentOverrides((task) => run(task));'],
    [
      'export default async function (task) { await run(task); }',
      'export default receiveParentOverrides(async function (task) { await run(task); });',
    ],
    [
      'export default function evaluate(task) { return task; }',
      'export default receiveParentOverrides(function evaluate(task) { return task; });',
    ],
    [
      'export default function evaluate(task) { return task; }\nconsole.log(evaluate);',
      'function evaluate(task) { return task; }\nexport default receiveParentOverrides(evaluate);\nconsole.log(evaluate);',
    ],
    [
      'const handler = (task) => task;\nexport default handler;',
      'const handler = (task) => task;\nexport default receiveParentOverrides(handler);',
    ],
    [
      'const handler = (task) => task;\nexport { handler as default };',
      'const handler = (task) => task;\nconst handlerReceiver = receiveParentOverrides(handler);\nexport { handlerReceiver as default };',
    ],
  ])('%s', (before, after) => {
    expect(plan(before, 'w.mjs')).toBe(FIRST_IMPORT + after);
  });

  it('named handlers', () => {
    expect(plan('export const evaluate = async (task) => task;', 'w.mjs', { exportName: 'evaluate' })).toBe(
      `${FIRST_IMPORT}export const evaluate = receiveParentOverrides(async (task) => task);`,
    );
    expect(
      plan('export async function evaluate(task) { return task; }', 'w.mjs', { exportName: 'evaluate' }),
    ).toBe(
      `${FIRST_IMPORT}async function evaluate(task) { return task; }\nconst evaluateReceiver = receiveParentOverrides(evaluate);\nexport { evaluateReceiver as evaluate };`,
    );
  });

  it('TypeScript keeps its annotations', () => {
    expect(plan('export default (task: Task): Promise<number> => run(task);', 'w.ts')).toBe(
      `${FIRST_IMPORT}export default receiveParentOverrides((task: Task): Promise<number> => run(task));`,
    );
  });

  it('what receives already stays', () => {
    expect(plan(`${IMPORT}export default receiveParentOverrides((task) => task);`, 'w.mjs')).toBe('receives');
    expect(
      plan(
        `${IMPORT}const handler = receiveParentOverrides((task) => task);\nexport default handler;`,
        'w.mjs',
      ),
    ).toBe('receives');
  });

  it.each([
    'export { default } from "./other.js";',
    'export default class {}',
    'export default 1;',
    'export default function* () {}',
    'export const other = () => {};',
    'const load = async () => (task) => task;\nexport default load();',
    'export default (async () => (task) => task)();',
    'const handler = load();\nasync function load() { return (task) => task; }\nexport { handler as default };',
    'export default import("./other.js").then((module) => module.run);',
    'export default import("./other.js");',
    'export default makeHandler();',
    'const a = b;\nconst b = a;\nexport default makeHandler(a);',
    'console.log(1);',
  ])('refuses %s', (text) => {
    expect(plan(text, 'w.mjs')).toBe('refused');
  });

  it('names that are declared as each other are no endless question', () => {
    expect(plan('const a = b;\nconst b = a;\nexport default a;', 'w.mjs')).toBe('refused');
  });
});

describe('CommonJS', () => {
  it.each<[string, string, string?]>([
    ['module.exports = (task) => task;', 'module.exports = receiveParentOverrides((task) => task);'],
    [
      'module.exports = { evaluate: (task) => task };',
      'module.exports = { evaluate: receiveParentOverrides((task) => task) };',
      'evaluate',
    ],
    [
      'function evaluate() {}\nmodule.exports = { evaluate };',
      'function evaluate() {}\nmodule.exports = { evaluate: receiveParentOverrides(evaluate) };',
      'evaluate',
    ],
    [
      'exports.evaluate = async (task) => task;',
      'exports.evaluate = receiveParentOverrides(async (task) => task);',
      'evaluate',
    ],
    [
      'module.exports = evaluator.evaluate.bind(evaluator);',
      'module.exports = receiveParentOverrides(evaluator.evaluate.bind(evaluator));',
    ],
    [
      'const make = (by) => (task) => task * by;\nmodule.exports = make(2);',
      'const make = (by) => (task) => task * by;\nmodule.exports = receiveParentOverrides(make(2));',
    ],
  ])('%s', (before, after, exportName = 'default') => {
    expect(plan(before, 'w.cjs', { exportName })).toBe(FIRST_REQUIRE + after);
  });
});

describe('what is not seen to be a function is not wrapped', () => {
  it.each([
    ["import { run } from './run.mjs';\nexport default run;", '`run`'],
    ["import * as methods from './methods.mjs';\nexport default methods;", '`methods`'],
    ['export default timed(function (task) { return task; });', '`timed(function (task) { return task; })`'],
    ['export default handlers.run;', '`handlers.run`'],
    [
      "import workerpool from 'workerpool';\nimport { methods } from './methods.mjs';\nworkerpool.worker(methods);",
      '`methods`',
    ],
    [
      "import { ThreadWorker } from 'poolifier';\nimport handlers from './handlers.mjs';\nexport default new ThreadWorker(handlers);",
      '`handlers`',
    ],
    [
      "import workerpool from 'workerpool';\nimport { run } from './run.mjs';\nworkerpool.worker({ default: run });",
      '`run`',
    ],
  ])('%s', (text, shown) => {
    expect(whyNot(text, 'w.mjs')).toBe(`does not show that its handler, ${shown}, is a function`);
  });

  it('an annotation is not the last word on what a constant holds', () => {
    expect(
      plan("import type { H } from './h';\nconst run: H = (task) => task;\nexport default run;", 'w.ts'),
    ).toContain('export default receiveParentOverrides(run);');
  });

  it('what was registered stands for what the file exports', () => {
    expect(
      whyNot(
        "import workerpool from 'workerpool';\nexport const run = () => 1;\nworkerpool.worker({ ...methods });",
        'w.mjs',
        { exportName: 'run' },
      ),
    ).toBe('does not show a handler `run`');
  });
});

describe('registered handlers', () => {
  it('workerpool and poolifier', () => {
    expect(
      plan(
        `import workerpool from 'workerpool';\nworkerpool.worker({ evaluate: (task) => task });`,
        'w.mjs',
        { exportName: 'evaluate' },
      ),
    ).toBe(
      `import workerpool from 'workerpool';\n${IMPORT}workerpool.worker({ evaluate: receiveParentOverrides((task) => task) });`,
    );
    expect(
      plan(
        `import { ThreadWorker } from 'poolifier';\nexport default new ThreadWorker((task) => task);`,
        'w.mjs',
      ),
    ).toBe(
      `import { ThreadWorker } from 'poolifier';\n${IMPORT}export default new ThreadWorker(receiveParentOverrides((task) => task));`,
    );
  });
});

describe('web Workers', () => {
  const entry = { receive: 'entry' } as const;
  it('import the entry before everything else', () => {
    expect(plan(`// @ts-check\nimport { run } from './run.js';\nonmessage = run;`, 'w.mjs', entry)).toBe(
      `// @ts-check\nimport '@parent-overrides/runtime/worker';\nimport { run } from './run.js';\nonmessage = run;`,
    );
    expect(plan(`import "@parent-overrides/runtime/worker";\nonmessage = run;`, 'w.mjs', entry)).toBe(
      'receives',
    );
    expect(whyNot(`importScripts('x.js');`, 'w.cjs', entry)).toContain('is a classic script');
    expect(whyNot(`import './a.js';\nimport "@parent-overrides/runtime/worker";`, 'w.mjs', entry)).toBe(
      'imports @parent-overrides/runtime/worker, but not before everything else',
    );
  });

  it('nothing but the file itself and the constructor says that it is a module', () => {
    const classic = 'onmessage = ({ data }) => postMessage(data);';
    expect(whyNot(classic, 'w.js', entry, 'esm')).toContain('may run as a classic script');
    expect(plan(classic, 'w.js', { ...entry, isModule: true })).toContain('runtime/worker');
    expect(plan(`export {};\n${classic}`, 'w.js', entry)).toContain('runtime/worker');
  });
});
