const kinds = new Map<unknown, string>(
  [Array, Object, Map, Set].map((maker) => [maker.prototype, maker.name]),
);
kinds.set(null, 'Object');

/**
 * 'Array', 'Object', 'Map' or 'Set' for such a plain container, something else or nothing for everything else.
 * Another realm's (a test runner's sandbox, a message) are plain as well: there the source text of who made the
 * prototype tells. A subclass is a class instance.
 */
export function kindOf(value: any): unknown {
  if (typeof value !== 'object' || !value) return;
  const proto = Object.getPrototypeOf(value);
  return (
    kinds.get(proto) ??
    /^function (Array|Object|Map|Set)\(\)\W+native/.exec(
      (Object.hasOwn(proto, 'constructor') && proto.constructor) as string,
    )?.[1]
  );
}
