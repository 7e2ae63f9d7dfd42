/** Which rows of the launcher table could a call be, and how can the file reach them? */
import type { LaunchConfig } from '../vocabulary/config.ts';
import { HOME_MADE, SUBMIT, type Launcher, type LauncherOrigin } from '../vocabulary/launcher.ts';
import type { Node, Source } from '../vocabulary/source.ts';
import { modulePath, moduleName } from '../evaluate/value.ts';
import { isMentioned, quotedModule, usedName } from '../names/mentions.ts';
import { holdsHere } from '../launchers/rows-in-force.ts';
import { isConstructed } from '../launchers/row.ts';
import { lastName } from '../syntax/nodes.ts';
import { describePath } from './describe-value.ts';
import type { RowExplanation } from './explanation.ts';

interface Called {
  readonly callee: Node;
  readonly isConstruction: boolean;
  /** Something is known of the callee: then it is not the nameless function that another one returned. */
  readonly isKnown: boolean;
  /** The rows that it is. */
  readonly matches: ReadonlySet<Launcher>;
}

/** Whether the row is about what is installed. */
function onlyOf(source: Source, launcher: Launcher): string {
  const holds = holdsHere(launcher, source.versions);
  if (launcher.versions === undefined || holds === true) return '';
  const isOther =
    holds === false ? ', and another version is installed' : ', and which is installed is not known';
  return `; true of versions ${launcher.versions}${isOther}`;
}

/**
 * The rows that the call is, and those that something else of its name would be; the former first. Beside a row that it
 * is, those of packages that the file does not name tell nothing.
 */
export function rowsOf(source: Source, config: LaunchConfig, called: Called): RowExplanation[] {
  const byName = config.launchers.filter(
    (launcher) => called.matches.has(launcher) || couldBe(launcher, called),
  );
  const rows = (byName.length > 0 ? byName : nameless(source, config, called)).map((launcher) =>
    explainRow(source, config, launcher, called),
  );
  const matches = rows.filter(({ isMatch }) => isMatch);
  const others = rows.filter(({ isMatch }) => !isMatch);
  const told =
    matches.length > 0 ? others.filter(({ origins }) => origins.some(({ isNamed: named }) => named)) : others;
  return [...matches, ...told];
}

function couldBe(launcher: Launcher, { callee, isConstruction }: Called): boolean {
  const { member, receiver, from } = launcher;
  if (isConstructed(launcher) !== isConstruction) return false;
  const name = lastName(callee);
  if (member !== undefined) return member.split('.').at(-1) === name;
  return !receiver && from.some((origin) => nameOf(origin) === name);
}

/** `pLimit(2)` returns a function, which may be called anything; where something is known of the callee, it is not that. */
function nameless({ text }: Source, { launchers }: LaunchConfig, called: Called): readonly Launcher[] {
  if (called.isConstruction || called.isKnown) return [];
  return launchers.filter(
    ({ member, receiver, from }) =>
      receiver && member === undefined && from.some((origin) => isNamed(text, origin)),
  );
}

function nameOf(from: LauncherOrigin): string | undefined {
  if ('global' in from) return from.global.split('.').at(-1);
  return from.export === 'default' ? from.module.split('/').at(-1) : from.export.split('.').at(-1);
}

function isNamed(text: string, from: LauncherOrigin): boolean {
  if ('module' in from) return isMentioned(text, quotedModule(moduleName(from.module)));
  return from.global.split('.').every((name) => isMentioned(text, usedName(name)));
}

function explainRow(
  source: Source,
  config: LaunchConfig,
  launcher: Launcher,
  { matches }: Called,
): RowExplanation {
  const origins = launcher.from.map((from) => ({
    says: describeOrigin(from, launcher),
    isNamed: isNamed(source.text, from),
  }));
  const isOn = config.strict || launcher.preset === 'recommended';
  const isMatch = matches.has(launcher);
  return {
    ...{ launcher: launcher.id, preset: launcher.preset, isOn, isMatch, origins },
    evidence: launcher.evidence,
    says: reach(launcher, config, isOn, isMatch, origins) + onlyOf(source, launcher),
  };
}

function describeOrigin(from: LauncherOrigin, { receiver, member }: Launcher): string {
  const base = 'global' in from ? `g:${from.global}` : modulePath(from.module, from.export);
  return describePath(`${base}${receiver ? `|${receiver}` : ''}${member === undefined ? '' : `.${member}`}`);
}

function reach(
  { id, from }: Launcher,
  config: LaunchConfig,
  isOn: boolean,
  isMatch: boolean,
  origins: RowExplanation['origins'],
): string {
  if (!isOn) return 'on in the strict preset only';
  if (id === SUBMIT)
    return config.strict
      ? '`submit` of anything but a chain of jQuery'
      : `\`submit\` of what is called an executor, by the last word of its name, its type or its class: ${config.executorNames.join(', ')}`;
  if (id === HOME_MADE) return 'a list that this file fills and empties by itself';
  const named = origins.filter((origin) => origin.isNamed).map(({ says }) => says);
  if (named.length > 0)
    return isMatch
      ? named.join(', or ')
      : `${named.join(', or ')}: this file names it, but it is not what is called here`;
  if (isMatch) return `known by ${config.typed ? 'its type, or by ' : ''}another file of the project`;
  const modules = [...new Set(from.flatMap((origin) => ('module' in origin ? [origin.module] : [])))];
  return modules.length > 0
    ? `nothing in this file imports ${modules.join(', or ')}`
    : `this file does not use ${origins.map(({ says }) => says).join(', or ')}`;
}
