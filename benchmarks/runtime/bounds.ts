/** What `pnpm bench:runtime` demands. The documentation claims no other figure. */

export interface Bounds {
  /** Wrapping and calling once: at least this many times as fast as what carries the same. */
  readonly fasterThan: Readonly<Record<string, number>>;
  /** `pack` and `receive` together, over a structuredClone of the same data. */
  readonly overClone: number;
  /** A launch in a whole loop over the same in 0.1.0, which had to adopt the foreign store. */
  readonly loops: Readonly<Record<string, number>>;
  /** Reading an override, and a default, over the same in 0.1.0. */
  readonly read: number;
  readonly readDefault: number;
  /** `context({ x, y })` over `run` and two `set` of nestjs-cls. */
  readonly context: number;
  readonly largeContextMicros: number;
  /** Of a wrapped callback, beside the callback. */
  readonly bytes: number;
  /** In MB, from the first million launches to the last. */
  readonly heapGrowth: number;
}

/** By the major version of Node: 24 and later keep contexts in another way. */
export function boundsFor(major: number): Bounds {
  const faster = { 20: 15, 22: 8, 24: 4, 26: 3 }[major]!;
  const late = major >= 24;
  return {
    fasterThan: {
      'AsyncResource.bind': faster,
      'AsyncLocalStorage.bind': faster,
      'AsyncLocalStorage.snapshot': faster,
    },
    overClone: 1.2,
    loops: {
      'setImmediate, each its caller, a foreign store': late ? 0.8 : 1,
      'setImmediate, each its caller, nothing foreign': late ? 1 : 1.8,
      // 0.1.0 made nothing but a proxy for a second callback under the same overrides.
      'setImmediate, one caller, a foreign store': late ? 0.8 : 1,
      'setImmediate, one caller, nothing foreign': late ? 1 : 2.2,
      'p-queue, each its caller, a foreign store': late ? 0.95 : 1,
      'p-queue, each its caller, nothing foreign': late ? 1 : 1.2,
    },
    read: 0.8,
    readDefault: 1.2,
    context: major === 20 ? 2.3 : 2,
    largeContextMicros: 200,
    bytes: 200,
    heapGrowth: 1,
  };
}

/** The bounds that did not hold. */
export const failures: string[] = [];

function check(holds: boolean, text: string): string {
  if (!holds) failures.push(text);
  return holds ? text : `${text} ✗`;
}

export const atMost = (value: number, bound: number, unit: string, digits = 2): string =>
  check(value <= bound, `${value.toFixed(digits)}${unit}`);

/** `text`, checked where there is a bound: the peer takes at least that many times as long. */
export const row = (ratio: number, bound: number | undefined, text: string): string =>
  check(bound === undefined || ratio >= bound, text);

export function table(head: string[], rows: string[][]): void {
  const widths = head.map((_, i) => Math.max(...[head, ...rows].map((cells) => cells[i]!.length)));
  for (const cells of [head, ...rows])
    console.log(cells.map((cell, i) => (i ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!))).join('  '));
  console.log();
}
