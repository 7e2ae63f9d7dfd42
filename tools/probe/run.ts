/** Probes every launch site on the running Node and prints what was seen, as JSON. Started by main.ts. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import {
  packParentOverrides,
  spawnWithParentOverrides,
  withParentOverrides,
  type Settings,
} from '../../packages/runtime/tests/flows/runtime.ts';
import { LAUNCHES } from '../../packages/runtime/tests/flows/launches.ts';
import { observe, type Flow } from '../../packages/runtime/tests/flows/observe.ts';
import { POOLS } from '../../packages/runtime/tests/flows/pools.ts';
import { settings } from '../../packages/runtime/tests/workers/settings.mjs';

export interface Probe {
  site: string;
  /** Whose overrides the child sees. */
  unwrapped: string;
  wrapped: string;
  /** Does a change on one side show on the other while both run? */
  leaks: { unwrapped: boolean; wrapped: boolean };
}

/** Names what a flow shows: a child sees its parent's values at launch, a mix of both sides', or somebody else's. */
function verdict({ childAtStart, childLater, parentAtEnd }: Flow): { sees: string; leaks: boolean } {
  const own = childAtStart.trace[0] === 'before';
  const sees = own ? "its parent's" : childAtStart.lm === 'lost' ? 'nothing: lost' : childAtStart.lm;
  const leaks =
    own && (childLater.lm !== 'before' || parentAtEnd.lm === 'child' || parentAtEnd.trace.includes('child'));
  return { sees, leaks };
}

const probes: Probe[] = [];
for (const site of LAUNCHES) {
  const launch = site.launch.bind(site);
  const bare = verdict(await observe(launch, (callback) => callback, 'set'));
  const wrapped = verdict(await observe(launch, withParentOverrides, 'set'));
  probes.push({
    site: site.name,
    unwrapped: bare.sees,
    wrapped: wrapped.sees,
    leaks: { unwrapped: bare.leaks, wrapped: wrapped.leaks },
  });
}

/** What the workers of packages/runtime/tests/workers report. */
interface Seen {
  lm: string;
}

const store = settings as Settings<Seen>;
const inside = <R>(body: () => Promise<R>): Promise<R> => store.context({ lm: 'before' }, body);
/** A thread's `lm`: the override, or what the worker's own module configures. */
const named = ({ lm }: Seen) =>
  lm === 'before' ? "its parent's" : lm === 'from setup' ? 'nothing: lost' : lm;
const apart = { unwrapped: false, wrapped: false };

async function reply<R>(worker: Worker): Promise<R> {
  const [message] = (await once(worker, 'message')) as [R];
  await worker.terminate();
  return message;
}
const workers = new URL('../../packages/runtime/tests/workers/', import.meta.url);
const report = () => new Worker(new URL('report.mjs', workers));
const nested = (how: string) => () => new Worker(new URL('nested.mjs', workers), { workerData: how });
const spawned = <R>(create: () => Worker) => inside(() => reply<R>(spawnWithParentOverrides(create)));
const grandchild = async (how: string) => (await spawned<{ grandchild: Seen }>(nested(how))).grandchild;
probes.push(
  {
    site: 'new Worker',
    unwrapped: named(await inside(() => reply<Seen>(report()))),
    wrapped: named(await spawned<Seen>(report)),
    leaks: apart,
  },
  {
    site: 'new Worker in a Worker',
    unwrapped: named(await grandchild('unwrapped')),
    wrapped: named(await grandchild('wrapped')),
    leaks: apart,
  },
);
for (const { name, open } of POOLS) {
  const pool = open();
  const run = (pack: (task: { x: number }) => unknown) =>
    inside(() => pool.run(pack({ x: 1 })) as Promise<Seen>);
  const unwrapped = named(await run((task) => task));
  const wrapped = named(await run(packParentOverrides));
  probes.push({ site: name, unwrapped, wrapped, leaks: apart });
}
console.log(JSON.stringify(probes));
// Ends the pools too. Not by `destroy`: poolifier's waits for an 'exit' event that has passed already where its
// thread was quick to end by itself, and then this process would wait for nothing.
process.exit(0);
