/**
 * A function that is made when somebody first needs it, and kept: `client ??= new Client(() => tenant.getStore())`.
 * It was made in one task and serves them all, each in its own context, and that is right. It shows in that only one
 * ever ran in another task, and that it ran in the task that made it too.
 */
import type { Activation } from './activation.ts';
import type { Doubt } from './doubt.ts';

/** Of functions that ran in a task that is not their own: who made them, or that many did. */
const makers = new Map<number, Activation | 'many'>();

/** A function that was made in `lexical` runs in its context. */
export function ranAtHome(lexical: Activation, site: number): void {
  (lexical.home ??= new Set()).add(site);
}

/** It runs in another one. */
export function ranAbroad(lexical: Activation, site: number): void {
  const maker = makers.get(site);
  if (maker === undefined) makers.set(site, lexical);
  else if (maker !== lexical) makers.set(site, 'many');
}

export function mayBeLazilyMade(lexical: Activation, site: number): Doubt {
  return { isBorneOut: () => makers.get(site) === 'many' || lexical.home?.has(site) !== true };
}
