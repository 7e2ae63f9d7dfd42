/** What the rules of the grammar are made of. */
import fc from 'fast-check';
import { END } from './dialect.ts';
import type { Environment } from './environment.ts';

/** Printed late, because what a name is depends on the environment. */
export type Print<Printed = string> = (environment: Environment) => Printed;

export type Rule<Printed = string> = fc.Arbitrary<Print<Printed>>;

/** The rules that others refer to. There is one of each: fast-check counts depth per rule. */
export interface Rules {
  readonly expression: Rule;
  readonly launch: Rule;
  readonly callback: Rule;
  /** Up to three statements. */
  readonly lines: Rule<string[]>;
}

export const plain =
  (text: string): Print =>
  () =>
    text;

/** `write` around what another rule prints. */
export function around<A>(inner: Rule<A>, write: (text: A, environment: Environment) => string): Rule {
  return inner.map((print) => (environment) => write(print(environment), environment));
}

/** The same around two. */
export function aroundBoth<A, B>(
  one: Rule<A>,
  other: Rule<B>,
  write: (one: A, other: B, environment: Environment) => string,
): Rule {
  return fc.tuple(one, other).map(
    ([a, b]) =>
      (environment) =>
        write(a(environment), b(environment), environment),
  );
}

/** Something short to refer to, which launches nothing itself. */
export const names = fc.constantFrom(
  'task',
  'done',
  'this.step',
  'a.b.run',
  'items[0]',
  'make()',
  'import.meta.task',
);

/** An expression as a statement; what would start like a block or a class needs parentheses. */
export function statementOf(text: string): string {
  return (/^(?:\{|function|async function|class)/.test(text) ? `(${text})` : text) + END;
}

/** Arrow bodies: an object literal needs parentheses. */
export function parenthesize(text: string): string {
  return text.startsWith('{') ? `(${text})` : text;
}

/** Inside an operator: anything but a name or a call needs parentheses. */
export function operand(text: string): string {
  return /^[\w.]+(?:\(\))?$/.test(text) ? text : `(${text})`;
}
