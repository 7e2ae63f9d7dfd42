// First: it takes off the message that brings the overrides, before any listener sees it.
import '@parent-overrides/runtime/worker';
import { settings } from './settings.ts';

export interface PriceList {
  prices: string[];
  /** Did the key reach this thread? It must not. */
  sawKey: boolean;
}

self.addEventListener('message', ({ data }: MessageEvent<number[]>) => {
  const { locale, currency, apiKey } = settings.current;
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
  const list: PriceList = { prices: data.map((price) => format.format(price)), sawKey: apiKey !== '' };
  self.postMessage(list);
});
