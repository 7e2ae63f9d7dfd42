/** A store, two callers `a` and `b` with values of their own, and a function that throws. */
import { defineSettings } from '../src/index.ts';

export const settings = defineSettings<{ lm: string; list: unknown; near: unknown }>('callers', {
  lm: { default: 'none', wire: 'anywhere' },
  list: { wire: 'thread' },
  near: { wire: 'thread' },
});
export const lm = () => settings.current.lm;
export const inA = <R>(body: () => R): R => settings.context({ lm: 'a' }, body);
export const inB = <R>(body: () => R): R => settings.context({ lm: 'b' }, body);
export const boom = (): never => {
  throw new RangeError('boom');
};
