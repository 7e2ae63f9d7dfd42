// A tenant in nestjs-cls, adopted on both sides of a thread, a pool and a job queue. There is no store of our own.
import 'reflect-metadata';
import { AsyncLocalStorage } from 'node:async_hooks';
import { adoptStore } from '@parent-overrides/runtime';
import { ClsServiceManager } from 'nestjs-cls';

export const cls = ClsServiceManager.getClsService();
export const trace = new AsyncLocalStorage();

adoptStore(
  {
    getStore: () => cls.get(),
    run: (store, body) => cls.runWith(store, body),
    enterWith: (store) => cls.enterWith(store),
  },
  {
    id: 'cls',
    copyForChild: (store) => ({ ...store }),
    wire: {
      to: 'anywhere',
      encode: ({ tenant }) => ({ tenant }),
      decode: (data) => ({ ...data, decoded: true }),
    },
  },
);
adoptStore(trace, { id: 'trace', wire: 'thread' });

export const seen = () => ({
  tenant: cls.get('tenant'),
  decoded: cls.get('decoded'),
  trace: trace.getStore(),
});
