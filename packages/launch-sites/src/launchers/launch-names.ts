/** By which names can a file call what it launches with? A launcher's own name is spelled out somewhere. */
import type { Node, Source } from '../vocabulary/source.ts';
import type { Launcher } from '../vocabulary/launcher.ts';
import { quotedModule } from '../names/mentions.ts';
import { mentionsIn } from '../names/node-at.ts';
import type { Reachable } from './reachable-launchers.ts';
import { NameFollower } from '../names/name-follower.ts';
import type { CallsAway, StoredNames } from '../names/stored-names.ts';
import { parentThrough } from '../syntax/nodes.ts';
import { moduleName } from '../evaluate/value.ts';

/** `l\u0061ter` and `object['l\x61ter']` are names that the text does not spell. */
const ESCAPED_LETTER = /\\(?:u00|u\{0*|x)(?:4[\da-f]|5[\da]|6[\da-f]|7[\da])/i;

/**
 * Every name that one of these launchers can be called by.
 *
 * @param missing modules that are not there: anything of theirs may be one, which is to be said
 */
export function launchNames(
  source: Source,
  launchers: readonly Reachable[],
  missing: readonly string[] = [],
): StoredNames {
  if (source.asksEverywhere) return 'any';
  if (launchers.length === 0 && missing.length === 0) return new Set();
  if (ESCAPED_LETTER.test(source.text)) return 'any';
  const follower = new NameFollower(source);
  for (const { launcher, origins } of launchers) begin(follower, source, launcher, origins);
  for (const module of missing) ofModule(follower, source, module, 0);
  return follower.followAll().names;
}

/** The launcher's own name, by which a file begins to know it; a default export's is that of its module. */
function begin(
  follower: NameFollower,
  source: Source,
  { member, receiver, types = [] }: Launcher,
  origins: Launcher['from'],
): void {
  if (member !== undefined) {
    follower.followName(member.split('.').at(-1), 0);
    return;
  }
  const callsAway = receiver ? 1 : 0;
  for (const origin of origins) {
    const name = 'global' in origin ? origin.global : origin.export;
    follower.followName(name.split('.').at(-1), callsAway);
    if ('module' in origin && name === 'default') ofModule(follower, source, origin.module, callsAway);
  }
  // A type is to what it describes what a function is to its result.
  for (const type of types) follower.followName(type, 1);
}

/** Where a module's name, or the whole module, gets another name, which is not followed. */
const PASSES_ON = new Set(['TSImportType', 'TSLiteralType', 'VariableDeclarator']);

/** What the file calls a module whose default export is the launcher. */
function ofModule(follower: NameFollower, source: Source, module: string, callsAway: CallsAway): void {
  for (const { node } of mentionsIn(source, quotedModule(moduleName(module)))) {
    const inner = node();
    const { parent } = parentThrough(inner.type === 'TemplateElement' ? inner.parent : inner);
    if (parent?.type === 'ImportDeclaration')
      for (const { local } of parent.specifiers) follower.followName(local.name, callsAway);
    else if (parent?.type === 'CallExpression' || parent?.type === 'ImportExpression') {
      follower.followValue(parent, callsAway);
      for (const name of takenFrom(parent)) follower.followName(name, callsAway);
    } else if (parent?.type === 'TSExternalModuleReference')
      follower.followInto(parent.parent, parent, callsAway);
    // `const NAME = 'p-limit'`, `typeof import('p-limit')`
    else if (PASSES_ON.has(parent?.type ?? '')) follower.giveUp();
  }
}

/** `const { limit } = require('./limits')`: the names of the parts. */
function takenFrom({ parent }: Node): string[] {
  const pattern = parent?.type === 'VariableDeclarator' ? parent.id : undefined;
  return pattern?.type === 'ObjectPattern'
    ? pattern.properties.flatMap(({ type, value }) =>
        type === 'Property' && value.type === 'Identifier' ? value.name : [],
      )
    : [];
}
