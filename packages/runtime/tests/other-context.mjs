/** A process whose Node keeps contexts in the other way; run by all-stores.test.ts. Prints what was seen. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { withParentOverrides } from '@parent-overrides/runtime';

const store = new AsyncLocalStorage();
const other = new AsyncLocalStorage();
const look = () => `${store.getStore()} ${other.getStore()}`;
const wrapped = store.run('launch', () =>
  withParentOverrides((depth) => {
    const before = look();
    store.enterWith(`callee ${depth}`);
    const inner = depth ? other.run('runner', () => wrapped(depth - 1)) : [];
    return [before, ...inner, look()];
  }),
);
const seen = other.run('caller', () => [wrapped(1), look(), wrapped(0), look()]);
console.log(JSON.stringify(seen));
