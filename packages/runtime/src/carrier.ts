/**
 * What travels beside a payload, into a thread's environment data, or as a web Worker's first message.
 *
 * It is JSON data but for one Map. Structured clone keeps Maps and no JSON parser can produce one, so the Map
 * shows that nobody forged the carrier who can only write JSON, and what is in it does not reach JSON, even
 * where a pool clones a task first and turns it into JSON later (Tinypool's child processes).
 */
import { fail } from './fail.ts';
import { makeOverrides, type Overrides, type Values } from './frame.ts';
import { kindOf } from './kind.ts';

/** The one reserved key of a packed payload, and the name of the environment data. */
export const CARRIER_KEY = '$parentOverrides';

/** After a clone or a trip through JSON it has no `toJSON`; what others wrote may have anything. */
export class Carrier {
  /** The wire's version. */
  v = 1;
  /** Overrides that may go anywhere. */
  anywhere: Record<string, unknown> = {};
  /** Names of the overrides that may not: they are in `clone`. */
  threadOnly: string[] = [];
  /** Those, and base values. */
  clone: Values = new Map();

  /** For transports that persist: anything active that JSON does not get is an error, not a loss. */
  toJSON(): Carrier {
    return check(this, true);
  }
}

/** @throws TypeError for what another version sent, or nobody; with `json` for what may not be in JSON, too. */
export function check(carrier: Carrier, json?: boolean): Carrier {
  const { v, anywhere, threadOnly } = carrier;
  if (v !== 1 || !kindOf(anywhere)) {
    fail(`Overrides arrived incomplete or in version ${v}, not 1: install the same version on both ends.`);
  }
  if (json && threadOnly?.length) {
    fail(`${threadOnly} may not be in JSON: define it with wire: 'anywhere' or false to stay behind.`);
  }
  return carrier;
}

/** True for what came through structured clone, or never left this thread. */
export const isCarrier = (value: any): value is Carrier => kindOf(value?.clone) === 'Map';

/** The overrides in a carrier, as they wait for their stores: see `settled`. None in what is no carrier. */
export function openCarrier(carrier: unknown): Overrides {
  let raw: Values | undefined;
  if (isCarrier(carrier)) {
    const { anywhere, clone } = check(carrier);
    const entries = Object.entries(anywhere);
    raw = entries.length ? new Map([...clone, ...entries]) : clone;
  }
  return makeOverrides(new Map(), raw);
}
