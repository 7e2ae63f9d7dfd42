/**
 * What travels beside a payload, into a thread's environment data, or as a web Worker's first message.
 *
 * It is JSON data but for one Map. Structured clone keeps Maps and no JSON parser can produce one, so the Map
 * shows that nobody forged the carrier who can only write JSON, and what is in it does not reach JSON, even
 * where a pool clones a task first and turns it into JSON later (Tinypool's child processes).
 */
import { fail } from './fail.ts';
import { layer, makeOverrides, type Overrides } from './frame.ts';
import { tagOf } from './kind.ts';

/** The one reserved key of a packed payload, and the name of the environment data. */
export const CARRIER_KEY = '$parentOverrides';
const WIRE_VERSION = 1;

/** After a clone or a trip through JSON it has no `toJSON`; what others wrote may have anything. */
export class Carrier {
  v = WIRE_VERSION;
  /** Overrides that may go anywhere. */
  anywhere: Record<string, unknown> = {};
  /** Names of the overrides that may not: they are in `clone`. */
  threadOnly: string[] = [];
  clone = new Map([
    ['own', layer()],
    ['inherited', layer()],
  ]);
  /** A payload that is not a plain object. */
  declare payload?: [unknown];

  /** For transports that persist: anything active that JSON does not get is an error, not a loss. */
  toJSON(): this {
    checkJson(this);
    return this;
  }
}

export function checkJson({ threadOnly }: Carrier): void {
  if (threadOnly?.length) {
    fail(
      `${threadOnly} may go to threads, not into JSON: ` +
        "say wire: 'anywhere' or false, or launch outside that context.",
    );
  }
}

/** True for what came through structured clone, or never left this thread. Any realm's Map will do. */
export function isCarrier(value: any): value is Carrier {
  return tagOf(value?.clone) === 'Map';
}

/** `parts`: what must be there, as an object or function. */
export function checkCarrier(version: number, ...parts: unknown[]): void {
  if (version !== WIRE_VERSION) {
    fail(
      `Overrides arrived in version ${version}, and this @parent-overrides/runtime reads version ` +
        `${WIRE_VERSION}: install the same version on both ends.`,
    );
  }
  if (parts.some((values) => Object(values) !== values)) fail('Overrides arrived incomplete.');
}

/** The overrides in a carrier, as they wait for their stores: see `settle`. None in what is no carrier. */
export function openCarrier(carrier: unknown): Overrides {
  if (!isCarrier(carrier)) return makeOverrides();
  const { v, anywhere, clone } = carrier;
  const own = clone.get('own');
  const inherited = clone.get('inherited');
  checkCarrier(v, anywhere, own?.forEach, inherited?.forEach);
  return makeOverrides(layer(), layer(), [layer(new Map(Object.entries(anywhere)), own), inherited!]);
}
