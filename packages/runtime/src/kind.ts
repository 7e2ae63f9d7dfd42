/** What kind of object a value is, and what is really its own: both are asked of values from anywhere. */

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
    // A class may say that something else constructs its instances. Not by its own `toString`, which may be
    // anybody's code.
    (typeof maker === 'function' &&
      maker.prototype === proto &&
      /^function (Array|Object|Map|Set)\(\)\W+native/.exec(Function.prototype.toString.call(maker))?.[1])
  );
}

/** A property of a value's own, or of its class. What somebody put on `Object.prototype` decides nothing here. */
export function propertyOf(value: any, key: string): unknown {
  for (let at = value; at != null && at !== Object.prototype; at = Object.getPrototypeOf(at)) {
    if (Object.hasOwn(at, key)) return value[key];
  }
}
