/** Which values may leave this thread, in what form; and back. */
import { Carrier, WIRE_VERSION, type Encoded } from './carrier.ts';
import { emptyMap, type Overrides, type Patch, type Patches, type Raw } from './frame.ts';
import { copyJson } from './json-data.ts';
import { state, type Store } from './state.ts';

const NOTHING = Symbol();

export function nameOf(id: string, key: string): string {
  return `setting '${key}' of '${id}'`;
}

function encodeValue(
  { id, settings }: Store,
  key: string,
  value: unknown,
  carrier: Carrier,
  active: boolean,
) {
  const { wire } = settings[key]!;
  if (wire === undefined && active) {
    throw new TypeError(
      `${nameOf(id, key)} is overridden here and does not say whether it may leave this thread. ` +
        "Define it with wire: 'thread', 'anywhere', a codec, or false to leave it behind.",
    );
  }
  if (!wire) return NOTHING;
  const codec = typeof wire === 'object' ? wire : undefined;
  if (active && (codec ? codec.to : wire) !== 'anywhere') carrier.threadOnly.push(`${id}.${key}`);
  return copyJson(codec ? codec.encode(value) : value, (path, kind) => {
    throw new TypeError(
      `${nameOf(id, key)} cannot leave this thread: ${codec ? 'what its codec encodes to' : 'it'}` +
        `${path && `, at ${path}`}, is ${kind}, not JSON data. Give it ` +
        `${codec ? 'an encode that returns JSON data' : 'a codec (wire: { encode, decode })'}, or wire: false to leave it behind.`,
    );
  });
}

function encodePatch(
  target: Encoded,
  id: string,
  patch: Patch | Raw,
  carrier: Carrier,
  active: boolean,
): void {
  if (Array.isArray(patch)) {
    // This thread only hands it on. Whether it may be stored is known where its store is defined.
    if (active) carrier.threadOnly.push(id);
    target[id] = patch[0];
    return;
  }
  let encoded: Patch | undefined;
  for (const key of Object.keys(patch)) {
    const value = encodeValue(state.stores[id]!, key, (patch as Patch)[key], carrier, active);
    if (value !== NOTHING) (encoded ??= emptyMap())[key] = value;
  }
  if (encoded) target[id] = encoded;
}

/**
 * What work launched under `overrides` takes along; undefined when there is nothing.
 * @throws TypeError when an active override has no decision (`wire`) or a value that cannot cross.
 */
export function encode(overrides: Overrides): Carrier | undefined {
  const carrier = new Carrier();
  const active: Encoded = emptyMap();
  const configured: Encoded = emptyMap();
  for (const id of Object.keys(overrides.patches))
    encodePatch(active, id, overrides.patches[id]!, carrier, true);
  for (const id of Object.keys(state.stores)) {
    const inherited = patchOf(overrides.inherited, state.stores[id]!);
    encodePatch(configured, id, { ...state.stores[id]!.configured, ...inherited }, carrier, false);
  }
  for (const id of Object.keys(overrides.inherited)) {
    if (!state.stores[id]) encodePatch(configured, id, overrides.inherited[id]!, carrier, false);
  }
  if (Object.keys(active).length + Object.keys(configured).length === 0) return undefined;
  return carrier.set('v', WIRE_VERSION).set('overrides', active).set('configured', configured);
}

const EMPTY: Patch = emptyMap();

/** A store's patch, decoded if it came over the wire before the store was defined. */
export function patchOf(patches: Patches, store: Store): Patch {
  const patch = patches[store.id];
  if (!Array.isArray(patch)) return (patch as Patch | undefined) ?? EMPTY;
  return (patches[store.id] = decodePatch(store, patch[0]));
}

function decodePatch({ id, settings }: Store, encoded: Readonly<Record<string, unknown>>): Patch {
  const patch: Patch = emptyMap();
  for (const key of Object.keys(encoded)) {
    const setting = settings[key];
    if (!setting) throw new Error(`${nameOf(id, key)} arrived from another thread and is not defined here.`);
    const { wire } = setting;
    patch[key] = typeof wire === 'object' ? wire.decode(encoded[key]) : encoded[key];
  }
  return patch;
}

/** Decodes what can be: the stores defined by now. */
export function settle(overrides: Overrides): Overrides {
  for (const patches of [overrides.patches, overrides.inherited]) {
    for (const id of Object.keys(patches)) if (state.stores[id]) patchOf(patches, state.stores[id]);
  }
  return overrides;
}
