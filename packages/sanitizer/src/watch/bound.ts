/** Functions made by `bind`, in the call that they are passed to. Nobody else has them, so another may take their place. */
import type { Activation } from './activation.ts';
import { OUTSIDE } from './context.ts';
import { state } from './state.ts';
import { enter, leave } from './track.ts';

/** @returns what does as `value` does, in the context of `passing` */
export function passBound<F>(passing: Activation | undefined, place: number, value: F): F {
  if (!state.armed || typeof value !== 'function' || passing === undefined) return value;
  if (passing.context === OUTSIDE) return value;
  return new Proxy(value, {
    apply(target, self, args) {
      const run = enter(passing, place);
      if (run !== undefined) run.place = place;
      try {
        return Reflect.apply(target, self, args) as unknown;
      } finally {
        leave(run);
      }
    },
  });
}
