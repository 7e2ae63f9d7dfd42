/** Overrides for one task of a pool or queue: they travel beside its payload. */
import { attachmentOf, type Attached } from './attach.ts';
import { CARRIER_KEY, check, isCarrier, openCarrier, type Carrier } from './carrier.ts';
import { fail, mustCall } from './fail.ts';
import { copyJson } from './json-data.ts';
import { kindOf } from './kind.ts';
import type { Codec } from './settings.ts';
import { detached, settings, settled } from './state.ts';
import { encode, mayBeStored } from './wire.ts';
import { callAsChild } from './with-parent-overrides.ts';

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
  const carrier = encode(settled());
  return carrier ? pack(payload, carrier) : payload;
}

/** Beside a plain object's fields is `[carrier]`, in an envelope `[carrier, payload]`. */
const carrierOf = (payload: any): unknown => payload?.[CARRIER_KEY]?.[0];

function pack(payload: any, carrier: Carrier): any {
  if (isCarrier(carrierOf(payload))) return payload;
  const plain = kindOf(payload) === 'Object';
  const target = { ...(plain && payload), [CARRIER_KEY]: plain ? [carrier] : [carrier, payload] };
  // Piscina and Tinypool look these up on the task: what to transfer, what to send instead, queue options.
  for (let owner = Object(payload); owner; owner = Object.getPrototypeOf(owner)) {
    for (const symbol of Object.getOwnPropertySymbols(owner)) {
      const found = /^(Piscina|Tinypool)\.(valueOf)?/.exec(symbol.description!);
      if (found) target[symbol] = found[2] ? pack(payload[symbol], carrier) : payload[symbol];
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
): (payload: P | Packed<P> | Attached<P>, ...rest: A) => R {
  mustCall(handler);
  return new Proxy(handler as any, {
    apply(target, self, args) {
      const [payload] = args;
      const attachment = attachmentOf(payload);
      if (attachment) return attachment.launch.apply(target, self, [...attachment.args, ...args.slice(1)]);
      const carrier: any = carrierOf(payload);
      let overrides = settled();
      // Otherwise the payload is bare, or the key is someone else's.
      if (isCarrier(carrier) || typeof carrier?.v === 'number') {
        const { [CARRIER_KEY]: carried, ...fields } = payload;
        args[0] = 1 in carried ? carried[1] : fields;
        if (isCarrier(carrier)) overrides = settled(openCarrier(carrier));
        else if (json?.length) {
          // Only what the list names, only JSON data, only settings that may be anywhere.
          const { anywhere } = check(carrier, true);
          overrides = detached();
          for (const name of json) {
            if (!mayBeStored(name)) fail(`${name} is in the json list: define it with wire: 'anywhere'.`);
            if (Object.hasOwn(anywhere, name)) {
              overrides.own.set(
                name,
                (settings.get(name)!.wire as Codec<any>).decode(copyJson(name, anywhere[name])),
              );
            }
          }
        } else {
          json ??=
            console.warn(
              "Overrides in JSON are not taken: list those to take, receiveParentOverrides(handler, { json: ['store.setting'] }).",
            ) ?? [];
        }
      }
      return callAsChild(overrides, target, self, args);
    },
  });
}
