/** Which values may leave this thread, and in what form. */
import { Carrier } from './carrier.ts';
import { fail } from './fail.ts';
import { layer, type Overrides } from './frame.ts';
import { copyJson } from './json-data.ts';
import { state } from './state.ts';

/** May it be in JSON, which transports may store? */
export function mayBeStored(name: string): boolean {
  const wire: any = state.settings.get(name)?.wire;
  return (wire?.to ?? wire) === 'anywhere';
}

function encodeValue(name: string, value: unknown): unknown {
  const { encode } = state.settings.get(name)!.wire as any;
  return encode ? copyJson(`What encode made of ${name}`, encode(value)) : copyJson(name, value);
}

/**
 * What work launched under `overrides` takes along; undefined when there is nothing.
 * @throws TypeError when an active override has no decision (`wire`) or a value that cannot cross.
 */
export function encode({ own, inherited, raw }: Overrides): Carrier | undefined {
  const carrier = new Carrier();
  const { anywhere, clone, threadOnly } = carrier;
  const near = clone.get('own')!;
  const base = clone.get('inherited')!;
  // This thread only hands raw values on: whether they may be stored is known where their store is defined.
  raw?.[0].forEach((encoded, name) => {
    threadOnly.push(name);
    near.set(name, encoded);
  });
  raw?.[1].forEach((encoded, name) => base.set(name, encoded));
  own.forEach((value, name) => {
    const { wire } = state.settings.get(name)!;
    if (wire === undefined) {
      fail(
        `${name} is overridden and does not say if it may leave this thread: ` +
          "define it with wire: 'thread', 'anywhere', { encode, decode }, or false to leave it behind.",
      );
    }
    if (!wire) return;
    const encoded = encodeValue(name, value);
    if (mayBeStored(name)) anywhere[name] = encoded;
    else {
      threadOnly.push(name);
      near.set(name, encoded);
    }
  });
  // Base values go where `wire` lets them; the rest is for the other thread's own `configure`.
  layer(state.configured, inherited).forEach((value, name) => {
    if (state.settings.get(name)!.wire) base.set(name, encodeValue(name, value));
  });
  return near.size + base.size + Object.keys(anywhere).length ? carrier : undefined;
}
