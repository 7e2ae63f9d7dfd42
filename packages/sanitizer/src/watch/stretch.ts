/** Not a function of the program, but a stretch of a flow with a context of its own: what a store's `run` calls. */
import { Activation } from './activation.ts';
import type { Context, Scope } from './context.ts';

/** No function has this site. */
export const NO_SITE = -1;

export class Stretch extends Activation {
  readonly scope: Scope;

  constructor(
    scope: Scope,
    caller: Activation | undefined,
    actual: Context,
    context: Context,
    origin: Activation | undefined,
  ) {
    super(undefined, NO_SITE, caller, actual, context, origin);
    this.scope = scope;
  }
}
