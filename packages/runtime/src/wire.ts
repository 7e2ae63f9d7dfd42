/** Which values may leave this thread, and in what form. */
import { Carrier } from './carrier.ts';
import { fail, text } from './fail.ts';
import { isBase, type Overrides } from './frame.ts';
import { copyJson } from './json-data.ts';
import { settings, state } from './state.ts';

/** May it be in JSON, which transports may store? */
export function mayBeStored(key: string): boolean {
  const wire = !isBase(key) && settings.get(key)?.wire;
  return wire ? wire.to === 'anywhere' : false;
}

/**
 * What work launched under `overrides` takes along; undefined when there is nothing.
 * @throws TypeError when an active override has no decision (`wire`) or a value that cannot cross.
 */
export function encode(overrides: Overrides): Carrier | undefined {
  const { own, raw, sent } = overrides;
  const { configured } = state;
  if (sent?.[1] === configured) return sent[0] as Carrier;
  const carrier = new Carrier();
  const { anywhere, clone, threadOnly } = carrier;
  /** Primitives are the same at the next launch. */
  let fixed = !raw;
  const keep = (value: unknown, key: string): void => {
    clone.set(key, value);
    if (!isBase(key)) threadOnly.push(key);
  };
  const add = (value: unknown, key: string): void => {
    const { wire } = settings.get(key)!;
    if (wire) {
      const encoded = copyJson(key, wire.encode(value));
      fixed &&= encoded === value;
      if (wire.to === 'anywhere' && !isBase(key)) anywhere[key] = encoded;
      else keep(encoded, key);
    } else if (wire !== false && !isBase(key)) {
      fail(
        text`${key} must say if it may leave this thread: define it with wire: 'thread', 'anywhere', { encode, decode } or false to stay behind.`,
      );
    }
  };
  // Base values go where `wire` lets them; the rest is for the other thread's own `configure`.
  configured.forEach(add);
  own.forEach(add);
  // This thread only hands raw values on: whether they may be stored is known where their store is defined.
  raw?.forEach(keep);
  if (clone.size || Object.keys(anywhere).length) {
    if (fixed) overrides.sent = [carrier, configured];
    return carrier;
  }
}
