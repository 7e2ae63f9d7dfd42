import { defineSettings } from '@parent-overrides/runtime';

export interface ShopSettings {
  locale: string;
  currency: string;
  /** For the shop's prices. It stays in the page. */
  apiKey: string;
}

/** The page and its workers import this module. */
export const settings = defineSettings<ShopSettings>('browser-worker', {
  locale: { default: 'en-US', wire: 'thread' },
  currency: { default: 'USD', wire: 'thread' },
  apiKey: { default: '', wire: false },
});
