/** Overrides for one task of a pool or queue: they travel beside its payload. */
import { attachmentOf, type Attached } from './attach.ts';
import { CARRIER_KEY, isCloned, openCarrier, openJson, openPacked, type Carrier } from './carrier.ts';
import { fail, must, mustCall } from './fail.ts';
import { isBase, makeArrived, makeOverrides, type Overrides } from './frame.ts';
import { copyJson } from './json-data.ts';
import { kindOf } from './kind.ts';
import { optionsOf } from './options.ts';
import { detached, settings } from './state.ts';
import { encodeCurrent, mayBeStored } from './wire.ts';
import { callReceived } from './with-parent-overrides.ts';

declare const packed: unique symbol;
let saidNothing = false;

/**
 * A plain object keeps its fields; anything else is in an envelope that only a receiver opens. It is typed as its
 * payload all the same, because it is only for a pool, and a pool that is typed for numbers takes nothing else.
 */
export type Packed<P> = P & { readonly [packed]?: P };

/**
 * `payload` with the overrides that are current now beside it, for `receiveParentOverrides` at the other end.
 * Plain objects get one more key on a copy, so that a worker that does not receive yet finds its fields; other
 * payloads travel in an envelope. With nothing to carry it is `payload` itself, and packing twice changes nothing.
 * What came in packed, from another thread or in JSON, is packed anew: overrides of others are not handed on.
 * @throws TypeError when an override may not or cannot leave this thread
 */
export function packParentOverrides<P>(payload: P): P | Packed<P> {
  const opened = openPacked(payload);
  if (opened?.live) return payload;
  const carrier = encodeCurrent();
  if (!carrier && !settings.size && !saidNothing) {
    // A store that is adopted only where the work arrives would be empty there without a word.
    saidNothing = true;
    console.warn(
      'packParentOverrides packs nothing: no store is adopted and no setting defined in this thread.',
    );
  }
  const bare = opened ? opened.payload : payload;
  return carrier ? pack(bare, carrier) : bare;
}

/** Beside a plain object's fields is `[carrier]`, in an envelope `[carrier, payload]`. */
function pack(payload: any, carrier: Carrier): any {
  // What is no carrier and has its key goes into an envelope too, and is not overwritten.
  const plain = kindOf(payload) === 'Object' && !Object.hasOwn(payload, CARRIER_KEY);
  const target = { ...(plain && payload), [CARRIER_KEY]: plain ? [carrier] : [carrier, payload] };
  // Piscina and Tinypool look these up on the task: what to transfer, what to send instead, queue options.
  for (let owner = Object(payload); owner; owner = Object.getPrototypeOf(owner)) {
    for (const symbol of Object.getOwnPropertySymbols(owner)) {
      const found = /^(Piscina|Tinypool)\.(valueOf)?/.exec(String(symbol.description));
      if (found) target[symbol] = found[2] ? pack(payload[symbol], carrier) : payload[symbol];
    }
  }
  return target;
}

export interface ReceiveOptions {
  /**
   * Which settings to take from a payload that came as JSON, as `'store.setting'`, and which adopted stores, by the id
   * that `adoptStore` got. Anyone who can write the JSON can write these. Without this option none is taken.
   */
  json?: readonly string[];
  /**
   * Which property of the first argument is the payload: `'data'` of a job. The handler gets the same job, with the
   * payload as it was.
   */
  payload?: string;
}

const OPTIONS =
  "receiveParentOverrides takes options as { json: ['store.setting', 'id of adoptStore'], payload: 'data' }";

/**
 * `handler`, to run with the overrides packed beside its payload and to get the payload as it was. A payload
 * without overrides runs in a child of what is current; with a `json` list in one without overrides, because a job is
 * nobody's who happens to fetch it. Further arguments and `this` pass through.
 * @throws TypeError for options that it does not know
 * @throws TypeError (when called) for overrides of another version, or that arrived incomplete
 */
export function receiveParentOverrides<P, R, A extends any[] = []>(
  handler: (payload: P, ...rest: A) => R,
  options: ReceiveOptions = {},
): (payload: P | Packed<P> | Attached<P>, ...rest: A) => R {
  mustCall(handler);
  const { json, payload } = optionsOf(options, ['json', 'payload'], OPTIONS);
  must(json === undefined || Array.isArray(json), OPTIONS, json);
  must(payload === undefined || (payload && typeof payload === 'string'), OPTIONS, payload);
  // An empty list says that nothing is wanted.
  let warned = json?.length === 0;
  return new Proxy(handler as any, {
    apply(target, self, args) {
      const attachment = attachmentOf(args[0]);
      if (attachment) return attachment.launch.apply(target, self, [...attachment.args, ...args.slice(1)]);
      const holder = holderOf(args, payload);
      const opened = openPacked(holder[payload ?? 0]);
      let received = json && detached();
      // Otherwise the payload is bare, or the key is someone else's.
      if (opened) {
        holder[payload ?? 0] = opened.payload;
        if (isCloned(opened.carrier)) received = openCarrier(opened.carrier);
        else if (json?.length) received = listed(openJson(opened.carrier), json);
      }
      if (!warned && (opened ? !json && !isCloned(opened.carrier) : !payload && isJob(args[0]))) {
        warned = true;
        console.warn(
          `Overrides in JSON are not taken${opened ? '' : ' out of data'}. ${OPTIONS}.${thereIs()}`,
        );
      }
      return callReceived(received, target, self, args);
    },
  });
}

/** Is its data packed, where jobs of the libraries have theirs? */
const isJob = (first: any): unknown => {
  const job = Object(Array.isArray(first) ? first[0] : first);
  return Object.hasOwn(job, 'data') && openPacked(job.data);
};

/** What a list can name here, once it has the wire for it. */
const thereIs = (): string =>
  ` There is ${[...settings.keys()].filter((key) => !isBase(key)).join(', ') || 'nothing'} here.`;

/** What holds the payload: the arguments, or the job that is the first of them. Some queues hand over a list of one. */
function holderOf(args: any, key: PropertyKey | undefined): any {
  if (key === undefined) return args;
  const [first] = args;
  const isList = Array.isArray(first);
  if (isList && first.length > 1) fail('Jobs of several callers came at once: receive each by itself.');
  // A consumer is told that it was cancelled by a message that is none.
  return (isList ? first[0] : first) ?? {};
}

/** Only what the list names, only JSON data, only settings that may be anywhere. */
function listed(anywhere: Record<string, unknown>, json: readonly string[]): Overrides {
  const arrived = new Map(detached().arrived);
  for (const name of json) {
    if (!mayBeStored(name)) fail(`${name} is in the json list: define it with wire: 'anywhere'.${thereIs()}`);
    if (Object.hasOwn(anywhere, name)) arrived.set(name, makeArrived(copyJson(name, anywhere[name])));
  }
  return makeOverrides(new Map(), arrived);
}
