import { defineSettings } from '@parent-overrides/runtime';

export interface TenantSettings {
  /** Who asks, and who pays for what is asked of others. */
  tenant: string;
  locale: string;
  currency: string;
  /** A part of the price, from 0 to 1. */
  discount: number;
  /** The tenant's key for the exchange. */
  apiKey: string;
}

/** What a request runs with. The pool's threads import this module too. */
export const settings = defineSettings<TenantSettings>('tenant-service', {
  tenant: { default: 'nobody', wire: 'thread' },
  locale: { default: 'en-US', wire: 'thread' },
  currency: { default: 'USD', wire: 'thread' },
  discount: { default: 0, wire: 'thread' },
  // It never leaves the thread: rendering has no use for it.
  apiKey: { default: '', wire: false },
});
