/**
 * `pnpm bench:rule`: what the rules cost, beside peers, in ESLint over published packages.
 *
 * Exit code 0 when the budgets of `untyped.ts` and `typed.ts` hold, 1 when one does not.
 */
import { typedHolds } from './typed.ts';
import { untypedHolds } from './untyped.ts';

const holds = [await untypedHolds(), await typedHolds()];
if (!holds.every(Boolean)) process.exitCode = 1;
