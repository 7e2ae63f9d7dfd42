/**
 * `withoutParentOverrides` runs a callback outside of its maker's task on purpose. The runtime says so on what it enters,
 * and then neither that callback nor what its maker's functions do in it is a mistake. What others made is: a queue that
 * is emptied by a detached function still owes each job its own task.
 */
import { types } from 'node:util';
import type { Activation } from './activation.ts';

const DETACHED = Symbol.for('parent-overrides.detached');

/** Whether a store is entered with a detached frame of `@parent-overrides/runtime`. No getter or proxy is asked. */
export function isDetached(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || types.isProxy(value)) return false;
  const overrides: unknown = Object.getOwnPropertyDescriptor(value, 'overrides')?.value;
  return typeof overrides === 'object' && overrides !== null && Object.hasOwn(overrides, DETACHED);
}

/** Whether `caller` could name what `maker` made: a function around it made both. */
export function isWithin(caller: Activation | undefined, maker: Activation): boolean {
  for (let at = caller; at !== undefined; at = at.lexical) if (at === maker) return true;
  return false;
}
