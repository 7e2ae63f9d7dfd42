/** Where the launches of generated programs are: the expressions and statements around them, with scopes and comments. */
import fc from 'fast-check';
import { block, END, nest } from './dialect.ts';
import {
  around,
  aroundBoth,
  names,
  plain,
  statementOf,
  type Print,
  type Rule,
  type Rules,
} from './grammar.ts';

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

export function expressions({ launch }: Rules): Rule {
  return fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 2, arbitrary: names.filter((name) => !name.startsWith('import')).map(plain) },
    { weight: 6, arbitrary: launch },
    aroundBoth(launch, launch, (a, b) => `[${a}, ${b}]`),
    aroundBoth(launch, launch, (a, b) => `(${a}, ${b})`),
    around(launch, (text) => `ready ? ${text} : null`),
    around(launch, (text) => '`a ${' + text + '} b`'),
    around(launch, (text) => `({ one: ${text}, two() {} })`),
    around(launch, (text) => `use(${text}, 1)`),
    around(launch, (text, { jsx }) => (jsx ? `<Go to={${text}} />` : text)),
    around(launch, (text) => `void ${text}`),
  );
}

export function statements({ expression, launch, callback, lines }: Rules): Rule {
  return fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 8, arbitrary: around(expression, statementOf) },
    { weight: 2, arbitrary: around(launch, (text) => `var held = ${text}${END}`) },
    comments.map(plain),
    { weight: 2, arbitrary: aroundBoth(scopes.map(plain), lines, (head, body) => head + block(body)) },
    around(launch, (text) => `if (ready) ${text}${END}`),
    aroundBoth(launch, lines, classWith),
    around(launch, (text) => `void function (held = ${text}) {}${END}`),
    aroundBoth(launch, launch, (a, b) => `${statementOf(a)} ${statementOf(b)}`),
    aroundBoth(launch, lines, (text, body) =>
      nest('switch (ready) {', [`case ${text}:`, ...body, `default: ${statementOf(text)}`], '}'),
    ),
    fc.tuple(launch, launch, lines).map(
      ([a, b, body]): Print =>
        (e) =>
          `try ${block([statementOf(a(e))])} catch ${block(body(e))} finally ${block([statementOf(b(e))])}`,
    ),
    aroundBoth(callback, launch, (given, use, environment) => {
      const wrapper = environment.use('runtime');
      return block([
        `const kept = ${wrapper}(${given})${END}`,
        `const tasks = [kept, ${wrapper}(task)]${END}`,
        `${environment.use('queue')}.addAll(tasks)${END}`,
        `${environment.use('immediate')}(kept)${END}`,
        statementOf(use),
      ]);
    }),
    aroundBoth(launch, lines, (text, body, { typescript }) =>
      typescript ? namespaceWith(text, body) : statementOf(text),
    ),
    aroundBoth(launch, launch, (a, b) => `for (let at = 0, of = ${a}; at < of; at++) ${statementOf(b)}`),
    around(launch, (text) => {
      const destructured = `const { held = ${text}, ...more } = await things${END}`;
      return nest('void async function () {', [destructured], '}') + END;
    }),
    fc
      .constantFrom(`const withParentOverrides = 1${END}`, `let Worker = 2${END}`)
      .map((text) => plain(block([text]))),
  );
}

function classWith(field: string, body: string[]): string {
  return (
    nest('void class {', [`#held = ${field};`, `run() ${block(body)}`, `static ${block([])}`], '}') + END
  );
}

function namespaceWith(held: string, body: string[]): string {
  return nest(
    'namespace Nested {',
    [`export const held = ${held};`, ...body, 'export enum Kind { a, Worker }'],
    '}',
  );
}
