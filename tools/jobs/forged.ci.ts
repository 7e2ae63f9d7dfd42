/** Forged jobs, through Redis and bullmq: 10,000 that a stranger wrote, among jobs of ours. */
import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import {
  defineSettings,
  packParentOverrides,
  receiveParentOverrides,
} from '../../packages/runtime/src/index.ts';
import { PORTS } from '../probe/probe.ts';
import { aliasOf } from '../probe/alias.ts';
import { isThere } from '../probe/services.ts';
import { installLibraries, PACKAGES } from './packages.ts';

beforeAll(installLibraries);

interface App {
  tenant: string;
  /** May be in jobs, and no processor here takes it. */
  role: string;
  apiKey: string;
}
const settings = defineSettings<App>('forged-jobs', {
  tenant: { default: 'nobody', wire: 'anywhere' },
  role: { default: 'guest', wire: 'anywhere' },
  apiKey: { default: 'none', wire: 'thread' },
});
const NOTHING = { tenant: 'nobody', role: 'guest', apiKey: 'none' };

const answers = await isThere('Redis');
if (!answers) console.warn(`SKIPPED: Redis does not answer on port ${PORTS.Redis}.`);

const NAMES = ['tenant', 'role', 'apiKey', '__proto__', 'constructor', 'toString', 'x'];
const name = fc.oneof(fc.constantFrom(...NAMES.map((key) => `forged-jobs.${key}`), ...NAMES), fc.string());
const anywhere = fc.dictionary(name, fc.oneof(fc.constant('forged'), fc.jsonValue({ maxDepth: 3 })));
const carrier = fc.oneof(
  { weight: 3, arbitrary: fc.record({ v: fc.constantFrom(2, 2, 2, 1, 3, '2', null), anywhere }) },
  fc.record(
    {
      v: fc.constant(2),
      anywhere,
      threadOnly: fc.jsonValue({ maxDepth: 1 }),
      clone: fc.oneof(anywhere, fc.array(fc.tuple(name, fc.constant('forged')))),
      cloned: fc.constantFrom({}, [], '[object ArrayBuffer]', { resizable: true, byteLength: 0 }),
      toJSON: fc.jsonValue({ maxDepth: 1 }),
    },
    { requiredKeys: [] },
  ),
  fc.jsonValue({ maxDepth: 3 }),
);
const packed = fc.oneof(
  fc.tuple(carrier),
  fc.tuple(carrier, fc.jsonValue({ maxDepth: 2 })),
  fc.jsonValue({ maxDepth: 3 }),
);
/** As text, because a key `__proto__` is only in JSON one like any other. */
const job = fc
  .tuple(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 1 }), { maxKeys: 2 }), packed)
  .map(([fields, forged]) => ({ ...fields, $parentOverrides: forged }));

const NUMBER = 10_000;

test.skipIf(!answers)(`${NUMBER} forged jobs change nothing`, async () => {
  const { Queue, Worker } = createRequire(join(PACKAGES, 'package.json'))(aliasOf('bullmq@6'));
  const connection = { host: '127.0.0.1', port: PORTS.Redis, maxRetriesPerRequest: null };
  const queue = new Queue(`forged-${randomUUID()}`, { connection });
  const wrong: unknown[] = [];
  let forged = 0;
  let own = 0;
  const see = (item: { name: string; data: any }): void => {
    const { tenant, role, apiKey } = settings.current;
    const seen = { tenant, role, apiKey };
    const right = item.name === 'own' ? { ...NOTHING, tenant: item.data.tenant } : NOTHING;
    if (JSON.stringify(seen) !== JSON.stringify(right)) wrong.push([item.name, seen, item.data]);
  };
  const takesNone = receiveParentOverrides(see, { json: [], payload: 'data' });
  const takesTenant = receiveParentOverrides(see, { json: ['forged-jobs.tenant'], payload: 'data' });
  // The stranger may write what is in the list; so strangers' jobs go to the processor whose list is empty.
  const work = async (item: { name: string; data: any }): Promise<void> => {
    if (item.name === 'own') {
      own++;
      takesTenant(item);
    } else {
      forged++;
      takesNone(item);
    }
  };
  const seed = Date.now() % 1_000_000;
  const all = fc.sample(job, { numRuns: NUMBER, seed });
  for (let at = 0; at < NUMBER; at += 1000) {
    const strangers = all.slice(at, at + 1000).map((data) => ({ name: 'forged', data }));
    const ours = settings.context({ tenant: `caller ${at}` }, () => ({
      name: 'own',
      data: packParentOverrides({ tenant: `caller ${at}` }),
    }));
    await queue.addBulk([...strangers, ours]);
  }
  const worker = new Worker(queue.name, work, { connection, concurrency: 50 });
  worker.on('failed', (item: unknown, error: Error) => wrong.push([error.message, item]));
  while (forged + own < NUMBER + 10) await new Promise((resolve) => setTimeout(resolve, 50));
  await worker.close();
  await queue.obliterate({ force: true });
  await queue.close();
  expect({ seed, wrong: wrong.slice(0, 3), forged, own }).toEqual({
    seed,
    wrong: [],
    forged: NUMBER,
    own: 10,
  });
  expect(['forged', 'polluted', 'x', 'v'].filter((key) => key in {})).toEqual([]);
});

test(`a list lets in what it names, and of ${NUMBER} forged jobs nothing else`, () => {
  const read = receiveParentOverrides(
    (item: { data: unknown }) => ({ seen: { ...settings.current }, data: item.data }),
    { json: ['forged-jobs.tenant'], payload: 'data' },
  );
  fc.assert(
    fc.property(job, (data) => {
      let result;
      try {
        result = read(JSON.parse(JSON.stringify({ data })));
      } catch (error) {
        // Half a carrier, or another version: this job fails, and says why.
        expect((error as Error).message).toMatch(/^Overrides arrived|may not be in JSON|must be JSON data/);
        return;
      }
      expect(result.seen).toMatchObject({ role: 'guest', apiKey: 'none' });
      expect('forged' in {}).toBe(false);
    }),
    { numRuns: NUMBER },
  );
});
