/** Which values may leave this thread, and in what form. */
import { Carrier } from './carrier.ts';
import { fail } from './fail.ts';
import { layer, type Overrides } from './frame.ts';
import { copyJson } from './json-data.ts';
import { state } from './state.ts';

/** May it be in JSON, which transports may store? */
export function anywhere(name: string): boolean {
  const wire: any = state.settings[name]?.wire;
  return (wire?.to ?? wire) === 'anywhere';
}

function encodeValue(name: string, value: unknown): unknown {
  const { encode } = state.settings[name]!.wire as any;
  return encode ? copyJson(`What encode made of ${name}`, encode(value)) : copyJson(name, value);
}

/**
 * What work launched under `overrides` takes along; undefined when there is nothing.
 * @throws TypeError when an active override has no decision (`wire`) or a value that cannot cross.
 */
export function encode({ own, inherited, raw }: Overrides): Carrier | undefined {
  const carrier = new Carrier();
  const near = Object.assign(carrier.clone.get('own')!, raw?.[0]);
  // This thread only hands raw values on: whether they may be stored is known where their store is defined.
  carrier.threadOnly = Object.keys(near);
  for (const name of Object.keys(own)) {
    const { wire } = state.settings[name]!;
    if (wire === undefined) {
      fail(
        `${name} is overridden and does not say if it may leave this thread: ` +
          "define it with wire: 'thread', 'anywhere', { encode, decode }, or false to leave it behind.",
      );
    }
    if (!wire) continue;
    const far = anywhere(name);
    if (!far) carrier.threadOnly.push(name);
    (far ? carrier.anywhere : near)[name] = encodeValue(name, own[name]);
  }
  // Base values go where `wire` lets them; the rest is for the other thread's own `configure`.
  const base = Object.assign(carrier.clone.get('inherited')!, raw?.[1]);
  const values = layer(state.configured, inherited);
  for (const name of Object.keys(values)) {
    if (state.settings[name]!.wire) base[name] = encodeValue(name, values[name]);
  }
  return [carrier.anywhere, near, base].some((part) => Object.keys(part).length) ? carrier : undefined;
}
