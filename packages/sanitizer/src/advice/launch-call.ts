/** The call at a place, and which of its arguments is the callback. */
import type { callsOf, Source } from '@parent-overrides/launch-sites';
import type { Place } from '../report/finding.ts';
import { offsetOf } from './source.ts';

export type Call = ReturnType<typeof callsOf>[number];
export type Argument = Call['arguments'][number];

/** @param place where the launcher's name is */
export function callAt(source: Source, place: Place): Call | undefined {
  const offset = offsetOf(source.text, place.line, place.column);
  return [...(source.calls ?? [])]
    .filter(({ callee }) => callee.range[0] <= offset && offset < callee.range[1])
    .sort((a, b) => a.callee.range[1] - a.callee.range[0] - (b.callee.range[1] - b.callee.range[0]))
    .find(({ callee }) => nameStart(callee) === offset);
}

function nameStart(callee: Call['callee']): number {
  return callee.type === 'MemberExpression' ? callee.property.range[0] : callee.range[0];
}

/**
 * Written there, or named there: as an argument, or in a literal that is one.
 * @returns nothing where the call does not tell which of its arguments it is
 */
export function callbackOf(source: Source, call: Call, callback: Place | null): Argument | undefined {
  if (callback === null) return undefined;
  const offset = offsetOf(source.text, callback.line, callback.column);
  const given = call.arguments.flatMap((argument) => partsOf(argument, 0));
  const isCallItself = call.callee.range[0] <= offset && offset < call.callee.range[1];
  if (isCallItself && callback.file === source.filename) return given.find(isBound);
  const written = given.find(({ range }) => range[0] <= offset && offset < range[1]);
  if (written !== undefined && callback.file === source.filename) return written;
  const references = given.filter(({ type }) => type === 'Identifier' || type === 'MemberExpression');
  const named = references.find((argument) => nameOf(argument) === callback.text);
  if (named !== undefined) return named;
  const keys = new Set(references.map(keyOf));
  const [only, ...others] = references.filter(
    (one) => one.type === 'MemberExpression' || (mayBeFunction(source, one) && !keys.has(nameOf(one))),
  );
  return others.length === 0 ? only : undefined;
}

/** `job.run.bind(job)`, which is told of as the call that it is passed to. */
function isBound(argument: Argument): boolean {
  if (argument.type !== 'CallExpression' || argument.callee.type !== 'MemberExpression') return false;
  return argument.callee.property.type === 'Identifier' && argument.callee.property.name === 'bind';
}

const DEEPEST = 3;

/** A method of an object literal has no place for a wrapper. */
function partsOf(argument: Argument, depth: number): Argument[] {
  if (depth > DEEPEST) return [];
  if (argument.type === 'ObjectExpression') {
    return argument.properties.flatMap((property) =>
      property.type === 'Property' && property.kind === 'init' && !property.method && !property.shorthand
        ? partsOf(property.value as Argument, depth + 1)
        : [],
    );
  }
  if (argument.type !== 'ArrayExpression') return [argument];
  return argument.elements.flatMap((element) => (element === null ? [] : partsOf(element, depth + 1)));
}

/** What a variable begins with that is not one. */
const OTHERS = new Set([
  ...['Literal', 'TemplateLiteral', 'UpdateExpression', 'UnaryExpression', 'BinaryExpression'],
  ...['ObjectExpression', 'ArrayExpression', 'NewExpression'],
]);

interface Declaration {
  readonly type: string;
  readonly init?: { readonly type: string } | null;
}

function mayBeFunction({ scopeManager }: Source, name: Argument): boolean {
  const references = scopeManager.scopes.flatMap((scope) => scope.references);
  const found = references.find(({ identifier }) => identifier === name);
  const declaration = found?.resolved?.defs[0]?.node as Declaration | undefined;
  return declaration?.type !== 'VariableDeclarator' || !OTHERS.has(declaration.init?.type ?? '');
}

/** What `handlers[name]` is looked up by is no function. */
function keyOf(argument: Argument): string | undefined {
  return argument.type === 'MemberExpression' && argument.computed ? nameOf(argument.property) : undefined;
}

function nameOf(argument: Argument): string | undefined {
  if (argument.type === 'Identifier') return argument.name;
  if (argument.type !== 'MemberExpression' || argument.property.type !== 'Identifier') return undefined;
  return argument.property.name;
}
