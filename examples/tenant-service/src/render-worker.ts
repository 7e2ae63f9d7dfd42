import { receiveParentOverrides } from '@parent-overrides/runtime';
import { settings } from './settings.ts';

export interface RenderTask {
  /** In the tenant's currency, before the discount. */
  amount: number;
}

export interface Invoice {
  tenant: string;
  total: string;
  /** Did the key reach the thread that rendered this? It must not. */
  sawKey: boolean;
}

/** Runs in a thread of the pool, which serves all tenants. */
export default receiveParentOverrides(({ amount }: RenderTask): Invoice => {
  const { tenant, locale, currency, discount, apiKey } = settings.current;
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
  return { tenant, total: format.format(amount * (1 - discount)), sawKey: apiKey !== '' };
});
