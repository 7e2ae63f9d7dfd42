/**
 * A process that puts jobs, or one that works on them. Started by run-process.ts, which it tells of each job whom it ran
 * as: the tenant of a setting, and the user of a store of somebody else's that is adopted.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import {
  adoptStore,
  defineSettings,
  packParentOverrides,
  receiveParentOverrides,
} from '../../packages/runtime/src/index.ts';
import { aliasOf } from '../probe/alias.ts';
import { LIBRARIES } from './libraries.ts';
import type { Receive } from './library.ts';
import { PACKAGES } from './packages.ts';
import type { Order, Put } from './run-process.ts';

const settings = defineSettings<{ tenant: string }>('jobs', {
  tenant: { default: 'nobody', wire: 'anywhere' },
});
const user = new AsyncLocalStorage<string>();
adoptStore(user, { id: 'user', wire: 'anywhere' });

const order = JSON.parse(process.argv[2]!) as Order;
const library = LIBRARIES.find(({ packages }) => packages.includes(order.of))!;
const require = createRequire(join(PACKAGES, 'package.json'));
const alias = aliasOf(order.of);
// What is an ES module is imported.
const loaded = await import(require.resolve(alias)).then((module) => ({ ...module.default, ...module }));
const jobs = await library.open(loaded, order.queue);

const tell = (message: object): Promise<void> =>
  new Promise((resolve) => process.send!(message, () => resolve()));

async function put({ as, data, how }: Put): Promise<void> {
  await settings.context({ tenant: as }, () =>
    user.run(`user of ${as}`, () => jobs.put(order.overrides ? packParentOverrides(data) : data, how ?? {})),
  );
}

const list = ['jobs.tenant', 'user'];
const receive: Receive = (handler, payload) =>
  order.overrides
    ? (receiveParentOverrides(handler, { json: list, ...(payload && { payload }) }) as typeof handler)
    : handler;
const failed = new Set<string>();

async function work(data: any): Promise<void> {
  // The context has to last for the whole of the job.
  await new Promise((resolve) => setTimeout(resolve, 5));
  const isFirst = !failed.has(data.item);
  failed.add(data.item);
  await tell({ tenant: settings.current.tenant, user: user.getStore() ?? 'nobody', data });
  if (data.hangs) await new Promise(() => {});
  if (data.fails && isFirst) throw new Error('for the first time');
}

if (order.role !== 'work') {
  for (const job of order.jobs) await put(job);
  if (order.role === 'remove') await jobs.remove();
  await jobs.close();
  process.exit(0);
} else {
  // Started by somebody, as where a worker is made when the first request comes.
  const start = async (): Promise<unknown> => {
    if (order.recovers) await jobs.recover?.();
    return jobs.work(work, receive);
  };
  await settings.context({ tenant: 'the starter' }, () => user.run('the starter', start));
  await tell({ ready: true });
  process.on('message', () => process.exit(0));
}
