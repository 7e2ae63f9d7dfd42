/**
 * The grammar of generated programs: launch sites in every kind of place, with scopes, wrappers and comments
 * around them. Whatever it makes need not run; most of it must parse.
 *
 * Long because: it is one grammar, whose rules refer to each other in one `letrec`.
 */
import fc from 'fast-check';
import { block, type Dialect, dialects, END, nest, Q, render } from './dialect.ts';
import { type Environment, environments } from './environment.ts';
import type { Group } from './shapes.ts';

/** Printed late, because what a name is depends on the environment. */
type Print = (environment: Environment) => string;

export interface Program {
  readonly filename: string;
  /** Without a byte order mark. */
  readonly text: string;
  readonly dialect: Dialect;
}

const LAUNCHERS: readonly Group[] = ['immediate', 'worker', 'queue', 'limit', 'pool'];

const plain =
  (text: string): Print =>
  () =>
    text;

/** `make` for the language, or `otherwise` where it is no syntax. */
const inTypescript =
  (make: Print, otherwise: Print): Print =>
  (environment) =>
    environment.typescript ? make(environment) : otherwise(environment);

const names = fc.constantFrom(
  'task',
  'done',
  'this.step',
  'a.b.run',
  'items[0]',
  'make()',
  'import.meta.task',
);
/** A comment between tokens; the line comment ends its line. */
const insideComments = fc.constantFrom(
  '',
  '',
  '',
  '',
  '/* a */ ',
  '/* ) ( */ ',
  '// ( }\n',
  '/** @type {Task} */ ',
  '// b\n',
);
const trailingComments = fc.constantFrom('', '', '', ' /* c */', ' // d\n');

const { statement } = fc.letrec<{
  expression: Print;
  launch: Print;
  callback: Print;
  statement: Print;
}>((tie) => {
  const callbackOf = tie('callback');
  const launchOf = tie('launch');
  const expressionOf = tie('expression');
  const lines: fc.Arbitrary<(environment: Environment) => string[]> = fc
    .array(tie('statement'), { maxLength: 3 })
    .map((statements) => (environment) => statements.map((print) => print(environment)));

  const functions: fc.Arbitrary<Print> = fc
    .tuple(
      fc.constantFrom(
        '() => ',
        'async () => ',
        '(x) => ',
        'x => ',
        'function () ',
        'async function named() ',
        'function* () ',
      ),
      lines,
    )
    .map(
      ([head, body]) =>
        (environment) =>
          head + block(body(environment)),
    );

  const callback: fc.Arbitrary<Print> = fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    names.filter((name) => name !== 'import.meta.task').map(plain),
    functions,
    expressionOf.map(
      (inner): Print =>
        (environment) =>
          `() => ${parenthesize(inner(environment))}`,
    ),
    fc.tuple(callbackOf, callbackOf).map(
      ([a, b]): Print =>
        (e) =>
          `ready ? ${operand(a(e))} : ${operand(b(e))}`,
    ),
    fc.tuple(callbackOf, callbackOf).map(
      ([a, b]): Print =>
        (e) =>
          `${operand(a(e))} ?? ${operand(b(e))}`,
    ),
    callbackOf.map(
      (inner): Print =>
        (environment) =>
          `(0, ${inner(environment)})`,
    ),
    callbackOf.map(
      (inner): Print =>
        (environment) =>
          `(${inner(environment)})`,
    ),
    callbackOf.map(
      (inner): Print =>
        (environment) =>
          `${environment.use('runtime')}(${inner(environment)})`,
    ),
    callbackOf.map(
      (inner): Print =>
        (environment) =>
          `(${inner(environment)}).bind(this)`,
    ),
    callbackOf.map(
      (inner): Print =>
        (e) =>
          `ready ? ${operand(inner(e))} : undefined`,
    ),
    callbackOf.map(
      (inner): Print =>
        (e) =>
          `(held = ${inner(e)})`,
    ),
    callbackOf.map(
      (inner): Print =>
        (e) =>
          `(() => ${parenthesize(inner(e))})()`,
    ),
    callbackOf.map((inner) => inTypescript((e) => `${operand(inner(e))} as Task`, inner)),
    callbackOf.map((inner) => inTypescript((e) => `${operand(inner(e))}!`, inner)),
    callbackOf.map((inner) => inTypescript((e) => `${operand(inner(e))} satisfies Task`, inner)),
    fc.constantFrom('undefined', 'null', '{ a: 1 }', `${Q}name${Q}`, '[one, two]', 'class {}').map(plain),
  );

  const args = fc
    .tuple(
      insideComments,
      fc.oneof(
        { weight: 12, arbitrary: callbackOf },
        { weight: 1, arbitrary: fc.constant(plain('...tasks')) },
      ),
      trailingComments,
      fc.constantFrom('', '', '', ', 1', ', a, b', ',', ', ...rest', ', { priority: 1 }'),
    )
    .map(
      ([before, first, after, more]): Print =>
        (e) =>
          before + first(e) + after + more,
    );

  const locations = fc.constantFrom(
    `new URL(${Q}./worker.js${Q}, import.meta.url)`,
    `${Q}./worker.js${Q}`,
    'file',
    `file, { workerData: { a: 1 } }`,
    'source, { eval: true }',
    'await file()',
    'this.file',
    '',
  );

  const calls: fc.Arbitrary<Print> = fc
    .tuple(fc.constantFrom(...LAUNCHERS), args, locations, fc.nat({ max: 6 }))
    .map(([group, given, location, variant]): Print => (environment) => {
      const use = environment.use(group);
      const here = environment.esm ? location : location.replace('import.meta.url', '__filename');
      if (group === 'worker') {
        const made = `new ${/[[(]/.test(use) ? `(${use})` : use}(${here})`;
        if (variant === 1) return `${made}.postMessage(1)`;
        if (variant === 2) return `(${made}).on(${Q}message${Q}, done)`;
        if (variant === 3) return `new ${use}`;
        if (variant === 4) return `new (${made}).Port()`;
        if (variant === 5) return `new ${made}.Port()`;
        if (variant === 6) return `new (class extends (${use}) {})(${here})`;
        return made;
      }
      const text = given(environment);
      if (group === 'queue') {
        if (variant === 1) return `${use}.addAll([${text}])`;
        if (variant === 2) return `${use}?.add(${text})`;
        if (variant === 3) return `${use}.addAll(tasks.map((task) => () => task))`;
        if (variant === 4) return `${use}.addAll([one, ${text}].map(${environment.use('runtime')}))`;
        if (variant === 5) return `${use}.addAll(tasks.map((task) => [${text}][0]))`;
        return `${use}.add(${text})`;
      }
      if (variant === 1) return `${use}?.(${text})`;
      if (variant === 2) return `${use}.call(null, ${text})`;
      if (variant === 4) return `${use} /* b */ (${text})`;
      if (variant === 5) return `${use}\n// c )\n(${text})`;
      if (variant === 3 && group === 'limit') return `${use}({ weight: 2 }, ${text})`;
      return `${use}(${text})`;
    });

  const launch: fc.Arbitrary<Print> = fc.oneof(
    { weight: 8, arbitrary: calls },
    {
      weight: 1,
      arbitrary: launchOf.map(
        (inner): Print =>
          (e) =>
            `(${inner(e)})`,
      ),
    },
    {
      weight: 1,
      arbitrary: fc.constant<Print>((e) => `new Promise((resolve) => ${e.use('immediate')}(resolve))`),
    },
    {
      weight: 1,
      arbitrary: launchOf.map((inner) => inTypescript((e) => `${operand(inner(e))} as Handle`, inner)),
    },
  );

  const expression: fc.Arbitrary<Print> = fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 2, arbitrary: names.filter((name) => !name.startsWith('import')).map(plain) },
    { weight: 6, arbitrary: launchOf },
    {
      weight: 1,
      arbitrary: fc.tuple(launchOf, launchOf).map(
        ([a, b]): Print =>
          (e) =>
            `[${a(e)}, ${b(e)}]`,
      ),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(launchOf, launchOf).map(
        ([a, b]): Print =>
          (e) =>
            `(${a(e)}, ${b(e)})`,
      ),
    },
    {
      weight: 1,
      arbitrary: launchOf.map(
        (inner): Print =>
          (e) =>
            `ready ? ${inner(e)} : null`,
      ),
    },
    {
      weight: 1,
      arbitrary: launchOf.map(
        (inner): Print =>
          (e) =>
            '`a ${' + inner(e) + '} b`',
      ),
    },
    {
      weight: 1,
      arbitrary: launchOf.map(
        (inner): Print =>
          (e) =>
            `({ one: ${inner(e)}, two() {} })`,
      ),
    },
    {
      weight: 1,
      arbitrary: launchOf.map(
        (inner): Print =>
          (e) =>
            `use(${inner(e)}, 1)`,
      ),
    },
    {
      weight: 1,
      arbitrary: launchOf.map(
        (inner): Print =>
          (e) =>
            e.jsx ? `<Go to={${inner(e)}} />` : inner(e),
      ),
    },
    {
      weight: 1,
      arbitrary: launchOf.map(
        (inner): Print =>
          (e) =>
            `void ${inner(e)}`,
      ),
    },
  );

  const comments = fc.constantFrom(
    '// eslint-disable-next-line parent-overrides/require-wrapper',
    '/* eslint-disable */',
    '/* eslint-enable */',
    '// prettier-ignore',
    '// @ts-expect-error',
    '/** A doc comment. */',
    '/*! licence */',
    '// TODO: \u2603 \u{1F40D}',
    '',
  );

  const scopes = fc.constantFrom(
    'function scoped(setImmediate, task) ',
    'function scoped({ queue, ...rest }) ',
    'function scoped(withParentOverrides) ',
    'async function scoped() ',
    'if (ready) ',
    'for (const task of tasks) ',
    'for (const setImmediate of fakes) ',
    'try { risky() } catch (Worker) ',
    'label: ',
    '',
  );

  const statement: fc.Arbitrary<Print> = fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    {
      weight: 8,
      arbitrary: expressionOf.map(
        (inner): Print =>
          (e) =>
            statementOf(inner(e)),
      ),
    },
    {
      weight: 2,
      arbitrary: launchOf.map(
        (inner): Print =>
          (e) =>
            `var held = ${inner(e)}${END}`,
      ),
    },
    { weight: 1, arbitrary: comments.map(plain) },
    {
      weight: 2,
      arbitrary: fc.tuple(scopes, lines).map(
        ([head, body]): Print =>
          (e) =>
            head + block(body(e)),
      ),
    },
    {
      weight: 1,
      arbitrary: launchOf.map(
        (inner): Print =>
          (e) =>
            `if (ready) ${inner(e)}${END}`,
      ),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(launchOf, lines).map(
        ([inner, body]): Print =>
          (e) =>
            nest(
              'void class {',
              [`#held = ${inner(e)};`, `run() ${block(body(e))}`, `static ${block([])}`],
              '}',
            ) + END,
      ),
    },
    {
      weight: 1,
      arbitrary: launchOf.map(
        (inner): Print =>
          (e) =>
            `void function (held = ${inner(e)}) {}${END}`,
      ),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(launchOf, launchOf).map(
        ([a, b]): Print =>
          (e) =>
            `${statementOf(a(e))} ${statementOf(b(e))}`,
      ),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(launchOf, lines).map(
        ([inner, body]): Print =>
          (e) =>
            nest(
              'switch (ready) {',
              [`case ${inner(e)}:`, ...body(e), `default: ${statementOf(inner(e))}`],
              '}',
            ),
      ),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(launchOf, launchOf, lines).map(
        ([a, b, body]): Print =>
          (e) =>
            `try ${block([statementOf(a(e))])} catch ${block(body(e))} finally ${block([statementOf(b(e))])}`,
      ),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(callbackOf, launchOf).map(
        ([inner, use]): Print =>
          (e) =>
            block([
              `const kept = ${e.use('runtime')}(${inner(e)})${END}`,
              `const tasks = [kept, ${e.use('runtime')}(task)]${END}`,
              `${e.use('queue')}.addAll(tasks)${END}`,
              `${e.use('immediate')}(kept)${END}`,
              statementOf(use(e)),
            ]),
      ),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(launchOf, lines).map(([inner, body]) =>
        inTypescript(
          (e) =>
            nest(
              'namespace Nested {',
              [`export const held = ${inner(e)};`, ...body(e), 'export enum Kind { a, Worker }'],
              '}',
            ),
          (e) => statementOf(inner(e)),
        ),
      ),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(launchOf, launchOf).map(
        ([a, b]): Print =>
          (e) =>
            `for (let at = 0, of = ${a(e)}; at < of; at++) ${statementOf(b(e))}`,
      ),
    },
    {
      weight: 1,
      arbitrary: launchOf
        .map(
          (inner): Print =>
            (e) =>
              `const { held = ${inner(e)}, ...more } = await things${END}`,
        )
        .map(
          (inner): Print =>
            (e) =>
              nest('void async function () {', [inner(e)], '}') + END,
        ),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom(`const withParentOverrides = 1${END}`, `let Worker = 2${END}`).map(
        (text): Print =>
          () =>
            block([text]),
      ),
    },
  );

  return { expression, launch, callback, statement };
});

const tops = fc.constantFrom(
  [],
  ['#!/usr/bin/env node'],
  ['/*', ' * Licence.', ' */'],
  [`${Q}use strict${Q}${END}`],
  [`${Q}use client${Q}${END}`, ''],
  ['// @ts-nocheck', ''],
  ['/* eslint-env node */'],
  ['#!/usr/bin/env node', `${Q}use strict${Q}${END}`],
);

const ends = fc.constantFrom<(environment: Environment) => string[]>(
  () => [],
  (e) => (e.esm ? [`export default task${END}`] : [`module.exports = task${END}`]),
  (e) => (e.esm ? [`export const ready = true${END}`] : [`exports.ready = true${END}`]),
  (e) => (e.esm ? [`import late from ${Q}./late.js${Q}${END} // stays`] : []),
);

export const programs: fc.Arbitrary<Program> = fc
  .record({
    dialect: dialects,
    environment: environments,
    top: tops,
    statements: fc.array(statement, { minLength: 1, maxLength: 5 }),
    end: ends,
    blank: fc.boolean(),
  })
  .map(({ dialect, environment, top, statements, end, blank }) => {
    const body = statements.map((print) => print(environment));
    const lines = [...top, ...environment.headers, ...(blank ? [''] : []), ...body, ...end(environment)];
    return { filename: environment.filename, text: render(lines.join('\n'), dialect), dialect };
  });

/** Edits that break a program somewhere, as a crashed editor or a template would. */
export const mutations: fc.Arbitrary<(text: string) => string> = fc
  .tuple(
    fc.constantFrom('truncate', 'remove', 'repeat', 'insert'),
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.nat({ max: 30 }),
    fc.constantFrom(
      '(',
      ')',
      '{',
      '}',
      '`',
      '/*',
      '*/',
      '//',
      ',',
      ';',
      '=>',
      '"',
      '...',
      '\u2028',
      '\0',
      '?.',
      '<',
      '@',
    ),
  )
  .map(([kind, where, length, token]) => (text: string) => {
    const at = Math.floor(where * text.length);
    if (kind === 'truncate') return text.slice(0, at);
    if (kind === 'remove') return text.slice(0, at) + text.slice(at + length);
    if (kind === 'repeat') return text.slice(0, at + length) + text.slice(at);
    return text.slice(0, at) + token + text.slice(at);
  });

/** An expression as a statement; what would start like a block or a class needs parentheses. */
function statementOf(text: string): string {
  return (/^(?:\{|function|async function|class)/.test(text) ? `(${text})` : text) + END;
}

/** Arrow bodies: an object literal needs parentheses. */
function parenthesize(text: string): string {
  return text.startsWith('{') ? `(${text})` : text;
}

/** Inside an operator: anything but a name or a call needs parentheses. */
function operand(text: string): string {
  return /^[\w.]+(?:\(\))?$/.test(text) ? text : `(${text})`;
}
