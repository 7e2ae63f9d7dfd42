const { toString } = Object.prototype;

/**
 * 'Array', 'Object', 'Map' or 'Set' for such a plain container, false for everything else. Looks at the prototype
 * chain instead of `instanceof`, because values from another realm (a test runner's sandbox, a message) are plain
 * as well; a subclass is a class instance.
 */
export function kindOf(value: any): string | false {
  if (typeof value !== 'object' || !value) return false;
  const kind = toString.call(value).slice(8, -1);
  let root = Object.getPrototypeOf(value);
  if (kind !== 'Object') root &&= Object.getPrototypeOf(root);
  return /^(Array|Object|Map|Set)$/.test(kind) && (!root || Object.hasOwn(root, 'isPrototypeOf')) && kind;
}
