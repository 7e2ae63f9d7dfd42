/**
 * Which plain container a value is. Looks at the prototype chain instead of `instanceof`, because values from
 * another realm (a test runner's sandbox, a message) are plain as well; a subclass is a class instance.
 */
export type Container = 'Array' | 'Object' | 'Map' | 'Set';

const { getPrototypeOf, hasOwn } = Object;

function isRoot(prototype: object): boolean {
  return getPrototypeOf(prototype) === null && hasOwn(prototype, 'isPrototypeOf');
}

export function containerKind(value: unknown): Container | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const prototype = getPrototypeOf(value);
  if (prototype === null || isRoot(prototype)) return Array.isArray(value) ? undefined : 'Object';
  if (!isRoot(getPrototypeOf(prototype) ?? value)) return undefined;
  if (Array.isArray(value)) return 'Array';
  const tag = Object.prototype.toString.call(value).slice(8, -1);
  return tag === 'Map' || tag === 'Set' ? tag : undefined;
}

/** For messages: `a Date`, `undefined`, `a function`. */
export function describe(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'object') return `a ${typeof value}`;
  const name = (value as object).constructor?.name;
  return name ? `a ${name}` : 'an object';
}
