/**
 * What travels beside a payload, into a thread's environment data, or as a web Worker's first message.
 * It is a Map because structured clone keeps Maps and no JSON parser can produce one: whoever can only write
 * JSON cannot forge it.
 */
import { emptyMap, type Patches } from './frame.ts';

/** The one reserved key of a packed payload, and the name of the environment data. */
export const CARRIER_KEY = '$parentOverrides';
export const WIRE_VERSION = 1;

export type Encoded = Record<string, Readonly<Record<string, unknown>>>;

export class Carrier extends Map<string, unknown> {
  /** `'store.key'` of the overrides that may go to threads only. Not cloned: own properties of a Map are not. */
  threadOnly: string[] = [];

  /** What JSON transports get: overrides marked 'anywhere'. Anything else active is an error, not a loss. */
  toJSON(): unknown {
    if (this.threadOnly.length > 0) {
      throw new TypeError(
        `${this.threadOnly.join(', ')} may go to threads, not into JSON, which may be stored. ` +
          "Say wire: 'anywhere' or wire: false, or launch outside that context.",
      );
    }
    const { v, overrides, payload = null } = Object.fromEntries(this) as Record<string, unknown>;
    return this.has('payload') ? { v, overrides, payload } : { v, overrides };
  }
}

/** True for a Map that came through structured clone (of any realm), or that never left this thread. */
export function isCarrier(value: unknown): value is Map<string, unknown> {
  return Object.prototype.toString.call(value) === '[object Map]';
}

export function checkVersion(version: unknown): void {
  if (version !== WIRE_VERSION) {
    throw new Error(
      `these overrides are packed in version ${String(version)}, and this @parent-overrides/runtime reads ` +
        `version ${WIRE_VERSION}: install the same version on both ends.`,
    );
  }
}

/** Encoded patches as they wait for their store; see `Raw`. */
export function rawPatches(encoded: unknown): Patches {
  if (typeof encoded !== 'object' || encoded === null)
    throw new Error('packed overrides arrived incomplete.');
  const patches: Patches = emptyMap();
  for (const [id, patch] of Object.entries(encoded)) {
    if (typeof patch !== 'object' || patch === null) throw new Error('packed overrides arrived incomplete.');
    patches[id] = [patch as Record<string, unknown>];
  }
  return patches;
}

export function openCarrier(carrier: Map<string, unknown>): { patches: Patches; inherited: Patches } {
  checkVersion(carrier.get('v'));
  return { patches: rawPatches(carrier.get('overrides')), inherited: rawPatches(carrier.get('configured')) };
}
