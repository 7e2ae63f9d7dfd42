/** Functions of others whose result holds what they were given: by where they come from, like everything else. */
import type { TSESTree } from '@typescript-eslint/types';
import { MUTATORS } from './file-writes.ts';
import type { Node } from './launch-site.ts';
import type { Resolver } from './resolve-binding.ts';
import { modulePath, type Value } from './value.ts';
import { typeValue } from './resolve-type.ts';

/** What compilers put around `require`; they pass the module through. */
const INTEROP =
  /^(?:__importDefault|__importStar|__toESM|_interop(?:Require(?:Default|Wildcard)|Default|Namespace)\w*|_interop_(?:require_(?:default|wildcard)|namespace))$/;

export function isInterop(callee: string | undefined): boolean {
  return callee !== undefined && INTEROP.test(callee);
}

/** By name alone: a call of such a function is its first argument, or has nothing to do with what is looked for. */
export function returnsArgument(callee: string | undefined): boolean {
  return isInterop(callee) || (callee !== undefined && RETURNS_ARGUMENT.has(`g:Object.${callee}`));
}

/** They return their first argument. */
const RETURNS_ARGUMENT = new Set([
  'g:Object.freeze',
  'g:Object.seal',
  'g:Object.preventExtensions',
  // A promise is evaluated to what it brings.
  'g:Promise.all',
  'g:Promise.resolve',
]);
/** They return what their first argument, a function, returns. */
const RETURNS_RESULT = new Set(['m:react#.useMemo']);
/** They return an instance of a class: a group's limiters are limiters. */
const MAKES: ReadonlyMap<string, string> = new Map(
  ['bottleneck', 'bottleneck/light'].map((module) => [
    `${modulePath(module, 'Group')}|new.key`,
    `${modulePath(module)}|new`,
  ]),
);
/** Their result has one member that holds the first argument. */
const BOXES: ReadonlyMap<string, string> = new Map([
  ['m:react#.useRef|call', 'current'],
  ['m:vue#.shallowRef|call', 'value'],
]);

/** By name, with the methods that make a list, or a promise, of what they are given or their callback returns. */
const KEEPERS = new Set([
  'all',
  ...[...RETURNS_RESULT, ...BOXES.keys()].map((path) => /\.([^.|]+)(?:\|call)?$/.exec(path)?.[1]),
  'from',
  'map',
  'resolve',
  'then',
]);

/** Whether what a function or method of this name is given can be had from it or from its result; false is sure. */
export function mayKeepArgument(callee: string | undefined): boolean {
  return callee === undefined || KEEPERS.has(callee) || MUTATORS.has(callee);
}

/** `import { useMemo as memo }`, `const freeze = Object.freeze`: a function that keeps arguments has another name. */
const RENAMED =
  /\bObject\.(?:freeze|preventExtensions|seal)[^\S\n]*[,;\n]|(?<![\w$])(?:shallowRef|useMemo|useRef)[^\S\n]*(?:as\b|[:;\n])/;

let lastText: { readonly text: string; readonly renames: boolean } | undefined;

/** Whether in this text any function may be one of those, by another name. */
export function renamesKeeper(text: string): boolean {
  if (lastText?.text !== text) lastText = { text, renames: RENAMED.test(text) };
  return lastText.renames;
}

/** What a call of a known function returns; undefined for all others. */
export function knownResult(
  resolver: Resolver,
  path: string,
  call: TSESTree.CallExpression,
): Value | undefined {
  const [first] = call.arguments;
  if (RETURNS_ARGUMENT.has(path)) return first && resolver.evaluate(first);
  const made = MAKES.get(path);
  if (made !== undefined) return { kind: 'path', path: made };
  return RETURNS_RESULT.has(path) && first ? resultOf(resolver, first) : undefined;
}

/** `useRef(new PQueue()).current`: what the box was made with, or its type argument says. */
export function knownMember(
  resolver: Resolver,
  box: Extract<Value, { kind: 'path' }>,
  name: string,
): Value | undefined {
  if (BOXES.get(box.path) !== name) return undefined;
  const type = box.created?.typeArguments?.params[0];
  const first = box.created?.arguments[0];
  return (type && typeValue(resolver, type)) ?? (first && resolver.evaluate(first));
}

function resultOf(resolver: Resolver, fn: Node): Value | undefined {
  const value = resolver.evaluate(fn);
  return value?.kind === 'function' && !value.node.async
    ? resolver.agreeOverTime(resolver.returns(value.node))
    : undefined;
}
