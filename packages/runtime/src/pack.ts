/** Overrides for one task of a pool or queue: they travel beside its payload. */
import {
  CARRIER_KEY,
  Carrier,
  checkJson,
  checkVersion,
  isCarrier,
  rawPatches,
  type Carried,
} from './carrier.ts';
import { emptyMap, makeOverrides, type Overrides, type Patches, type Raw } from './frame.ts';
import { copyJson } from './json-data.ts';
import { containerKind } from './kind.ts';
import { currentOverrides, overridesFrom, state } from './state.ts';
import { anywhere, encode, nameOf, settle } from './wire.ts';
import { callAsChild, checkFunction, getter } from './with-parent-overrides.ts';

declare const packed: unique symbol;
/** A plain object keeps its fields; anything else is in an envelope that only a receiver opens. */
export type Packed<P> = (P extends object ? (P extends readonly unknown[] ? unknown : P) : unknown) & {
  readonly [packed]?: P;
};

/** Piscina and Tinypool look these up on the task: what to transfer, what to send instead, queue options. */
const POOL_SYMBOL = /^(Piscina|Tinypool)\./;

/**
 * `payload` with the overrides that are current now beside it, for `receiveParentOverrides` at the other end.
 * Plain objects get one more key on a copy, so that a worker that does not receive yet finds its fields; other
 * payloads travel in an envelope. With nothing to carry it is `payload` itself, and packing twice changes nothing.
 * @throws TypeError when an override may not or cannot leave this thread
 */
export function packParentOverrides<P>(payload: P): P | Packed<P> {
  const carrier = encode(currentOverrides());
  return carrier ? pack(payload, carrier) : payload;
}

function pack(payload: any, carrier: Carrier): any {
  const plain = containerKind(payload) === 'Object';
  if (plain && isCarrier(payload[CARRIER_KEY])) return payload;
  const target: any = plain
    ? { ...payload, [CARRIER_KEY]: carrier }
    : { [CARRIER_KEY]: envelope(payload, carrier) };
  if (typeof payload === 'object' && payload !== null) carryPoolSymbols(payload, target, carrier);
  return target;
}

function envelope(payload: unknown, carrier: Carrier): Carrier {
  return Object.assign(new Carrier(), carrier, { payload: [payload] });
}

function carryPoolSymbols(payload: object, target: object, carrier: Carrier): void {
  for (let owner = payload; owner; owner = Object.getPrototypeOf(owner)) {
    for (const symbol of Object.getOwnPropertySymbols(owner)) {
      const name = symbol.description ?? '';
      if (!POOL_SYMBOL.test(name)) continue;
      const value = (payload as any)[symbol];
      Object.defineProperty(target, symbol, {
        configurable: true,
        writable: true,
        value: name.endsWith('.valueOf') ? pack(value, carrier) : value,
      });
    }
  }
}

export interface ReceiveOptions {
  /**
   * Which settings to take from a payload that came as JSON, as `'store.setting'`. Anyone who can write the
   * JSON can write these. Without this option none is taken.
   */
  json?: readonly string[];
}

/**
 * `handler`, to run with the overrides packed beside its payload and to get the payload as it was. A payload
 * without overrides runs in a child of what is current. Further arguments and `this` pass through.
 * @throws Error (when called) for overrides of another version, or that arrived incomplete
 */
export function receiveParentOverrides<P, R, A extends any[] = []>(
  handler: (payload: P, ...rest: A) => R,
  options: ReceiveOptions = {},
): (payload: P | Packed<P>, ...rest: A) => R {
  checkFunction(handler);
  if ((handler as any)[RECEIVES]) return handler as never;
  const allowed = options.json?.map(checkEntry);
  let warned = false;
  return new Proxy(handler as any, {
    get: getter(RECEIVES),
    apply(target, self, [payload, ...rest]) {
      const carried = payload?.[CARRIER_KEY];
      let overrides = currentOverrides();
      if (isCarrier(carried)) {
        overrides = settle(overridesFrom(carried));
      } else if (typeof carried?.v !== 'number') {
        return callAsChild(overrides, target, self, [payload, ...rest]); // bare, or the key is someone else's
      } else if (allowed) {
        overrides = fromJson(carried, allowed);
      } else if (!warned) {
        warned = true;
        console.warn(
          'parent-overrides: a payload brought overrides as JSON, which anyone can write; they were not taken. ' +
            "Name those to take: receiveParentOverrides(handler, { json: ['store.setting'] }), or json: [].",
        );
      }
      return callAsChild(overrides, target, self, [unpack(payload, carried), ...rest]);
    },
  });
}

const RECEIVES = Symbol.for('parent-overrides.receives');

function unpack(payload: any, { payload: enveloped }: Carried): unknown {
  if (Array.isArray(enveloped)) return enveloped[0];
  const { [CARRIER_KEY]: _, ...bare } = payload;
  return bare;
}

function checkEntry(entry: string): string {
  if (/.\../.test(entry)) return entry;
  throw new TypeError(`json: ['${entry}'] must name store and setting: 'store.setting'.`);
}

/** Only what the allow-list names, only JSON data, only settings that may be anywhere. */
function fromJson(carried: Carried, allowed: readonly string[]): Overrides {
  checkVersion(carried);
  checkJson(carried);
  const patches: Patches = emptyMap();
  for (const [id, [encoded]] of Object.entries(rawPatches(carried.overrides)) as [string, Raw][]) {
    const taken: Record<string, unknown> = emptyMap();
    for (const key of Object.keys(encoded)) {
      if (!allowed.includes(`${id}.${key}`)) continue;
      const setting = state.stores[id]?.settings[key];
      if (!setting || !anywhere(setting)) {
        throw new Error(
          `${nameOf(id, key)} is in the json list, but is not defined here with wire: 'anywhere'.`,
        );
      }
      taken[key] = copyJson(encoded[key], (path, kind) => {
        throw new Error(`${nameOf(id, key)} came with ${kind}${path && ` at ${path}`}: refused.`);
      });
      patches[id] = [taken];
    }
  }
  return settle(makeOverrides(patches, state.root.inherited));
}
