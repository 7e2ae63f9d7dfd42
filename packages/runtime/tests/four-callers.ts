/** Four callers of one queue, each current in a store of somebody else's and in ours. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { defineSettings } from '@parent-overrides/runtime';

const tenant = new AsyncLocalStorage<string>();
export const settings = defineSettings<{ lm: string }>('lazy-results', { lm: { default: 'none' } });
/** The foreign store and ours. */
export const who = () => `${tenant.getStore()}, ${settings.current.lm}`;
export const as = <R>(name: string, body: () => R): R =>
  tenant.run(name, () => settings.context({ lm: name }, body));
export const NAMES = ['1', '2', '3', '4'];
export const THEMSELVES = NAMES.map((name) => `${name}, ${name}`);
export const FIRST = NAMES.map(() => '1, 1');
