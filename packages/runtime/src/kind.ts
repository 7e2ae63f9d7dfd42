/**
 * Which plain container a value is. Looks at the prototype chain instead of `instanceof`, because values from
 * another realm (a test runner's sandbox, a message) are plain as well; a subclass is a class instance.
 */
const above = (value: any): any => value && Object.getPrototypeOf(value);

/** `Map` of a Map of any realm. */
export const tagOf = (value: unknown): string => Object.prototype.toString.call(value).slice(8, -1);

/** 'Array', 'Object', 'Map' or 'Set'; undefined for everything else. */
export function containerKind(value: unknown): string | undefined {
  if (typeof value !== 'object') return;
  const kind = tagOf(value);
  let root = above(value);
  if (kind !== 'Object') root = above(root);
  else if (!root) return kind;
  const plain = root && !above(root) && Object.hasOwn(root, 'isPrototypeOf');
  return plain && /^(Array|Object|Map|Set)$/.test(kind) ? kind : undefined;
}
