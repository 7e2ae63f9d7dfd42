/**
 * `pnpm jobs`: a job that one process puts is run by another as whoever put it, on real services and with each library at
 * pinned versions. Each worker is started by somebody, as where it is made when the first request comes, and no job may
 * run as that one.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PORTS } from '../probe/probe.ts';
import { isThere } from '../probe/services.ts';
import { LIBRARIES } from './libraries.ts';
import { installLibraries } from './packages.ts';
import { put, remove, Worker, type Ran } from './run-process.ts';

beforeAll(installLibraries);

const who = (ran: readonly Ran[]): string[] =>
  ran.map(({ data, tenant, user }) => `${data.item}: ${tenant}, ${user}`).sort();
const own = (item: string, as: string): string => `${item}: ${as}, user of ${as}`;

/** A worker for as long as `body` takes. */
async function working<R>(worker: Worker, body: (worker: Worker) => Promise<R>): Promise<R> {
  try {
    return await body(await worker.ready());
  } finally {
    await worker.end();
  }
}

for (const { packages, service, repeats } of LIBRARIES) {
  const answers = await isThere(service);
  if (!answers)
    console.warn(`SKIPPED: ${packages.join(', ')}: ${service} does not answer on port ${PORTS[service]}.`);

  describe.skipIf(!answers).each(packages)('%s', (of) => {
    // Each a name that is a schema in PostgreSQL as well.
    const queues: string[] = [];
    const queueName = (): string => {
      const name = `jobs_${randomUUID().replaceAll('-', '')}`;
      queues.push(name);
      return name;
    };
    afterAll(async () => {
      for (const queue of queues) await remove(of, queue);
    });

    test.concurrent('a job runs as whoever put it: at once, delayed, and tried again', async () => {
      const queue = queueName();
      await put(of, queue, true, [
        { as: 'ada', data: { item: 'at once' } },
        { as: 'bob', data: { item: 'later' }, how: { delay: 300 } },
        { as: 'cho', data: { item: 'again', fails: true }, how: { again: true } },
        { as: 'dan', data: { item: 'at last' } },
      ]);
      const ran = await working(new Worker(of, queue, true), (worker) => worker.runs(5, 60));
      expect(who(ran)).toEqual([
        own('again', 'cho'),
        own('again', 'cho'),
        own('at last', 'dan'),
        own('at once', 'ada'),
        own('later', 'bob'),
      ]);
      // The handler gets what was put, and nothing beside it.
      expect(ran.find(({ data }) => data.item === 'later')?.data).toEqual({ item: 'later' });
    });

    test.concurrent('a job that a worker died with runs as whoever put it', async () => {
      const queue = queueName();
      await put(of, queue, true, [{ as: 'ada', data: { item: 'tea', hangs: true } }]);
      const first = await new Worker(of, queue, true).ready();
      expect(who(await first.runs(1, 60))).toEqual([own('tea', 'ada')]);
      await first.end('killed');
      const ran = await working(new Worker(of, queue, true, true), (worker) => worker.runs(1, 90));
      expect(who(ran)).toEqual([own('tea', 'ada')]);
    });

    test.concurrent('who packs and who receives may change at different times', async () => {
      const [packs, receives] = [queueName(), queueName()];
      await put(of, packs, true, [{ as: 'ada', data: { item: 'tea' } }]);
      const [seen] = await working(new Worker(of, packs, false), (worker) => worker.runs(1, 60));
      expect(seen?.data).toMatchObject({ item: 'tea' });
      await put(of, receives, false, [{ as: 'ada', data: { item: 'tea' } }]);
      const ran = await working(new Worker(of, receives, true), (worker) => worker.runs(1, 60));
      expect(ran.map(({ tenant, data }) => [tenant, data])).toEqual([['nobody', { item: 'tea' }]]);
    });

    test
      .skipIf(repeats === undefined)
      .concurrent('a repeated job is of whoever put it, each time', async () => {
        const queue = queueName();
        await put(of, queue, true, [{ as: 'ada', data: { item: 'tea' }, how: { repeated: true } }]);
        // What comes once a minute is seen once.
        const times = (repeats ?? 0) > 1000 ? 1 : 2;
        const ran = await working(new Worker(of, queue, true), (worker) => worker.runs(times, 150));
        expect(who(ran.slice(0, times))).toEqual(Array.from({ length: times }, () => own('tea', 'ada')));
      });
  });
}
