/** Each job library as its users write it: how a job is put, and how a processor gets it. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { How, JobLibrary } from './library.ts';
import { PACKAGES } from './packages.ts';

const REDIS = { host: '127.0.0.1', port: 6379 };
const POSTGRES = 'postgres://root@127.0.0.1:5432/postgres';
const RABBIT = 'amqp://guest:guest@127.0.0.1:5672';
/** So soon a job of a dead worker counts as stalled. */
const STALLED = { lockDuration: 1000, stalledInterval: 500 };
const EVERY = 400;

/** Redis' libraries are told in one place that a job is tried again. */
const retried = ({ delay, again }: How) => ({
  ...(delay !== undefined && { delay }),
  ...(again && { attempts: 2, backoff: { type: 'fixed', delay: 50 } }),
});

const bullmq: JobLibrary = {
  packages: ['bullmq@5', 'bullmq@6'],
  service: 'Redis',
  repeats: EVERY,
  open: async ({ Queue, Worker }, name) => {
    const connection = { ...REDIS, maxRetriesPerRequest: null };
    const queue = new Queue(name, { connection });
    let worker: any;
    return {
      put: (data, how) =>
        how.repeated
          ? queue.upsertJobScheduler('each', { every: EVERY }, { name: 'job', data })
          : queue.add('job', data, retried(how)),
      work: async (work, receive) => {
        worker = new Worker(
          name,
          receive(async (job: any) => work(job.data), 'data'),
          { connection, concurrency: 20, ...STALLED },
        );
        await worker.waitUntilReady();
      },
      remove: () => queue.obliterate({ force: true }),
      close: async () => {
        await worker?.close();
        await queue.close();
      },
    };
  },
};

const bull: JobLibrary = {
  packages: ['bull@4'],
  service: 'Redis',
  repeats: EVERY,
  open: async (library, name) => {
    const queue = new (library.default ?? library)(name, { redis: REDIS, settings: STALLED });
    await queue.isReady();
    return {
      put: (data, how) =>
        queue.add(data, { ...retried(how), ...(how.repeated && { repeat: { every: EVERY } }) }),
      work: async (work, receive) => {
        const processed = queue.process(
          5,
          receive(async (job: any) => work(job.data), 'data'),
        );
        // It is settled when the queue is closed.
        processed.catch(() => {});
      },
      remove: () => queue.obliterate({ force: true }),
      close: () => queue.close(),
    };
  },
};

/** pg-boss has no word for it. */
async function dropSchema(name: string): Promise<void> {
  const pg = createRequire(join(PACKAGES, 'package.json'))('pg');
  const client = new pg.Client({ connectionString: POSTGRES });
  await client.connect();
  await client.query(`drop schema if exists "${name}" cascade`);
  await client.end();
}

const pgBoss = (packages: readonly string[], options: object, node?: number): JobLibrary => ({
  packages,
  service: 'PostgreSQL',
  ...(node !== undefined && { node }),
  // Its schedules are in minutes.
  repeats: 60_000,
  open: async (library, name) => {
    const PgBoss = library.PgBoss ?? library.default ?? library;
    const boss = new PgBoss({ connectionString: POSTGRES, schema: name, ...options });
    boss.on('error', () => {});
    await boss.start();
    await boss.createQueue?.(name);
    return {
      put: (data, { delay, again, repeated }) =>
        repeated
          ? boss.schedule(name, '* * * * *', data)
          : boss.send(name, data, {
              // For the job of a worker that has died, too.
              ...{ retryLimit: 2, expireInSeconds: 5 },
              ...(again && { retryDelay: 1 }),
              ...(delay !== undefined && { startAfter: new Date(Date.now() + delay) }),
            }),
      work: (work, receive) =>
        boss.work(
          name,
          { pollingIntervalSeconds: 0.5, newJobCheckInterval: 200 },
          receive(async (jobs: any) => work(Array.isArray(jobs) ? jobs[0].data : jobs.data), 'data'),
        ),
      remove: async () => {
        await boss.stop({ graceful: false, timeout: 1000 });
        await dropSchema(name);
      },
      close: () => boss.stop({ graceful: false, timeout: 1000 }),
    };
  },
});

const graphile: JobLibrary = {
  packages: ['graphile-worker@0'],
  service: 'PostgreSQL',
  open: async ({ makeWorkerUtils, run }, name) => {
    // A database for each queue: where one worker's tables are made, all workers of the database end.
    const server = await makeWorkerUtils({ connectionString: POSTGRES });
    const administrate = (statement: string): Promise<any> =>
      server.withPgClient((client: any) => client.query(statement));
    const { rowCount } = await administrate(`select 1 from pg_database where datname = '${name}'`);
    if (rowCount === 0) await administrate(`create database "${name}"`);
    const shared = { connectionString: Object.assign(new URL(POSTGRES), { pathname: name }).href };
    const utils = await makeWorkerUtils(shared);
    await utils.migrate();
    let runner: any;
    return {
      put: (data, { delay }) =>
        utils.addJob('job', data, {
          ...(delay !== undefined && { runAt: new Date(Date.now() + delay) }),
          maxAttempts: 3,
        }),
      work: async (work, receive) => {
        const taskList = { job: receive(async (payload: unknown, _helpers: unknown) => work(payload)) };
        runner = await run({ ...shared, taskList, pollInterval: 200, noHandleSignals: true });
      },
      recover: () =>
        utils.withPgClient(async (client: any) => {
          const { rows } = await client.query(
            'select locked_by from graphile_worker.jobs where locked_by is not null',
          );
          await utils.forceUnlockWorkers(rows.map((row: any) => row.locked_by));
        }),
      remove: () => administrate(`drop database if exists "${name}" with (force)`),
      close: async () => {
        await runner?.stop();
        await utils.release();
        await server.release();
      },
    };
  },
};

const amqplib: JobLibrary = {
  packages: ['amqplib@0', 'amqplib@2'],
  service: 'RabbitMQ',
  open: async (library, name) => {
    const connection = await (library.connect ?? library.default.connect)(RABBIT);
    const channel = await connection.createConfirmChannel();
    await channel.assertQueue(name);
    // Where a message waits, until it expires and goes on.
    const later = `${name}-later`;
    await channel.assertQueue(later, { deadLetterExchange: '', deadLetterRoutingKey: name });
    return {
      put: async (data, { delay }) => {
        const content = Buffer.from(JSON.stringify(data));
        if (delay === undefined) channel.sendToQueue(name, content, { persistent: true });
        else channel.sendToQueue(later, content, { expiration: String(delay) });
        await channel.waitForConfirms();
      },
      work: async (work, receive) => {
        // The payload is the message's text, so it is received behind what reads it.
        const received = receive(async (data: unknown) => work(data));
        await channel.consume(name, async (message: any) => {
          try {
            await received(JSON.parse(message.content.toString()));
            channel.ack(message);
          } catch {
            channel.nack(message);
          }
        });
      },
      remove: () => Promise.all([name, later].map((queue) => channel.deleteQueue(queue))),
      close: () => connection.close(),
    };
  },
};

export const LIBRARIES: readonly JobLibrary[] = [
  bullmq,
  bull,
  pgBoss(['pg-boss@9'], { maintenanceIntervalSeconds: 1, archiveCompletedAfterSeconds: 3600 }),
  pgBoss(['pg-boss@10'], { maintenanceIntervalSeconds: 1, monitorStateIntervalSeconds: 1 }),
  pgBoss(
    ['pg-boss@12'],
    { superviseIntervalSeconds: 1, maintenanceIntervalSeconds: 1, monitorIntervalSeconds: 1 },
    22,
  ),
  graphile,
  amqplib,
];
