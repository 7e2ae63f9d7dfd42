/** Real stores of other libraries under p-queue, where another caller's tenant and span are current otherwise. */
import 'reflect-metadata';
import { ROOT_CONTEXT, context, createContextKey, type Context } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { ClsServiceManager } from 'nestjs-cls';
import PQueue from 'p-queue';
import { beforeAll, expect, test } from 'vitest';
import { adoptStore, withParentOverrides, withoutParentOverrides } from '../src/index.ts';

type Wrap = typeof withParentOverrides;
const asIs: Wrap = (callback: any) => callback;
const cls = ClsServiceManager.getClsService();
const SPAN = createContextKey('span');

beforeAll(() => {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  adoptStore<any>(
    { getStore: () => cls.get(), run: (store, body) => cls.runWith(store, body) },
    { id: 'nestjs-cls' },
  );
  adoptStore<Context>(
    { getStore: () => context.active(), run: (active, body) => context.with(active ?? ROOT_CONTEXT, body) },
    { id: 'opentelemetry' },
  );
});

/** Four callers, one worker of a queue: what each one's task sees as its tenant and span. */
function fourCallers(wrap: Wrap): Promise<(string | undefined)[]> {
  const queue = new PQueue({ concurrency: 1 });
  const call = (name: string) =>
    cls.runWith({ tenant: name } as never, () =>
      context.with(context.active().setValue(SPAN, name), () =>
        queue.add(
          wrap(async () => {
            await null;
            return `${(cls.isActive() && cls.get('tenant')) || 'no tenant'}, ${context.active().getValue(SPAN) ?? 'no span'}`;
          }),
        ),
      ),
    );
  return Promise.all(['1', '2', '3', '4'].map(call));
}

test('nestjs-cls and OpenTelemetry: not wrapped, everyone is the first caller', async () => {
  expect(await fourCallers(asIs)).toEqual(['1, 1', '1, 1', '1, 1', '1, 1']);
});

test('wrapped, everyone is themselves', async () => {
  expect(await fourCallers(withParentOverrides)).toEqual(['1, 1', '2, 2', '3, 3', '4, 4']);
});

test('detached, nobody is anyone', async () => {
  expect(await fourCallers(withoutParentOverrides)).toEqual(Array(4).fill('no tenant, no span'));
});
