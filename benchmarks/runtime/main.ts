/**
 * `pnpm bench:runtime [--node 20,24] [--quick] [--soak]`: what a launch costs beside its peers, measured in the same
 * process and in short turns, one process per Node version; and what a payload costs. `--soak` runs ten million
 * launches instead and looks at the heap. (`tests/size.test.ts` of the runtime looks at the size.)
 *
 * Every launch enters a frame of its own with `als.run`, so none is faster than that. Where a peer's bound is out of
 * reach for `als.run` alone, the table says so: `✗ bare run: 2.9x`. OpenTelemetry's `context.bind` enters the context
 * that is active already, which costs nothing on Node 24 and 26; "call from elsewhere" has it enter one, as a queue does.
 *
 * Exit code 0 when every bound below holds, 1 when one does not.
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';
import { nodeBinary, wantedMajors } from '../../tools/matrix/nodes.ts';

const SUBJECT = 'withParentOverrides';
const BARE = 'als.run alone';
/** At most this many times a closure written by hand. */
const OVER_CLOSURE = 1.3;
/** At least this many times as fast as these: on Node 20 and 22, and on later versions. */
const FASTER: Record<string, [before24: number, from24: number]> = {
  'AsyncResource.bind': [20, 4],
  'AsyncLocalStorage.bind': [20, 4],
  'AsyncLocalStorage.snapshot': [20, 4],
  'OpenTelemetry context.bind': [5, 2],
};
/** `pack` and `receive` together, over a structuredClone of the same data. */
const OVER_CLONE = 1.2;
/** Growth of the heap in MB from the first million launches to the last. */
const HEAP_GROWTH = 1;

/** Of one candidate: nanoseconds, and its time over that of the first candidate of its table. */
interface Measure {
  ns: number;
  ratio: number;
}
const PARTS = ['wrap + call', 'wrap alone', 'call alone', 'call from elsewhere'] as const;
type Table = Record<string, Measure>;
interface Measured {
  version: string;
  launches: Record<string, Record<(typeof PARTS)[number], Table>>;
  payloads: Record<string, Record<'text' | 'nested', Table>>;
}

const args = process.argv.slice(2);
const dist = path.join(import.meta.dirname, '../../packages/runtime/dist/index.js');
if (!existsSync(dist)) throw new Error('packages/runtime is not built: run `pnpm build` first');
let failed = 0;

function run(binary: string, file: string, ...rest: string[]): any {
  const script = path.join(import.meta.dirname, file);
  return JSON.parse(execFileSync(binary, ['--expose-gc', script, ...rest], { encoding: 'utf8' }));
}

/** `text`, and where its bound does not hold a mark and `note`. */
function check(holds: boolean, text: string, note = ''): string {
  if (!holds) failed++;
  return holds ? text : `${text} ✗${note}`;
}

function table(head: string[], rows: string[][]): void {
  const widths = head.map((_, i) => Math.max(...[head, ...rows].map((row) => row[i]!.length)));
  for (const row of [head, ...rows])
    console.log(row.map((cell, i) => (i ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!))).join('  '));
  console.log();
}

const nanoseconds = (ns: number): string =>
  ns < 10_000 ? `${ns.toFixed(0)} ns` : `${(ns / 1000).toFixed(0)} µs`;

function printLaunches({ version, launches }: Measured): void {
  const late = Number(/\d+/.exec(version)![0]) >= 24;
  const sizes = Object.keys(launches);
  for (const what of PARTS) {
    const rows = Object.keys(launches[1]![what]).map((name) => [
      name,
      ...sizes.flatMap((size) => {
        const { ns, ratio } = launches[size]![what][name]!;
        const text = ratio < 1 ? `we take ${(1 / ratio).toFixed(2)}x` : `we are ${ratio.toFixed(1)}x faster`;
        const bound = FASTER[name]?.[late ? 1 : 0];
        const holds = bound ? ratio >= bound : name === BARE || 1 / ratio <= OVER_CLOSURE;
        const reachable = ratio / launches[size]!['wrap + call'][BARE]!.ratio;
        const note = bound && reachable < bound ? `, bare run: ${reachable.toFixed(1)}x` : '';
        // Only the two together have bounds; the parts show where the time goes.
        return [
          nanoseconds(ns),
          name === SUBJECT ? '' : what === 'wrap + call' ? check(holds, text, note) : text,
        ];
      }),
    ]);
    table([`${what}, Node ${version}`, ...sizes.flatMap((size) => [`${size} values`, ''])], rows);
  }
}

function printPayloads({ version, payloads }: Measured): void {
  for (const kind of ['text', 'nested'] as const) {
    const rows = Object.entries(payloads).map(([size, { [kind]: measures }]) => {
      const { ratio } = measures['pack + receive']!;
      return [
        size,
        ...Object.values(measures).map(({ ns }) => nanoseconds(ns)),
        check(ratio <= OVER_CLONE, `${ratio.toFixed(2)}x a clone`),
      ];
    });
    table([`${kind} values, Node ${version}`, ...Object.keys(payloads[1]![kind]), ''], rows);
  }
}

function soak(major: number): void {
  const { version, launched, wrong, seconds, heaps } = run(nodeBinary(major), 'soak.js');
  const growth = heaps.at(-1) - heaps[0];
  console.log(
    `Node ${version}: ${launched.toLocaleString('en')} launches in ${seconds.toFixed(0)} s, ` +
      `${check(wrong === 0, `${wrong} saw a wrong value`)}, ` +
      `heap ${heaps.map((mb: number) => mb.toFixed(1)).join(' ')} MB: ` +
      check(growth < HEAP_GROWTH, `grew by ${growth.toFixed(2)} MB`),
  );
}

console.log(
  `${cpus().length} × ${cpus()[0]?.model}; medians of paired rounds; ✗ marks a bound that does not hold\n`,
);
for (const major of wantedMajors(args)) {
  if (args.includes('--soak')) {
    soak(major);
    continue;
  }
  const measured: Measured = run(nodeBinary(major), 'launches.js', args.includes('--quick') ? '40' : '120');
  printLaunches(measured);
  printPayloads(measured);
}
if (failed) console.log(`${failed} bounds do not hold.`);
process.exitCode = failed ? 1 : 0;
