/**
 * What travels beside a payload, into a thread's environment data, or as a web Worker's first message: JSON data
 * for every transport, and what only a structured clone keeps.
 *
 * A payload may also have come as JSON, superjson, CBOR or MessagePack, which anyone may have written, and some of
 * those bring Maps. So a carrier holds a proof of how it came: a *resizable* ArrayBuffer. Structured clone keeps it
 * resizable, and a decoder makes its buffers from bytes, at their size.
 */
import { fail } from './fail.ts';
import { makeArrived, makeOverrides, type Arrived, type Overrides, type Values } from './frame.ts';
import { kindOf, propertyOf } from './kind.ts';

/** The one reserved key of a packed payload, and the name of the environment data. */
export const CARRIER_KEY = '$parentOverrides';

/** Of the carrier, and of what copies of this package share. */
export const WIRE_VERSION = 2;

/** ES2024's; where a host does not have it yet, the proof is any ArrayBuffer. */
type Resizable = ArrayBuffer & { readonly resizable?: boolean };
const PROOF = new (ArrayBuffer as any)(0, { maxByteLength: 1 }) as Resizable;

/** After a clone or a trip through JSON it has no `toJSON`; what others wrote may have anything. */
export class Carrier {
  v = WIRE_VERSION;
  /** Overrides that may go anywhere. */
  anywhere: Record<string, unknown> = {};
  /** Names of the overrides that may not: they are in `clone`. */
  threadOnly: string[] = [];
  /** Those, and base values. */
  clone: Values = new Map();
  cloned = PROOF;

  /** For transports that persist: anything active that JSON does not get is an error, not a loss. */
  toJSON(): object {
    const { v, anywhere, threadOnly } = this;
    refuseThreadOnly(threadOnly);
    return { v, anywhere };
  }
}

function refuseThreadOnly(names: unknown): void {
  if (Array.isArray(names) && names.length) {
    fail(`${names} may not be in JSON: define it with wire: 'anywhere' or false to stay behind.`);
  }
}

interface Content {
  readonly anywhere: Record<string, unknown>;
  readonly clone: Values;
}

/** What is in a carrier of this version. @throws TypeError for another version, or half a carrier */
function contentOf(carrier: unknown, cloned: boolean): Content {
  const version = propertyOf(carrier, 'v');
  const anywhere = propertyOf(carrier, 'anywhere') as Content['anywhere'];
  const clone = cloned ? (propertyOf(carrier, 'clone') as Values) : new Map();
  const known = version === WIRE_VERSION;
  if (!known || kindOf(anywhere) !== 'Object' || kindOf(clone) !== 'Map') {
    const how = known ? 'incomplete' : `in version ${String(version)}, not ${WIRE_VERSION}`;
    fail(`Overrides arrived ${how}: install the same version of @parent-overrides/runtime on both ends.`);
  }
  return { anywhere, clone };
}

/** True for what came through structured clone, or never left this thread. */
export function isCloned(carrier: unknown): carrier is Carrier {
  const proof = propertyOf(carrier, 'cloned');
  const buffer = Object.prototype.toString.call(proof) === '[object ArrayBuffer]' && (proof as Resizable);
  return buffer && buffer.resizable === PROOF.resizable;
}

/** A carrier beside a payload, and the payload as it was. */
export interface Opened {
  readonly carrier: unknown;
  readonly payload: any;
  /** Made in this thread and not cloned since. */
  readonly live: boolean;
}

/** Takes a packed payload apart. Undefined for a bare one, and where the key is somebody else's. */
export function openPacked(packed: any): Opened | undefined {
  const carried: any = kindOf(packed) === 'Object' && propertyOf(packed, CARRIER_KEY);
  if (!Array.isArray(carried)) return;
  const [carrier] = carried;
  if (typeof propertyOf(carrier, 'v') !== 'number' && !isCloned(carrier)) return;
  const { [CARRIER_KEY]: _, ...fields } = packed;
  return {
    carrier,
    payload: carried.length > 1 ? carried[1] : fields,
    // A decoder makes no functions.
    live: typeof propertyOf(carrier, 'toJSON') === 'function',
  };
}

/** What a carrier that came through structured clone brings, as it waits for its stores. None in what is no carrier. */
export function openCarrier(carrier: unknown): Overrides {
  if (!isCloned(carrier)) return makeOverrides(new Map());
  const { anywhere, clone } = contentOf(carrier, true);
  const arrived = new Map<string, Arrived>();
  const add = (data: unknown, key: string): void => void arrived.set(key, makeArrived(data));
  clone.forEach(add);
  for (const key of Object.keys(anywhere)) add(anywhere[key], key);
  return makeOverrides(new Map(), arrived);
}

/**
 * What a carrier that came in any other way, and may be forged, brings under the names that its receiver lists.
 * @throws TypeError for another version, half a carrier, and overrides that got lost because JSON may not have them
 */
export function openJson(carrier: unknown): Record<string, unknown> {
  refuseThreadOnly(propertyOf(carrier, 'threadOnly'));
  return contentOf(carrier, false).anywhere;
}
