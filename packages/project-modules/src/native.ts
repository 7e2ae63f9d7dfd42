/**
 * oxc's parser and resolver, which are native: loaded when they are first needed, so that where their binding for this
 * machine is missing, everything that needs no other file works as ever.
 */
import { createRequire } from 'node:module';

interface Native {
  readonly parser: typeof import('oxc-parser');
  readonly resolver: typeof import('oxc-resolver');
}

const require = createRequire(import.meta.url);
let loaded: Native | undefined;
let failure: string | undefined;

/** @throws where a binding cannot be loaded */
export function native(): Native {
  loaded ??= {
    parser: require('oxc-parser') as Native['parser'],
    resolver: require('oxc-resolver') as Native['resolver'],
  };
  return loaded;
}

/** Can other files be looked into here? Where not, why is said once for the process, on stderr. */
export function canLoadNative(): boolean {
  if (loaded) return true;
  if (failure !== undefined) return false;
  try {
    native();
    return true;
  } catch (error) {
    failure = (error as Error).message.split('\n')[0] ?? '';
    console.error(
      `parent-overrides: launches of what other files hold are not looked for, because oxc-parser or oxc-resolver could not be loaded: ${failure}`,
    );
    return false;
  }
}
