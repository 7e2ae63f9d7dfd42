/** Clients of message brokers, on real brokers of this machine. */
import type { Probe } from '../probe.ts';
import { v } from './majors.ts';
import { done } from './task.ts';

/** A channel of RabbitMQ and a queue of its own. */
async function rabbit(t: any, confirms: boolean): Promise<{ channel: any; queue: string }> {
  const connection = await t.main.connect('amqp://guest:guest@127.0.0.1:5672');
  const channel = confirms ? await connection.createConfirmChannel() : await connection.createChannel();
  const { queue } = await channel.assertQueue('', { exclusive: true });
  t.after(() => connection.close());
  return { channel, queue };
}

export const brokers: readonly Probe[] = [
  {
    api: 'amqplib.ConfirmChannel#sendToQueue (callback)',
    packages: v('amqplib', 0),
    service: 'RabbitMQ',
    async setUp(t) {
      const { channel, queue } = await rabbit(t, true);
      return (me) =>
        new Promise<void>((resolve) =>
          channel.sendToQueue(queue, Buffer.from(me), {}, () => resolve(t.see(me))),
        );
    },
  },
  {
    api: 'amqplib.ConfirmChannel#publish (callback)',
    packages: v('amqplib', 0),
    service: 'RabbitMQ',
    async setUp(t) {
      const { channel, queue } = await rabbit(t, true);
      return (me) =>
        new Promise<void>((resolve) =>
          channel.publish('', queue, Buffer.from(me), {}, () => resolve(t.see(me))),
        );
    },
  },
  {
    api: 'amqplib.ConfirmChannel#waitForConfirms (await)',
    packages: v('amqplib', 0),
    service: 'RabbitMQ',
    async setUp(t) {
      const { channel, queue } = await rabbit(t, true);
      return async (me) => {
        channel.sendToQueue(queue, Buffer.from(me));
        await channel.waitForConfirms();
        t.see(me);
      };
    },
  },
  {
    api: 'amqplib.Channel#consume (consumer)',
    packages: v('amqplib', 0),
    service: 'RabbitMQ',
    async setUp(t) {
      const { channel } = await rabbit(t, false);
      return async (me) => {
        const { queue } = await channel.assertQueue('', { exclusive: true });
        await channel.consume(queue, () => t.see(me), { noAck: true });
        t.emit(() => channel.sendToQueue(queue, Buffer.from('x')));
        await t.sleep(50);
      };
    },
  },
  {
    api: 'amqplib.Channel#get (await)',
    packages: v('amqplib', 0),
    service: 'RabbitMQ',
    async setUp(t) {
      const { channel, queue } = await rabbit(t, false);
      return async (me) => {
        await channel.get(queue, { noAck: true });
        t.see(me);
      };
    },
  },
  {
    api: 'amqplib/callback_api.Channel#assertQueue (callback)',
    packages: v('amqplib', 0),
    service: 'RabbitMQ',
    async setUp(t) {
      const callbacks = (await t.use('amqplib@0/callback_api.js')).main;
      const connection: any = await new Promise((resolve, reject) =>
        callbacks.connect('amqp://guest:guest@127.0.0.1:5672', (error: unknown, one: unknown) =>
          error ? reject(error) : resolve(one),
        ),
      );
      t.after(() => connection.close());
      const channel: any = await new Promise((resolve) =>
        connection.createChannel((_: unknown, one: unknown) => resolve(one)),
      );
      return (me) =>
        new Promise<void>((resolve) =>
          channel.assertQueue('', { exclusive: true }, () => resolve(t.see(me))),
        );
    },
  },
  ...(['publish (callback)', 'subscribe (callback)', 'publishAsync (await)', 'on message'] as const).map(
    (name): Probe => ({
      api: `mqtt#${name}`,
      packages: name === 'publishAsync (await)' ? v('mqtt', 5) : v('mqtt', 4, 5),
      service: 'Mosquitto',
      async setUp(t) {
        const connect = t.main.connect ?? t.lib.connect;
        const client = connect('mqtt://127.0.0.1:1883');
        client.setMaxListeners(0);
        await new Promise((resolve) => client.once('connect', resolve));
        t.after(() => client.end(true));
        return async (me) => {
          if (name === 'publish (callback)')
            await new Promise<void>((resolve) =>
              client.publish(`probe/${me}`, 'x', { qos: 1 }, () => resolve(t.see(me))),
            );
          else if (name === 'subscribe (callback)')
            await new Promise<void>((resolve) => client.subscribe(`probe/${me}`, () => resolve(t.see(me))));
          else if (name === 'publishAsync (await)') {
            await client.publishAsync(`probe/${me}`, 'x', { qos: 1 });
            t.see(me);
          } else {
            client.on('message', (topic: string) => topic === `probe/${me}` && t.see(me));
            await done((cb) => client.subscribe(`probe/${me}`, cb));
            t.emit(() => client.publish(`probe/${me}`, 'x'));
            await t.sleep(50);
          }
        };
      },
    }),
  ),
  ...(['subscribe (callback)', 'subscribe (iterator)', 'request (await)'] as const).map((name): Probe => ({
    api: `nats#${name}`,
    packages: v('nats', 2),
    service: 'NATS',
    async setUp(t) {
      const connection = await t.lib.connect({ servers: '127.0.0.1:4222' });
      t.after(() => connection.close());
      if (name === 'request (await)')
        connection.subscribe('probe.ask', { callback: (_: unknown, message: any) => message.respond('x') });
      return async (me) => {
        if (name === 'subscribe (callback)') {
          connection.subscribe(`probe.${me}`, { callback: () => t.see(me) });
          await connection.flush();
          t.emit(() => connection.publish(`probe.${me}`, 'x'));
          await t.sleep(40);
        } else if (name === 'subscribe (iterator)') {
          const subscription = connection.subscribe(`probe.${me}`, { max: 1 });
          await connection.flush();
          t.emit(() => connection.publish(`probe.${me}`, 'x'));
          for await (const _ of subscription) t.see(me);
        } else {
          await connection.request('probe.ask', 'x');
          t.see(me);
        }
      };
    },
  })),
  {
    api: 'bullmq.Worker (processor)',
    packages: v('bullmq', 5),
    service: 'Redis',
    async setUp(t) {
      const connection = { host: '127.0.0.1', port: 6379, maxRetriesPerRequest: null };
      const name = `probe-${process.pid}-${Date.now()}`;
      const queue = new t.lib.Queue(name, { connection });
      const worker = new t.lib.Worker(name, async (job: any) => t.see(job.data), { connection });
      t.after(async () => {
        await worker.close(true);
        await queue.obliterate({ force: true });
        await queue.close();
      });
      return async (me) => {
        await queue.add('job', me);
        await t.sleep(200);
      };
    },
  },
  {
    api: 'bull#process (processor)',
    packages: v('bull', 4),
    service: 'Redis',
    setUp(t) {
      const queue = new t.main(`probe-${process.pid}-${Date.now()}`, 'redis://127.0.0.1:6379');
      void queue.process(async (job: any) => t.see(job.data.me));
      t.after(async () => {
        await queue.obliterate({ force: true });
        await queue.close();
      });
      return async (me) => {
        await queue.add({ me });
        await t.sleep(200);
      };
    },
  },
  {
    api: 'bee-queue#process (processor)',
    packages: v('bee-queue', 1),
    service: 'Redis',
    setUp(t) {
      const queue = new t.main(`probe-${process.pid}-${Date.now()}`, { redis: { host: '127.0.0.1' } });
      queue.process(async (job: any) => t.see(job.data.me));
      t.after(() => queue.destroy().then(() => queue.close()));
      return async (me) => {
        await queue.createJob({ me }).save();
        await t.sleep(200);
      };
    },
  },
  {
    api: 'pg-boss#work (handler)',
    packages: v('pg-boss', 10),
    service: 'PostgreSQL',
    async setUp(t) {
      const boss = new t.main({
        host: '127.0.0.1',
        user: 'root',
        database: 'postgres',
        schema: 'probe_boss',
      });
      boss.on('error', () => {});
      await boss.start();
      await boss.createQueue('probe');
      await boss.work('probe', { pollingIntervalSeconds: 0.5 }, async (jobs: any[]) => {
        for (const job of jobs) t.see(job.data.me);
      });
      t.after(() => boss.stop({ graceful: false }));
      return async (me) => {
        await boss.send('probe', { me });
        await t.sleep(1500);
      };
    },
  },
];
