/** Probes every launch site on the running Node and prints what was seen, as JSON. Started by main.ts. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import {
  packParentOverrides,
  spawnWithParentOverrides,
  withParentOverrides,
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

setInterval(() => {}, 1000); // pools unref their workers: stay until the end
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

const inside = (body: () => Promise<any>): Promise<any> => (settings as any).context({ lm: 'before' }, body);
const named = (lm: string) => (lm === 'before' ? "its parent's" : 'nothing: lost');
const apart = { unwrapped: false, wrapped: false };

async function reply(worker: Worker): Promise<any> {
  const [message] = await once(worker, 'message');
  await worker.terminate();
  return message;
}
const workers = new URL('../../packages/runtime/tests/workers/', import.meta.url);
const report = () => new Worker(new URL('report.mjs', workers));
const nested = (how: string) => () => new Worker(new URL('nested.mjs', workers), { workerData: how });
const spawned = async (create: () => Worker) => inside(() => reply(spawnWithParentOverrides(create)));
probes.push({
  site: 'new Worker',
  unwrapped: named((await inside(() => reply(report()))).lm),
  wrapped: named((await spawned(report)).lm),
  leaks: apart,
});
probes.push({
  site: 'new Worker in a Worker',
  unwrapped: named((await spawned(nested('unwrapped'))).grandchild.lm),
  wrapped: named((await spawned(nested('wrapped'))).grandchild.lm),
  leaks: apart,
});
for (const { name, open } of POOLS) {
  const pool = open();
  const unwrapped = await inside(() => pool.run({ x: 1 }));
  const wrapped = await inside(() => pool.run(packParentOverrides({ x: 1 })));
  probes.push({ site: name, unwrapped: named(unwrapped.lm), wrapped: named(wrapped.lm), leaks: apart });
  await pool.destroy();
}
console.log(JSON.stringify(probes));
process.exit(0);
