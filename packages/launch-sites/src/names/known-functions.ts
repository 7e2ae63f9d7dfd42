/** Functions of others that hand on what they are given, by name: all that following a name needs to know. */

/** Methods that put their arguments into a container. */
export const MUTATORS: ReadonlySet<string> = new Set(['add', 'fill', 'push', 'set', 'unshift']);

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
