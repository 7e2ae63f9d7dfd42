/** By which names can a file call what it launches with? A launcher's own name is spelled out somewhere. */
import type { Source } from '../vocabulary/source.ts';
import type { Launcher } from '../vocabulary/launcher.ts';
import { quotedModule } from '../names/mentions.ts';
import { mentionsIn } from '../names/node-at.ts';
import type { Reachable } from './reachable-launchers.ts';
import { StoredNames, type CallsAway } from '../names/stored-names.ts';
import { parentThrough } from '../syntax/nodes.ts';
import { moduleName } from '../evaluate/value.ts';

/** `l\u0061ter` and `object['l\x61ter']` are names that the text does not spell. */
const ESCAPED_LETTER = /\\(?:u00|u\{0*|x)(?:4[\da-f]|5[\da]|6[\da-f]|7[\da])/i;

/**
 * Every name that one of these launchers can be called by, `NAMELESS` among them where what is called may have none;
 * undefined where any name would do: it is in a list, or known by a type that is made of another.
 */
export function launchNames(
  source: Source,
  launchers: readonly Reachable[],
): ReadonlySet<string> | undefined {
  if (launchers.length === 0) return new Set();
  if (ESCAPED_LETTER.test(source.text)) return undefined;
  const names = new StoredNames(source);
  for (const { launcher, origins } of launchers) begin(names, source, launcher, origins);
  return names.all();
}

/** The launcher's own name, by which a file begins to know it; a default export's is that of its module. */
function begin(
  names: StoredNames,
  source: Source,
  { member, receiver, types = [] }: Launcher,
  origins: Launcher['from'],
): void {
  if (member !== undefined) {
    names.add(member.split('.').at(-1), 0);
    return;
  }
  const callsAway = receiver ? 1 : 0;
  for (const origin of origins) {
    const name = 'global' in origin ? origin.global : origin.export;
    names.add(name.split('.').at(-1), callsAway);
    if ('module' in origin && name === 'default') ofModule(names, source, origin.module, callsAway);
  }
  // A type is to what it describes what a function is to its result.
  for (const type of types) names.add(type, 1);
}

/** Where a module's name, or the whole module, gets another name, which is not followed. */
const PASSES_ON = new Set(['TSImportType', 'TSLiteralType', 'VariableDeclarator']);

/** What the file calls a module whose default export is the launcher. */
function ofModule(names: StoredNames, source: Source, module: string, callsAway: CallsAway): void {
  for (const { node } of mentionsIn(source, quotedModule(moduleName(module)))) {
    const inner = node();
    const { parent } = parentThrough(inner.type === 'TemplateElement' ? inner.parent : inner);
    if (parent?.type === 'ImportDeclaration')
      for (const { local } of parent.specifiers) names.add(local.name, callsAway);
    else if (parent?.type === 'CallExpression' || parent?.type === 'ImportExpression')
      names.flow(parent, callsAway);
    else if (parent?.type === 'TSExternalModuleReference') names.followInto(parent.parent, parent, callsAway);
    // `const NAME = 'p-limit'`, `typeof import('p-limit')`
    else if (PASSES_ON.has(parent?.type ?? '')) names.giveUp();
  }
}
