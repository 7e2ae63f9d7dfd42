/**
 * Generated programs: launch sites in every kind of place, with scopes, wrappers and comments around them.
 * Whatever is made here need not run; most of it must parse.
 */
import fc from 'fast-check';
import { callbacks } from './callbacks.ts';
import { type Dialect, dialects, END, Q, render } from './dialect.ts';
import { environments } from './environment.ts';
import type { Print, Rules } from './grammar.ts';
import { launches } from './launches.ts';
import { expressions, statements } from './statements.ts';

export interface Program {
  readonly filename: string;
  /** Without a byte order mark. */
  readonly text: string;
  readonly dialect: Dialect;
}

const { statement } = fc.letrec<{
  expression: Print;
  launch: Print;
  callback: Print;
  statement: Print;
}>((tie) => {
  const rules: Rules = {
    expression: tie('expression'),
    launch: tie('launch'),
    callback: tie('callback'),
    lines: fc
      .array(tie('statement'), { maxLength: 3 })
      .map((prints) => (environment) => prints.map((print) => print(environment))),
  };
  return {
    expression: expressions(rules),
    launch: launches(rules),
    callback: callbacks(rules),
    statement: statements(rules),
  };
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

const ends = fc.constantFrom<Print<string[]>>(
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
    body: fc.array(statement, { minLength: 1, maxLength: 5 }),
    end: ends,
    blank: fc.boolean(),
  })
  .map(({ dialect, environment, top, body, end, blank }) => {
    const printed = body.map((print) => print(environment));
    const lines = [...top, ...environment.headers, ...(blank ? [''] : []), ...printed, ...end(environment)];
    return { filename: environment.filename, text: render(lines.join('\n'), dialect), dialect };
  });
