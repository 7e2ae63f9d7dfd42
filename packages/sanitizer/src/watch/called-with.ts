/** Whether a function that was given once runs for a certain call: what it gets is compared with what that one brought. */
import { types } from 'node:util';
import type { Pass } from './pass.ts';

/** What a function took out of an argument. */
class Taken {
  readonly fields: Readonly<Record<string, unknown>>;

  constructor(fields: Readonly<Record<string, unknown>>) {
    this.fields = fields;
  }
}

export function taken(fields: Readonly<Record<string, unknown>>): Taken {
  return new Taken(fields);
}

/** Whether what was called for with these arguments can be what runs with those. */
export function isCalledWith({ args }: Pass, received: readonly unknown[] | undefined): boolean {
  if (args === undefined) return true;
  if (received === undefined) return false;
  if (args.length === 0) return received.every((value) => value === undefined || value instanceof Taken);
  return args.some((wanted) => isTelling(wanted) && received.some((value) => isFrom(wanted, value)));
}

/** `true` and the like are everybody's. */
function isTelling(value: unknown): boolean {
  return value !== null && value !== undefined && typeof value !== 'boolean';
}

function isFrom(wanted: unknown, received: unknown): boolean {
  if (Object.is(wanted, received)) return true;
  if (Array.isArray(received)) return received.includes(wanted);
  if (typeof wanted !== 'object') return false;
  if (!(received instanceof Taken)) return holds(received, wanted);
  const fields = Object.entries(received.fields);
  if (fields.some(([, value]) => value === wanted)) return true;
  return (
    fields.length > 0 &&
    fields.every(([key, value]) => Object.is((wanted as typeof received.fields)[key], value))
  );
}

const MOST_FIELDS = 30;

/** `job.data`, `context.params`: libraries hand over what they got in an object of their own. No getter is asked. */
function holds(received: unknown, wanted: unknown): boolean {
  if (typeof received !== 'object' || received === null || types.isProxy(received)) return false;
  const keys = Object.keys(received).slice(0, MOST_FIELDS);
  return keys.some((key) => Object.getOwnPropertyDescriptor(received, key)?.value === wanted);
}
