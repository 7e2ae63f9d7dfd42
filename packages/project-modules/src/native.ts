/**
 * What is loaded when it is first needed: a lint of files that lead nowhere pays for none of it, and where a native
 * binding is missing all else works as ever.
 */
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

interface Packages {
  readonly 'oxc-parser': typeof import('oxc-parser');
  readonly 'oxc-resolver': typeof import('oxc-resolver');
  readonly '@typescript-eslint/scope-manager': typeof import('@typescript-eslint/scope-manager');
  readonly '@typescript-eslint/visitor-keys': typeof import('@typescript-eslint/visitor-keys');
  readonly tinyglobby: typeof import('tinyglobby');
  readonly yaml: typeof import('yaml');
}

/** What it gives throws where the package, or its binding for this machine, cannot be loaded. */
function loading<Name extends keyof Packages>(name: Name): () => Packages[Name] {
  let loaded: Packages[Name] | undefined;
  return () => (loaded ??= require(name) as Packages[Name]);
}

export const oxcParser = loading('oxc-parser');
export const oxcResolver = loading('oxc-resolver');
export const scopeManager = loading('@typescript-eslint/scope-manager');
export const visitors = loading('@typescript-eslint/visitor-keys');
export const tinyglobby = loading('tinyglobby');
export const yaml = loading('yaml');

let answer: boolean | undefined;

/** Can other files be followed here? Where not, why is said once for the process, on stderr. */
export function canFollow(): boolean {
  return (answer ??= tryToLoad());
}

function tryToLoad(): boolean {
  try {
    for (const load of [oxcResolver, oxcParser]) load();
    return true;
  } catch (error) {
    const [cause = ''] = (error as Error).message.split('\n');
    console.error(
      `parent-overrides: launches of what other files make (an imported queue, say) are not looked for, because a package with a native binding could not be loaded: ${cause.replace(/\.$/, '')}. All else is reported as ever. Install the dependencies again on this machine, optional ones included.`,
    );
    return false;
  }
}
