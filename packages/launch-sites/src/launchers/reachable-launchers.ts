/**
 * Which launchers can a text reach? Decided before anything is parsed: what a launch needs (a module's name between
 * quotes, a global, an export, a method) is spelled out in the file, whatever it is called later.
 */
import { lastRemembered, remembered } from '../memo.ts';
import type { LaunchConfig } from '../vocabulary/config.ts';
import type { OtherModules, TextTest } from '../vocabulary/source.ts';
import { anyQuoted, isMentioned, quotedModule, usedName, word, type Mention } from '../names/mentions.ts';
import { mayHaveQueue } from '../names/queue-names.ts';
import { SUBMIT, type Launcher, type LauncherOrigin } from '../vocabulary/launcher.ts';
import { moduleName, modulePath } from '../evaluate/value.ts';

/** A launcher, by those of its origins that the text names, and the paths of those (`value.ts`). */
export interface Reachable {
  readonly launcher: Launcher;
  readonly origins: readonly LauncherOrigin[];
  readonly paths: readonly string[];
}

interface CompiledOrigin {
  readonly origin: LauncherOrigin;
  readonly paths: readonly string[];
  /** What a text has to mention, besides the member, to reach the launcher from there. */
  readonly needs: readonly Mention[];
}

interface Row {
  readonly launcher: Launcher;
  readonly origins: readonly CompiledOrigin[];
  readonly member: Mention | undefined;
}

interface Compiled {
  readonly rows: readonly Row[];
  /** What a text has to have one of, whatever row it reaches: any of the modules, or one of these words. */
  readonly modules: RegExp;
  readonly words: readonly Mention[];
  readonly byLauncher: ReadonlyMap<Launcher, Row>;
}

/** One for each mention, which answers are remembered under. */
const tests = new WeakMap<Mention, TextTest>();

const compiled = new WeakMap<LaunchConfig, Compiled>();

/**
 * A cheap look at the text: false means that `findLaunchSites` would find nothing, so nobody has to parse.
 *
 * @param modules the project's other modules, where launches of what those hold are to be found too
 */
export function mayLaunch(text: string, config: LaunchConfig, modules?: OtherModules): boolean {
  // With types, the file need not name what it launches with.
  if (config.typed || reachableLaunchers(text, config).length > 0) return true;
  if (config.homeMadeQueues && mayHaveQueue(text)) return true;
  const across = modules ? launchersAcross(text, config, modules) : [];
  if (!modules || across.length === 0) return false;
  return (
    modules.mayLead(text, neededOf(text, config, across)) || (across.some(canBeGiven) && modules.mayBeGiven())
  );
}

/** What the text does not mention itself of each origin: only where other modules do can they pass it on. */
function neededOf(text: string, config: LaunchConfig, across: readonly Reachable[]): (readonly TextTest[])[] {
  const { byLauncher } = tableOf(config);
  const known = new Map<Mention, boolean>();
  const isHere = (mention: Mention): boolean => remembered(known, mention, () => isMentioned(text, mention));
  return across.flatMap(({ launcher, origins }) =>
    (byLauncher.get(launcher)?.origins ?? [])
      .filter(({ origin }) => origins.includes(origin))
      .map(({ needs }) => needs.filter((need) => !isHere(need)).map(testOf)),
  );
}

function testOf(mention: Mention): TextTest {
  return remembered(tests, mention, () => (text) => isMentioned(text, mention));
}

/** What callers in other files may give: queues, limiters and pools of packages, not what everybody has. */
function canBeGiven({ launcher, origins }: Reachable): boolean {
  return (
    launcher.receiver !== undefined &&
    origins.some((origin) => 'module' in origin && !BUILT_IN.test(origin.module))
  );
}
const BUILT_IN = /^(?:node:)?(?:fs|http2?|https|net|stream|timers|worker_threads|child_process)(?:\/|$)/;

/** The rows whose words are in the text. Asked more than once about the same file, and then about the next. */
export const reachableLaunchers: (text: string, config: LaunchConfig) => readonly Reachable[] =
  lastRemembered(find);

/** Every row that is switched on, by all its origins: what a text that names everything could reach. */
export function allLaunchers(config: LaunchConfig): readonly Reachable[] {
  return tableOf(config).rows.map(({ launcher, origins }) => ({
    launcher,
    origins: origins.map(({ origin }) => origin),
    paths: origins.flatMap(({ paths }) => paths),
  }));
}

/** Any form of import: without one, nothing of another module is reached. */
const IMPORTS = /\b(?:import|require)\b/;

/**
 * The rows, by those of their origins that a text does not reach by itself, but may through other modules of the
 * project: those modules name what a row needs, and this text has its method.
 */
export function launchersAcross(
  text: string,
  config: LaunchConfig,
  modules: OtherModules,
): readonly Reachable[] {
  // Without an import it may be given what others import, as the receiver of a method or a function that it calls.
  const isGiven = !IMPORTS.test(text);
  if (isGiven && !modules.mayBeGiven()) return [];
  const own = new Map(reachableLaunchers(text, config).map(({ launcher, origins }) => [launcher, origins]));
  return tableOf(config).rows.flatMap(({ launcher, origins, member }): Reachable[] => {
    if (member && !isMentioned(text, member)) return [];
    const { reachable } = modules;
    const there = origins.filter(
      ({ origin }) =>
        !own.get(launcher)?.includes(origin) &&
        ('global' in origin || !reachable || reachable.has(moduleName(origin.module))),
    );
    return there.length === 0
      ? []
      : [
          {
            launcher,
            origins: there.map(({ origin }) => origin),
            paths: there.flatMap(({ paths }) => paths),
          },
        ];
  });
}

function tableOf(config: LaunchConfig): Compiled {
  return remembered(compiled, config, () => compile(config));
}

/** Does a text name anything that a launcher needs? One that does not can at most pass on what others hold. */
export function mentionsLauncher(text: string, config: LaunchConfig): boolean {
  const { modules, words } = tableOf(config);
  return modules.test(text) || words.some((mention) => isMentioned(text, mention));
}

function find(text: string, config: LaunchConfig): readonly Reachable[] {
  const table = tableOf(config);
  if (!mentionsLauncher(text, config)) return [];
  const answers = new Map<Mention, boolean>();
  const has = (mention: Mention): boolean => remembered(answers, mention, () => isMentioned(text, mention));
  const found: Reachable[] = [];
  for (const { launcher, origins, member } of table.rows) {
    const reached = origins.filter(({ needs }) => needs.every(has));
    if ((reached.length > 0 || launcher.id === SUBMIT) && (!member || has(member)))
      found.push({
        launcher,
        origins: reached.map(({ origin }) => origin),
        paths: reached.flatMap(({ paths }) => paths),
      });
  }
  return found;
}

function compile(config: LaunchConfig): Compiled {
  const known = new Map<string, Mention>();
  // One mention for all rows that need it, so that a text is searched for it once.
  const once = (make: (name: string) => Mention, name: string): Mention =>
    remembered(known, `${make.name} ${name}`, () => make(name));
  const needsOf = (origin: LauncherOrigin, { types }: Launcher): Mention[] => {
    if ('global' in origin) return origin.global.split('.').map((name) => once(usedName, name));
    // The type of an annotation (`LimitFunction`) stands for the export.
    const names = origin.export === 'default' || types ? [] : origin.export.split('.');
    return [once(quotedModule, moduleName(origin.module)), ...names.map((name) => once(word, name))];
  };
  const rows = config.launchers
    .filter(({ preset }) => config.strict || preset === 'recommended')
    .map((launcher) => ({
      launcher,
      origins: launcher.from.map((origin) => ({
        origin,
        paths: pathsOf(origin, launcher),
        needs: needsOf(origin, launcher),
      })),
      member: launcher.member === undefined ? undefined : once(word, launcher.member),
    }));
  const origins = rows.flatMap(({ launcher }) => launcher.from);
  return {
    rows,
    byLauncher: new Map(rows.map((row) => [row.launcher, row])),
    modules: anyQuoted(origins.flatMap((origin) => ('module' in origin ? moduleName(origin.module) : []))),
    words: rows.flatMap(({ launcher, origins: compiledOrigins, member }) => [
      ...compiledOrigins.flatMap(({ origin, needs }) => ('global' in origin ? needs.slice(-1) : [])),
      ...(launcher.from.length === 0 && member ? [member] : []),
    ]),
  };
}

/** The values that launch: the one at the origin, or what is made of it; an annotation's type gives an instance. */
function pathsOf(origin: LauncherOrigin, { receiver, member, types = [] }: Launcher): string[] {
  const base = 'global' in origin ? `g:${origin.global}` : modulePath(origin.module, origin.export);
  const step = member === undefined ? '' : `.${member}`;
  if (!receiver) return [`${base}${step}`];
  const typed =
    'module' in origin ? types.map((type) => `${modulePath(origin.module, type)}|new${step}`) : [];
  return [`${base}|${receiver}${step}`, ...typed];
}
