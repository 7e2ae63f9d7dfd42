/** What generated programs give to a launch: functions, names for them, wrapped ones, and what is no function. */
import fc from 'fast-check';
import { block, Q } from './dialect.ts';
import { around, aroundBoth, names, operand, parenthesize, plain, type Rule, type Rules } from './grammar.ts';

export function callbacks({ callback, expression, lines }: Rules): Rule {
  return fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    names.filter((name) => name !== 'import.meta.task').map(plain),
    functions(lines),
    around(expression, (text) => `() => ${parenthesize(text)}`),
    aroundBoth(callback, callback, (a, b) => `ready ? ${operand(a)} : ${operand(b)}`),
    aroundBoth(callback, callback, (a, b) => `${operand(a)} ?? ${operand(b)}`),
    around(callback, (text) => `(0, ${text})`),
    around(callback, (text) => `(${text})`),
    around(callback, (text, environment) => `${environment.use('runtime')}(${text})`),
    around(callback, (text) => `(${text}).bind(this)`),
    around(callback, (text) => `ready ? ${operand(text)} : undefined`),
    around(callback, (text) => `(held = ${text})`),
    around(callback, (text) => `(() => ${parenthesize(text)})()`),
    around(callback, (text, { typescript }) => (typescript ? `${operand(text)} as Task` : text)),
    around(callback, (text, { typescript }) => (typescript ? `${operand(text)}!` : text)),
    around(callback, (text, { typescript }) => (typescript ? `${operand(text)} satisfies Task` : text)),
    fc.constantFrom('undefined', 'null', '{ a: 1 }', `${Q}name${Q}`, '[one, two]', 'class {}').map(plain),
  );
}

function functions(lines: Rules['lines']): Rule {
  const heads = fc.constantFrom(
    '() => ',
    'async () => ',
    '(x) => ',
    'x => ',
    'function () ',
    'async function named() ',
    'function* () ',
  );
  return aroundBoth(heads.map(plain), lines, (head, body) => head + block(body));
}
