import { packParentOverrides, withParentOverrides } from '@parent-overrides/runtime';
import PQueue from 'p-queue';
import { Piscina } from 'piscina';
import { askRate } from './exchange.ts';
import type { Invoice, RenderTask } from './render-worker.ts';

/** The exchange takes two calls at a time, whoever makes them. */
const queue = new PQueue({ concurrency: 2 });

export const pool = new Piscina<RenderTask, Invoice>({
  filename: new URL('./render-worker.js', import.meta.url).href,
  maxThreads: 2,
});

/** The running request's invoice over an amount in dollars. */
export async function writeInvoice(dollars: number): Promise<Invoice> {
  const rate = await queue.add(withParentOverrides(() => askRate()));
  return pool.run(packParentOverrides({ amount: dollars * rate }));
}

/** As one writes it first. It is kept to be compared with: `POST /unwrapped/invoices`. */
export async function writeInvoiceUnwrapped(dollars: number): Promise<Invoice> {
  // eslint-disable-next-line parent-overrides/require-wrapper -- shows whose rate is asked without the wrapper
  const rate = await queue.add(() => askRate());
  // eslint-disable-next-line parent-overrides/require-wrapper -- shows what a pool's thread sees without it
  return pool.run({ amount: dollars * rate });
}
