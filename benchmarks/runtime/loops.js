/**
 * One process of `pnpm bench:runtime` for one loop and one runtime, so that no other store is in it than the loop's:
 * prints the nanoseconds of a launch, in processor time, because a busy machine stretches the other. Plain JavaScript, because Node 20 runs no TypeScript.
 *
 * `loops.js FILE LOOP CALLERS FOREIGN`: the runtime's file; `setImmediate` or `p-queue`; `each its caller` where every
 * launch has a context of its own, or `one caller` for all; and `none`, `adopted` or `carried` for a store of somebody
 * else's that is current as well.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { median } from './paired.js';

const [file, loop, callers, foreign] = process.argv.slice(2);
const { adoptStore, defineSettings, withParentOverrides } = await import(pathToFileURL(file));
const { resolve } = createRequire(new URL('../../packages/runtime/package.json', import.meta.url));
const { default: PQueue } = await import(pathToFileURL(resolve('p-queue')));

const LAUNCHES_PER_TURN = 1_000;
const TURNS_PER_BLOCK = 10;
const WARM_UP_BLOCKS = 15;
const BLOCKS = 25;
const settings = defineSettings('loops', { lm: {} });
const tenant = foreign === 'none' ? undefined : new AsyncLocalStorage();
if (foreign === 'adopted') adoptStore(tenant);

const many = callers === 'each its caller';

/** What each caller has: a context of its own and, with a foreign store, a value there. */
function asCaller(lm, launch) {
  return settings.context({ lm }, () => (tenant ? tenant.run(lm, launch) : launch()));
}

const launchAs = many ? asCaller : (_, launch) => launch();

let wrong = 0;
function look(caller) {
  const lm = many ? caller : 0;
  if (settings.current.lm !== lm || (tenant && tenant.getStore() !== lm)) wrong++;
}

const TURNS = {
  setImmediate: () =>
    new Promise((done) => {
      let left = LAUNCHES_PER_TURN;
      for (let i = 0; i < LAUNCHES_PER_TURN; i++) {
        const callback = () => {
          look(i);
          if (--left === 0) done();
        };
        launchAs(i, () => setImmediate(withParentOverrides(callback)));
      }
    }),
  'p-queue': async () => {
    const queue = new PQueue({ concurrency: 2 });
    for (let i = 0; i < LAUNCHES_PER_TURN; i++) {
      const task = async () => {
        look(i);
        await null;
        look(i);
      };
      launchAs(i, () => void queue.add(withParentOverrides(task)));
    }
    await queue.onIdle();
  },
};

const times = [];
for (let block = 0; block < WARM_UP_BLOCKS + BLOCKS; block++) {
  const before = process.cpuUsage();
  for (let i = 0; i < TURNS_PER_BLOCK; i++) await (many ? TURNS[loop]() : asCaller(0, TURNS[loop]));
  const { user, system } = process.cpuUsage(before);
  if (block >= WARM_UP_BLOCKS) {
    times.push(((user + system) * 1000) / (TURNS_PER_BLOCK * LAUNCHES_PER_TURN));
  }
}
if (wrong) throw new Error(`${wrong} looks saw a wrong value`);
console.log(JSON.stringify(median(times)));
