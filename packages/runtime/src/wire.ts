/** Which values may leave this thread, in what form; and back. */
import { Carrier, type Encoded } from './carrier.ts';
import { emptyMap, type Overrides, type Patch, type Patches, type Raw } from './frame.ts';
import { copyJson } from './json-data.ts';
import type { Setting } from './settings.ts';
import { state, type Store } from './state.ts';

export function nameOf(id: string, key: string): string {
  return `setting '${key}' of '${id}'`;
}

/** May it be in JSON, which transports may store? */
export function anywhere({ wire }: Setting<any>): boolean {
  return (typeof wire === 'object' ? wire.to : wire) === 'anywhere';
}

function encodeValue(name: string, { wire }: Setting<any>, value: unknown): unknown {
  const codec = typeof wire === 'object' && wire;
  return copyJson(codec ? codec.encode(value) : value, (path, kind) => {
    throw new TypeError(
      `${name} cannot leave this thread: ${codec ? 'what its codec encodes to' : 'it'}${path && `, at ${path},`} is ` +
        `${kind}, not JSON data. Give it ${codec ? 'an encode that returns JSON data' : 'a codec (wire: { encode, decode })'}, ` +
        'or wire: false to leave it behind.',
    );
  });
}

function put(layer: Encoded, id: string, key: string, value: unknown): void {
  ((layer[id] ??= emptyMap()) as Patch)[key] = value;
}

function encodeOverrides(carrier: Carrier, id: string, patch: Patch | Raw): void {
  const inClone = carrier.clone.get('overrides')!;
  if (Array.isArray(patch)) {
    // This thread only hands it on: whether it may be stored is known where its store is defined.
    carrier.threadOnly.push(id);
    inClone[id] = patch[0];
    return;
  }
  for (const key of Object.keys(patch)) {
    const setting = state.stores[id]!.settings[key]!;
    if (setting.wire === undefined) {
      throw new TypeError(
        `${nameOf(id, key)} is overridden here and does not say whether it may leave this thread. ` +
          "Define it with wire: 'thread', 'anywhere', a codec, or false to leave it behind.",
      );
    }
    if (setting.wire === false) continue;
    const far = anywhere(setting);
    if (!far) carrier.threadOnly.push(`${id}.${key}`);
    put(
      far ? carrier.overrides : inClone,
      id,
      key,
      encodeValue(nameOf(id, key), setting, (patch as Patch)[key]),
    );
  }
}

/** Base values go to threads where `wire` lets them; the rest is for the other thread's own `configure`. */
function encodeConfigured(carrier: Carrier, inherited: Patches): void {
  const layer = carrier.clone.get('configured')!;
  for (const id of Object.keys({ ...inherited, ...state.stores })) {
    const store = state.stores[id];
    if (!store) {
      layer[id] = (inherited[id] as Raw)[0];
      continue;
    }
    const values: Patch = { ...store.configured, ...patchOf(inherited, store) };
    for (const key of Object.keys(values)) {
      const setting = store.settings[key]!;
      if (setting.wire) put(layer, id, key, encodeValue(nameOf(id, key), setting, values[key]));
    }
  }
}

/**
 * What work launched under `overrides` takes along; undefined when there is nothing.
 * @throws TypeError when an active override has no decision (`wire`) or a value that cannot cross.
 */
export function encode({ patches, inherited }: Overrides): Carrier | undefined {
  const carrier = new Carrier();
  for (const id of Object.keys(patches)) encodeOverrides(carrier, id, patches[id]!);
  encodeConfigured(carrier, inherited);
  const layers = [carrier.overrides, ...carrier.clone.values()];
  return layers.some((layer) => Object.keys(layer).length > 0) ? carrier : undefined;
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
