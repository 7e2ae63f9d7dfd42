/** Overrides for one task of a pool or queue: they travel beside its payload. */
import { CARRIER_KEY, Carrier, checkCarrier, checkJson, isCarrier, openCarrier } from './carrier.ts';
import { checkFunction, fail } from './fail.ts';
import { layer, makeOverrides, type Overrides } from './frame.ts';
import { copyJson } from './json-data.ts';
import { containerKind } from './kind.ts';
import { currentOverrides, settle, state } from './state.ts';
import { encode, mayBeStored } from './wire.ts';
import { getter, wrap } from './with-parent-overrides.ts';

declare const packed: unique symbol;
/**
 * A plain object keeps its fields; anything else is in an envelope that only a receiver opens. It is typed as its
 * payload all the same, because it is only for a pool, and a pool that is typed for numbers takes nothing else.
 */
export type Packed<P> = P & { readonly [packed]?: P };

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
    : { [CARRIER_KEY]: Object.assign(new Carrier(), carrier, { payload: [payload] }) };
  // Piscina and Tinypool look these up on the task: what to transfer, what to send instead, queue options.
  for (let owner = Object(payload); owner; owner = Object.getPrototypeOf(owner)) {
    for (const symbol of Object.getOwnPropertySymbols(owner)) {
      const name = symbol.description ?? '';
      if (!/^(Piscina|Tinypool)\./.test(name)) continue;
      const value = payload[symbol];
      target[symbol] = name.endsWith('.valueOf') ? pack(value, carrier) : value;
    }
  }
  return target;
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
  { json }: ReceiveOptions = {},
): (payload: P | Packed<P>, ...rest: A) => R {
  checkFunction(handler);
  if ((handler as any)[RECEIVES]) return handler as never;
  for (const name of json ?? []) {
    if (!name.includes('.')) fail(`json: ['${name}'] must name settings as 'store.setting'.`);
  }
  let warned = false;
  return new Proxy(handler as any, {
    get: getter(RECEIVES),
    apply(target, self, [payload, ...rest]) {
      const carried = payload?.[CARRIER_KEY];
      let overrides = currentOverrides();
      // Otherwise the payload is bare, or the key is someone else's.
      if (isCarrier(carried) || typeof carried?.v === 'number') {
        if (isCarrier(carried)) overrides = settle(openCarrier(carried));
        else if (json) overrides = fromJson(carried, json);
        else if (!warned) {
          warned = true;
          console.warn(
            'parent-overrides: overrides came as JSON, which anyone can write, and were not taken. ' +
              "Name those to take: receiveParentOverrides(handler, { json: ['store.setting'] }), or json: [].",
          );
        }
        const { [CARRIER_KEY]: _, ...bare } = payload;
        payload = Array.isArray(carried.payload) ? carried.payload[0] : bare;
      }
      return wrap(target, overrides, true).call(self, payload, ...rest);
    },
  });
}

const RECEIVES = Symbol.for('parent-overrides.receives');

/** Only what the list names, only JSON data, only settings that may be anywhere. */
function fromJson(carried: Carrier, json: readonly string[]): Overrides {
  checkCarrier(carried.v, carried.anywhere);
  checkJson(carried);
  const taken = layer();
  for (const name of Object.keys(carried.anywhere).filter((name) => json.includes(name))) {
    if (!mayBeStored(name))
      fail(`${name} is in the json list, but is not defined here with wire: 'anywhere'.`);
    taken.set(name, copyJson(name, carried.anywhere[name]));
  }
  return settle(makeOverrides(layer(), state.root.inherited, [taken, layer()]));
}
