/**
 * What travels beside a payload, into a thread's environment data, or as a web Worker's first message.
 *
 * It is JSON data but for one Map. Structured clone keeps Maps and no JSON parser can produce one, so the Map
 * shows that nobody forged the carrier who can only write JSON, and what is in it does not reach JSON, even
 * where a pool clones a task first and turns it into JSON later (Tinypool's child processes).
 */
import { emptyMap, type Patches } from './frame.ts';

/** The one reserved key of a packed payload, and the name of the environment data. */
export const CARRIER_KEY = '$parentOverrides';
export const WIRE_VERSION = 1;

export type Encoded = Record<string, Readonly<Record<string, unknown>>>;

/** What arrives: a Carrier's own properties, after a clone or a trip through JSON, or anything at all. */
export interface Carried {
  v: number;
  overrides: Encoded;
  threadOnly: string[];
  clone: Map<string, Encoded>;
  payload?: [unknown];
}

export class Carrier implements Carried {
  v = WIRE_VERSION;
  /** Overrides that may go anywhere. */
  overrides: Encoded = emptyMap();
  /** `'store.setting'` of the overrides that may not: they are in `clone`. */
  threadOnly: string[] = [];
  clone = new Map<string, Encoded>([
    ['overrides', emptyMap()],
    ['configured', emptyMap()],
  ]);
  /** A payload that is not a plain object. */
  declare payload?: [unknown];

  /** For transports that persist. */
  toJSON(): object {
    checkJson(this);
    const { clone: _, ...rest } = this;
    return rest;
  }
}

/** Anything active that JSON does not get is an error, not a loss. */
export function checkJson({ threadOnly }: Carried): void {
  if (!threadOnly?.length) return;
  throw new TypeError(
    `${threadOnly.join(', ')} may go to threads, not into JSON, which may be stored: ` +
      "say wire: 'anywhere' or wire: false, or launch outside that context.",
  );
}

/** True for what came through structured clone, or never left this thread. Any realm's Map will do. */
export function isCarrier(value: any): value is Carried {
  return Object.prototype.toString.call(value?.clone) === '[object Map]';
}

function complete<T>(value: T): T {
  if (typeof value !== 'object' || value === null) throw new Error('packed overrides arrived incomplete.');
  return value;
}

/** Encoded patches as they wait for their store: see `Raw`. */
export function rawPatches(...layers: (Encoded | undefined)[]): Patches {
  const patches: Patches = emptyMap();
  for (const layer of layers) {
    for (const [id, patch] of Object.entries(complete(layer) as Encoded)) {
      patches[id] = [{ __proto__: null, ...(patches[id]?.[0] as object), ...complete(patch) } as never];
    }
  }
  return patches;
}

export function checkVersion({ v }: Carried): void {
  if (v !== WIRE_VERSION) {
    throw new Error(
      `these overrides are packed in version ${String(v)}, and this @parent-overrides/runtime reads ` +
        `version ${WIRE_VERSION}: install the same version on both ends.`,
    );
  }
}

export function openCarrier(carried: Carried): { patches: Patches; inherited: Patches } {
  checkVersion(carried);
  const { overrides, clone } = carried;
  return {
    patches: rawPatches(overrides, clone.get('overrides')),
    inherited: rawPatches(clone.get('configured')),
  };
}
