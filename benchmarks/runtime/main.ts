/**
 * `pnpm bench:runtime [--node 20,24] [--quick] [--soak]`: what a launch, a read and a context cost beside their peers,
 * each in one run per Node version; and what a payload costs. `--soak` runs ten million launches instead and looks at
 * the heap. (`tests/size.test.ts` of the runtime looks at the size.)
 *
 * A peer is measured in the same process and in short turns, or, for whole loops, in processes that take turns.
 * Exit code 0 when every bound of bounds.ts holds, 1 when one does not.
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';
import { nodeBinary, wantedMajors } from '../../tools/matrix/nodes.ts';
import { atMost, boundsFor, failures, row, table, type Bounds } from './bounds.ts';
import { previousRuntime } from './previous.ts';

/** Of one candidate: nanoseconds, and its time over that of the first candidate of its table. */
interface Measure {
  ns: number;
  ratio: number;
}
type Table = Record<string, Measure>;
const PARTS = ['wrap + call', 'wrap alone', 'call alone', 'call from elsewhere'] as const;
type Launches = Record<string, Record<(typeof PARTS)[number], Table>>;
type Payloads = Record<string, Record<'text' | 'nested', Table>>;

const args = process.argv.slice(2);
const quick = args.includes('--quick');
const dist = path.join(import.meta.dirname, '../../packages/runtime/dist/index.js');
if (!existsSync(dist)) throw new Error('packages/runtime is not built: run `pnpm build` first');

function run(binary: string, file: string, ...rest: string[]): any {
  const script = path.join(import.meta.dirname, file);
  return JSON.parse(execFileSync(binary, ['--expose-gc', script, ...rest], { encoding: 'utf8' }));
}

const nanoseconds = (ns: number): string =>
  ns < 10_000 ? `${ns.toFixed(0)} ns` : `${(ns / 1000).toFixed(0)} µs`;

function printLaunches(version: string, launches: Launches, bounds: Bounds): void {
  const sizes = Object.keys(launches);
  for (const what of PARTS) {
    const rows = Object.keys(launches[1]![what]).map((name, at) => [
      name,
      ...sizes.flatMap((size) => {
        const { ns, ratio } = launches[size]![what][name]!;
        const bound = what === 'wrap + call' ? bounds.fasterThan[name] : undefined;
        return [nanoseconds(ns), at === 0 ? '' : row(ratio, bound, `${ratio.toFixed(1)}x ours`)];
      }),
    ]);
    table([`${what}, Node ${version}`, ...sizes.flatMap((size) => [`${size} values`, ''])], rows);
  }
}

function printPayloads(version: string, payloads: Payloads, bounds: Bounds): void {
  for (const kind of ['text', 'nested'] as const) {
    const rows = Object.entries(payloads).map(([size, { [kind]: measures }]) => [
      size,
      ...Object.values(measures).map(({ ns }) => nanoseconds(ns)),
      atMost(measures['pack + receive']!.ratio, bounds.overClone, 'x a clone'),
    ]);
    table([`${kind} values, Node ${version}`, ...Object.keys(payloads[1]![kind]), ''], rows);
  }
}

function printContexts(binary: string, bounds: Bounds): void {
  const measured = run(binary, 'contexts.js', previousRuntime(), quick ? '40' : '120');
  const { version, reads, contexts, bytes } = measured;
  const over = (measures: Table, name: string, peer: string): number =>
    measures[name]!.ratio / measures[peer]!.ratio;
  const rows = Object.entries({ ...reads, ...contexts } as Table).map(([name, { ns }]) => [
    name,
    nanoseconds(ns),
  ]);
  table([`reads and contexts, Node ${version}`, ''], rows);
  const [one, many] = ['context({ x, y })', 'context of 1,000 values'];
  table(
    [`bounds, Node ${version}`, ''],
    [
      ['a read, over 0.1.0', atMost(over(reads, 'current.x', 'current.x in 0.1.0'), bounds.read, 'x')],
      ['a read, over getStore().x', `${over(reads, 'current.x', 'getStore().x').toFixed(2)}x`],
      [
        'a read of a default, over 0.1.0',
        atMost(over(reads, 'current.z, a default', 'current.z in 0.1.0'), bounds.readDefault, 'x'),
      ],
      [
        'context, over nestjs-cls',
        atMost(over(contexts, one, 'nestjs-cls run, set, set'), bounds.context, 'x'),
      ],
      ['context of 1,000 values', atMost(contexts[many].ns / 1000, bounds.largeContextMicros, ' µs')],
      ['a wrapped callback', atMost(bytes, bounds.bytes, ' bytes')],
    ],
  );
}

/** Whole loops, each runtime and each turn in a process of its own. */
function printLoops(version: string, binary: string, bounds: Bounds): void {
  const previous = previousRuntime();
  const measure = (file: string, ...how: string[]): number => run(binary, 'loops.js', file, ...how);
  const rows = Object.entries(bounds.loops).map(([name, bound]) => {
    const [loop = '', callers = '', stores = ''] = name.split(', ');
    const foreign = stores === 'nothing foreign' ? ['none', 'none'] : ['adopted', 'carried'];
    const turns = Array.from({ length: quick ? 3 : 7 }, () => [
      measure(previous, loop, callers, foreign[0]!),
      measure(dist, loop, callers, foreign[1]!),
    ]);
    const middle = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1]!;
    return [
      name,
      nanoseconds(middle(turns.map(([before]) => before!))),
      nanoseconds(middle(turns.map(([, now]) => now!))),
      atMost(middle(turns.map(([before, now]) => now! / before!)), bound, 'x'),
    ];
  });
  table([`a launch in a loop, Node ${version}`, '0.1.0', 'now', ''], rows);
}

function soak(binary: string, bounds: Bounds): void {
  const { version, launched, wrong, seconds, heaps } = run(binary, 'soak.js');
  console.log(
    `Node ${version}: ${launched.toLocaleString('en')} launches in ${seconds.toFixed(0)} s, ` +
      `${atMost(wrong, 0, ' saw a wrong value', 0)}, ` +
      `heap ${heaps.map((mb: number) => mb.toFixed(1)).join(' ')} MB: ` +
      `grew by ${atMost(heaps.at(-1) - heaps[0], bounds.heapGrowth, ' MB')}`,
  );
}

console.log(
  `${cpus().length} × ${cpus()[0]?.model}; medians of paired rounds; ✗ marks a bound that does not hold\n`,
);
for (const major of wantedMajors(args)) {
  const binary = nodeBinary(major);
  const bounds = boundsFor(major);
  if (args.includes('--soak')) {
    soak(binary, bounds);
    continue;
  }
  const { version, launches, payloads } = run(binary, 'launches.js', quick ? '40' : '120');
  printLaunches(version, launches, bounds);
  printPayloads(version, payloads, bounds);
  printContexts(binary, bounds);
  printLoops(version, binary, bounds);
}
if (failures.length > 0) console.log(`${failures.length} bounds do not hold.`);
process.exitCode = failures.length > 0 ? 1 : 0;
