/** Which values may leave this thread, and in what form. */
import { holdAdopted } from './adopted-stores.ts';
import { Carrier } from './carrier.ts';
import { fail } from './fail.ts';
import { isBase, taskOf, type Overrides } from './frame.ts';
import { copyJson } from './json-data.ts';
import { adopted, currentOverrides, detached, settingOf, settings, state, storage } from './state.ts';

/** May it be in JSON, which transports may store? */
export function mayBeStored(key: string): boolean {
  const wire = !isBase(key) && settings.get(key)?.wire;
  return wire ? wire.to === 'anywhere' : false;
}

/**
 * What work that is launched now takes along; undefined when there is nothing.
 * @throws TypeError when an active override has no decision (`wire`) or a value that cannot cross.
 */
export const encodeCurrent = (): Carrier | undefined => encode(currentOverrides(), false);

/** The same for work that is detached: base values only. */
export const encodeDetached = (): Carrier | undefined => encode(detached(), true);

function encode(overrides: Overrides, isDetached: boolean): Carrier | undefined {
  const { own, arrived, sent } = overrides;
  const { configured } = state;
  const held = isDetached ? undefined : holdAdopted();
  if (sent?.[1] === configured && !held) return sent[0] as Carrier;
  const carrier = new Carrier();
  const { anywhere, clone, threadOnly } = carrier;
  /** Primitives are the same at the next launch. */
  let fixed = !arrived && !held;
  const put = (data: unknown, key: string): void => {
    if (mayBeStored(key)) anywhere[key] = data;
    else {
      clone.set(key, data);
      if (!isBase(key)) threadOnly.push(key);
    }
  };
  const add = (value: unknown, key: string): void => {
    const { wire } = settingOf(key);
    if (wire) {
      const data = copyJson(key, wire.encode(value));
      fixed &&= data === value;
      put(data, key);
    } else if (wire !== false && !isBase(key)) {
      fail(
        `${key} must say if it may leave this thread: define it with wire: 'thread', 'anywhere', { encode, decode } or false to stay behind.`,
      );
    }
  };
  /** A base value as the task sees it, which may have changed its own copy. */
  const addBase = (value: unknown, key: string): void => {
    const copy = taskOf(storage.getStore())?.baseCopies?.get(isBase(key) ? key.slice(1) : key);
    add(copy && copy.of === value && !isDetached ? copy.value : value, key);
  };
  // Base values go where `wire` lets them; the rest is for the other thread's own `configure`.
  configured.forEach(addBase);
  arrived?.forEach(({ data, value, decoded }, key) => {
    // What an adopted store holds now counts, below.
    if (own.has(key) || adopted.has(key)) return;
    // Handed on as it came: whether it may be stored is known where its store is defined.
    if (decoded) addBase(value, key);
    else put(data, key);
  });
  own.forEach(add);
  for (const [{ id }, value] of held ?? []) if (value !== undefined) add(value, id);
  if (clone.size || Object.keys(anywhere).length) {
    if (fixed) overrides.sent = [carrier, configured];
    return carrier;
  }
}
