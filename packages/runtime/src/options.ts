/** Options, checked by name: without types a misspelt one would be dropped in silence. */
import { fail, must } from './fail.ts';
import { kindOf } from './kind.ts';

/**
 * A copy of `given`, on no prototype: nothing is taken from `Object.prototype`.
 * @param rule what must be given, for the message
 * @throws TypeError for what is no plain object, and for an option that is not in `names`
 */
export function optionsOf<O extends object>(given: O, names: readonly (keyof O)[], rule: string): O {
  must(kindOf(given) === 'Object', rule, given);
  const wrong = Reflect.ownKeys(given).find((name) => !names.includes(name as keyof O));
  if (wrong !== undefined) fail(`${rule}. There is no option '${String(wrong)}'.`);
  return { __proto__: null, ...given };
}
