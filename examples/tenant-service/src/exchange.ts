import { setTimeout as sleep } from 'node:timers/promises';
import { settings } from './settings.ts';

const UNITS_FOR_A_DOLLAR: Record<string, number> = { USD: 1, GBP: 0.8, EUR: 0.9, JPY: 150 };

/** How many calls each key has to pay for. */
export const billed = new Map<string, number>();

/** Stands for a metered service on the network: answers in the tenant's currency and bills the tenant's key. */
export async function askRate(): Promise<number> {
  const { apiKey, currency } = settings.current;
  billed.set(apiKey, (billed.get(apiKey) ?? 0) + 1);
  await sleep(5);
  return UNITS_FOR_A_DOLLAR[currency] ?? 1;
}
