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
  const maker = proto && Object.hasOwn(proto, 'constructor') && proto.constructor;
  return (
    kinds.get(proto) ??
    // Not by its own `toString`, which may be anybody's code.
    (typeof maker === 'function' &&
      /^function (Array|Object|Map|Set)\(\)\W+native/.exec(Function.prototype.toString.call(maker))?.[1])
  );
}
