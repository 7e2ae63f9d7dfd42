/** Lists, maps and records: what does each of their elements hold? */
import { Keys } from '../memo.ts';
import type { Node } from '../vocabulary/source.ts';
import { indexedWrites, mayBeNamed, putsBy, storedNamesOf } from '../names/file-writes.ts';
import { PUT_METHODS } from '../names/known-functions.ts';
import type { Resolver } from './resolver.ts';
import { elementPath } from './follow-modules.ts';
import { allSame, type Container, type Value } from './value.ts';
import { typeValue } from './resolve-type.ts';
import { isFunction, lastName, memberName, valueOf } from '../syntax/nodes.ts';
import { anyMember } from './object-members.ts';

const GIVES_ELEMENT = new Set(['at', 'find', 'findLast', 'pop', 'shift']);
const GIVES_ITSELF = new Set([
  'concat',
  'entries',
  'filter',
  'reverse',
  'slice',
  'sort',
  'toReversed',
  'toSorted',
]);
/** Methods that hand each element to a callback, first. */
const VISITS = new Set([
  'every',
  'filter',
  'find',
  'findIndex',
  'findLast',
  'flatMap',
  'forEach',
  'map',
  'some',
]);

const elementKeys = new Keys<Node, 'element'>();

/** What every element is, or undefined where they differ or are not known. */
export function elementOf(resolver: Resolver, { node }: Container): Value | undefined {
  return resolver.remember(elementKeys.of(node, 'element'), () => elementOfNode(resolver, node));
}

function elementOfNode(resolver: Resolver, node: Node): Value | undefined {
  switch (node.type) {
    case 'TSArrayType':
      return typeValue(resolver, node.elementType);
    case 'TSTupleType':
      return allSame(node.elementTypes.map((type) => typeValue(resolver, type)));
    case 'TSTypeReference':
    case 'NewExpression': {
      const params = node.typeArguments?.params;
      if (params) {
        const type = params.at(-1);
        return type && typeValue(resolver, type);
      }
      return node.type === 'NewExpression'
        ? withWritten(resolver, node, initialValues(resolver, node.arguments[0]))
        : undefined;
    }
    case 'ArrayExpression':
      return withWritten(resolver, node, listed(resolver, node.elements));
    case 'CallExpression':
      return lastName(node.callee) === 'fromEntries'
        ? allSame(initialValues(resolver, node.arguments[0]))
        : mappedElement(resolver, node.arguments);
    case 'ObjectExpression':
      return anyMember(resolver, node);
    default:
      return undefined;
  }
}

function listed(resolver: Resolver, elements: readonly (Node | null)[]): (Value | undefined)[] {
  return elements.flatMap((element) => {
    if (!element) return [];
    if (element.type !== 'SpreadElement') return [resolver.evaluate(element)];
    const spread = resolver.evaluate(element.argument);
    return [spread?.kind === 'container' ? elementOf(resolver, spread) : undefined];
  });
}

/** `new Map([['a', new PQueue()]])`, `new Set([new PQueue()])`, `new Map(names.map((name) => [name, new PQueue()]))` */
function initialValues(resolver: Resolver, given: Node | undefined): (Value | undefined)[] {
  const list = given && valueOf(given);
  const ofEntry = (entry: Value | undefined): Value | undefined =>
    entry?.kind === 'container' ? positional(resolver, entry, 1) : entry;
  if (list?.type === 'ArrayExpression')
    return list.elements.map((element) => ofEntry((element && resolver.evaluate(element)) ?? undefined));
  if (!list || list.type === 'Literal') return [];
  const made = resolver.evaluate(list);
  if (made?.kind !== 'container') return [undefined];
  if (made.form === 'map' || made.form === 'record') return [elementOf(resolver, made)];
  return [made.form === 'list' ? ofEntry(elementOf(resolver, made)) : undefined];
}

/** The one value of what a container starts with and what is put into it. */
function withWritten(
  resolver: Resolver,
  made: Node,
  initial: readonly (Value | undefined)[],
): Value | undefined {
  // What the file writes does not have to be looked for where one element is unknown already.
  return initial.includes(undefined) ? undefined : allSame([...initial, ...written(resolver, made)]);
}

/** An array has no `add`: asking what the receivers of others' methods are would ask about every queue of the file. */
function putMethodsOf(resolver: Resolver, made: Node): readonly string[] {
  if (made.type === 'ArrayExpression') return ARRAY_PUTS;
  const constructor = made.type === 'NewExpression' ? resolver.evaluate(made.callee) : undefined;
  const path = constructor?.kind === 'path' && !constructor.or ? constructor.path : '';
  if (/^g:(?:Weak)?Map$/.test(path)) return ['set'];
  if (/^g:(?:Weak)?Set$/.test(path)) return ['add'];
  return path === 'g:Array' ? ARRAY_PUTS : [...PUT_METHODS];
}

const ARRAY_PUTS = ['fill', 'push', 'unshift'];

/** What the file puts into the container that `made` makes. */
function written(resolver: Resolver, made: Node): (Value | undefined)[] {
  const names = storedNamesOf(resolver.source, made);
  const isIt = (receiver: Node): boolean => {
    // For most receivers the name is enough: evaluating all of them would be to evaluate the file.
    if (!mayBeNamed(names, receiver)) return false;
    const value = resolver.evaluate(receiver);
    return value?.kind === 'container' && value.node === made;
  };
  const puts = putMethodsOf(resolver, made).map((method) => ({
    method,
    found: putsBy(resolver.source, method),
  }));
  const assignments = indexedWrites(resolver.source);
  if (!assignments || puts.some(({ found }) => !found)) return [undefined];
  const put = puts.flatMap(({ method, found = [] }) =>
    found.flatMap(({ object, arguments: given }) => {
      if (!isIt(object)) return [];
      if (method !== 'set') return listed(resolver, given);
      // `map.set(key, value)`
      const value = given.at(-1);
      return value ? [resolver.evaluate(value)] : [];
    }),
  );
  const assigned = assignments.flatMap(({ object, value }) =>
    isIt(object) ? [resolver.evaluate(value)] : [],
  );
  return [...put, ...assigned];
}

/** `items.map(() => new PQueue())`, `Array.from({ length: 2 }, () => new PQueue())` */
function mappedElement(resolver: Resolver, args: readonly Node[]): Value | undefined {
  const last = args.at(-1);
  const mapper = last && resolver.evaluate(last);
  if (mapper?.kind !== 'function' || mapper.node.async) return undefined;
  return allSame(resolver.returns(mapper.node).map((node) => resolver.evaluate(node)));
}

/** `queues[0]`: an array literal knows each of its elements. */
export function positional(resolver: Resolver, container: Container, index: number): Value | undefined {
  const { node, form } = container;
  if (form === 'entry') return index === 1 ? elementOf(resolver, container) : undefined;
  if (form === 'map') return undefined;
  if (node.type === 'TSTupleType') {
    const type = node.elementTypes[index];
    return type && typeValue(resolver, type.type === 'TSNamedTupleMember' ? type.elementType : type);
  }
  const own = node.type === 'ArrayExpression' ? node.elements.slice(0, index + 1) : [];
  const last = own[index];
  if (
    last &&
    own.every((element) => element?.type !== 'SpreadElement') &&
    written(resolver, node).length === 0
  )
    return resolver.evaluate(last);
  return elementOf(resolver, container);
}

/** A call of one of the container's own methods. */
export function containerCall(resolver: Resolver, container: Container, method: string): Value | undefined {
  const { form, node } = container;
  if (form === 'map') {
    if (method === 'get') return elementOf(resolver, container);
    if (method === 'values') return { kind: 'container', form: 'list', node };
    return method === 'entries' ? container : undefined;
  }
  if (form !== 'list') return undefined;
  if (GIVES_ELEMENT.has(method)) return elementOf(resolver, container);
  if (method === 'values') return container;
  return GIVES_ITSELF.has(method) ? container : undefined;
}

/** What `for (const x of container)` and a spread see. */
export function iterated(resolver: Resolver, container: Container): Value | undefined {
  if (container.form === 'list') return elementOf(resolver, container);
  return container.form === 'map' ? { ...container, form: 'entry' } : undefined;
}

/** What an inline callback of a container's method gets first: `queues.forEach((queue) => ...)`. */
export function visited(resolver: Resolver, fn: Node, index: number): Value | undefined {
  const call = fn.parent;
  if (index !== 0 || !isFunction(fn) || call?.type !== 'CallExpression' || call.arguments[0] !== fn)
    return undefined;
  const callee = valueOf(call.callee);
  const name = callee.type === 'MemberExpression' ? memberName(callee) : undefined;
  if (callee.type !== 'MemberExpression' || name === undefined) return undefined;
  // A promise is evaluated to what it brings.
  if (name === 'then') return resolver.evaluate(callee.object);
  if (!VISITS.has(name)) return undefined;
  const container = resolver.evaluate(callee.object);
  if (container?.kind === 'path') return elementPath(resolver.source, container);
  return container?.kind === 'container' && (container.form === 'list' || container.form === 'map')
    ? elementOf(resolver, container)
    : undefined;
}
