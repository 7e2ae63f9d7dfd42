/** oxc-resolver is native: loaded when it is first needed, so that where it has no binding all else works as ever. */
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
let loaded: typeof import('oxc-resolver') | undefined;
let failure: string | undefined;

/** @throws where the binding for this machine cannot be loaded */
export function nativeResolver(): typeof import('oxc-resolver') {
  loaded ??= require('oxc-resolver') as typeof import('oxc-resolver');
  return loaded;
}

/** Can other files be looked for here? Where not, why is said once for the process, on stderr. */
export function canLoadResolver(): boolean {
  if (loaded) return true;
  if (failure !== undefined) return false;
  try {
    nativeResolver();
    return true;
  } catch (error) {
    failure = (error as Error).message.split('\n')[0] ?? '';
    console.error(
      `parent-overrides: launches of what other files hold are not looked for, because oxc-resolver could not be loaded: ${failure}`,
    );
    return false;
  }
}
