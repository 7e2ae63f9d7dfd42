/** Functions of others that hand on what they are given, by name: all that following a name needs to know of them. */
import { lastRemembered } from '../memo.ts';

/** Methods that put their arguments into a container. */
export const PUT_METHODS: ReadonlySet<string> = new Set(['add', 'fill', 'push', 'set', 'unshift']);

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
export const RETURNS_ARGUMENT = new Set([
  'g:Object.freeze',
  'g:Object.seal',
  'g:Object.preventExtensions',
  // A promise is evaluated to what it brings.
  'g:Promise.all',
  'g:Promise.resolve',
]);
/** They return what their first argument, a function, returns. */
export const RETURNS_RESULT = new Set(['m:react#.useMemo']);
/** Their result has one member that holds the first argument. */
export const BOXES: ReadonlyMap<string, string> = new Map([
  ['m:react#.useRef|call', 'current'],
  ['m:vue#.shallowRef|call', 'value'],
]);

/** By name, what holds its argument: also methods that make a list or a promise of it, or of what their callback returns. */
const HOLDERS = new Set([
  'all',
  ...[...RETURNS_RESULT, ...BOXES.keys()].map((path) => /\.([^.|]+)(?:\|call)?$/.exec(path)?.[1]),
  'from',
  'map',
  'resolve',
  'then',
]);

/** May the receiver or the result of a function of this name hold what the function was given? False is sure. */
export function mayHoldArgument(callee: string | undefined): boolean {
  return callee === undefined || HOLDERS.has(callee) || PUT_METHODS.has(callee);
}

/** `import { useMemo as memo }`, `const freeze = Object.freeze`: a holder gets another name. */
const RENAMED =
  /\bObject\.(?:freeze|preventExtensions|seal)[^\S\n]*[,;\n]|(?<![\w$])(?:shallowRef|useMemo|useRef)[^\S\n]*(?:as\b|[:;\n])/;

/** Whether this text gives a holder another name, so that any function of it may be one. */
export const renamesHolder: (text: string) => boolean = lastRemembered((text: string) => RENAMED.test(text));
