/**
 * Which launchers can a text reach? Decided before anything is parsed: what a launch needs (a module's name between
 * quotes, a global, an export, a method) is spelled out in the file, whatever it is called later.
 */
import { allRemembered, lastRemembered, remembered } from '../memo.ts';
import type { LaunchConfig } from '../vocabulary/config.ts';
import type { OtherModules, TextTest } from '../vocabulary/source.ts';
import {
  anyQuoted,
  isMentioned,
  passedName,
  passesWhole,
  quotedModule,
  usedName,
  word,
  type Mention,
} from '../names/mentions.ts';
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
  /** Does a module pass it on? A function of everybody's, or of Node's, has to be more than called there. */
  readonly begins: TextTest;
  /** What that module or another has to mention as well: a package may be passed on as a whole. */
  readonly further: readonly Mention[];
  /** May callers in other files give it? Queues, limiters and pools of packages, not what everybody has. */
  readonly isGiven: boolean;
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
  /** Each `begins` of the rows, once. */
  readonly begins: readonly TextTest[];
  /** The rows that a project can reach at all, by what it depends on. */
  readonly within: WeakMap<NonNullable<OtherModules['reachable']>, readonly Row[]>;
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
  return (
    modules !== undefined && (modules.missing.length > 0 || launchersAcross(text, config, modules).length > 0)
  );
}

/** Each mention is looked for once. */
function mentionedIn(text: string): (mention: Mention) => boolean {
  return allRemembered((mention) => isMentioned(text, mention));
}

function testOf(mention: Mention): TextTest {
  return remembered(tests, mention, () => (text) => isMentioned(text, mention));
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

/**
 * The rows, by those of their origins that a text may reach through other modules of the project: modules that it
 * imports, or that import it, name what a row needs, and this text has its method. What the text reaches by itself is
 * among them, because it may come back under another name.
 */
export const launchersAcross: (
  text: string,
  config: LaunchConfig,
  modules: OtherModules,
) => readonly Reachable[] = lastRemembered(findAcross);

function findAcross(text: string, config: LaunchConfig, modules: OtherModules): readonly Reachable[] {
  const mayHold = modules.missing.length > 0;
  if (!mayHold && !modules.mayLead() && !modules.mayBeGiven()) return [];
  const isHere = mentionedIn(text);
  const comes = (origin: CompiledOrigin): boolean => {
    const elsewhere = origin.further.filter((mention) => !isHere(mention));
    const needs = [origin.begins, ...elsewhere.map(testOf)];
    return modules.mayLead(needs) || (origin.isGiven && modules.mayBeGiven(needs));
  };
  return rowsHere(text, config, modules.reachable).flatMap(({ launcher, origins, member }): Reachable[] => {
    const there = origins.filter((each) => (mayHold && member !== undefined) || comes(each));
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

/**
 * What one of the other modules has to hold for the text to get a launcher from them that it can call: any of these.
 * `given`: of those that files which import this one may give to its functions.
 */
export const soughtElsewhere: (
  text: string,
  config: LaunchConfig,
  reachable: OtherModules['reachable'],
) => { readonly all: readonly TextTest[]; readonly given: readonly TextTest[] } = lastRemembered(
  (text, config, reachable) => {
    const origins = rowsHere(text, config, reachable).flatMap((row) => row.origins);
    const tests = (some: readonly CompiledOrigin[]): TextTest[] => [
      ...new Set(some.map(({ begins }) => begins)),
    ];
    return { all: tests(origins), given: tests(origins.filter(({ isGiven }) => isGiven)) };
  },
);

/** The rows that the project can reach, and whose method is in the text. */
const rowsHere: (text: string, config: LaunchConfig, reachable: OtherModules['reachable']) => readonly Row[] =
  lastRemembered((text, config, reachable) => {
    const isHere = mentionedIn(text);
    return rowsWithin(tableOf(config), reachable).filter(({ member }) => !member || isHere(member));
  });

/** Without what the project does not depend on. */
function rowsWithin({ rows, within }: Compiled, reachable: OtherModules['reachable']): readonly Row[] {
  if (!reachable) return rows;
  return remembered(within, reachable, () =>
    rows
      .map((row) => ({
        ...row,
        origins: row.origins.filter(
          ({ origin }) => 'global' in origin || reachable.has(moduleName(origin.module)),
        ),
      }))
      .filter(({ origins }) => origins.length > 0),
  );
}

function tableOf(config: LaunchConfig): Compiled {
  return remembered(compiled, config, () => compile(config));
}

/** May a module hand on a launcher that it names itself? One that does not can at most pass on what others hold. */
export function beginsLauncher(text: string, config: LaunchConfig): boolean {
  return mentionsLauncher(text, config) && tableOf(config).begins.some((begins) => begins(text));
}

/** Does a text name anything that a launcher needs? */
function mentionsLauncher(text: string, config: LaunchConfig): boolean {
  const { modules, words } = tableOf(config);
  return modules.test(text) || words.some((mention) => isMentioned(text, mention));
}

function find(text: string, config: LaunchConfig): readonly Reachable[] {
  const table = tableOf(config);
  if (!mentionsLauncher(text, config)) return [];
  const has = mentionedIn(text);
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
  // One test for all origins that begin alike, so that a module is asked once.
  const begun = new Map<string, TextTest>();
  const beginsOf = (origin: LauncherOrigin, launcher: Launcher): TextTest => {
    const needs = needsOf(origin, launcher) as [Mention, ...Mention[]];
    const [first, ...further] = needs;
    if ('module' in origin && !BUILT_IN.test(origin.module))
      return remembered(begun, first.word, () => testOf(first));
    const last = needs.at(-1) ?? first;
    // What has a receiver is passed on as that, made anywhere.
    const isFunction = !launcher.receiver && ('global' in origin || further.length > 0);
    const mentions = isFunction ? needs.with(-1, once(passedName, last.word)) : needs;
    const isWhole = (text: string): boolean => 'module' in origin && passesWhole(text, first);
    const key = [...needs.map((need) => need.word), 'module' in origin, isFunction].join(' ');
    return remembered(begun, key, () => (text) => {
      const has = (mention: Mention): boolean => isMentioned(text, mention);
      return mentions.every(has) || (has(first) && isWhole(text));
    });
  };
  const rows = config.launchers
    .filter(({ preset }) => config.strict || preset === 'recommended')
    .map((launcher) => ({
      launcher,
      origins: launcher.from.map((origin) => {
        const needs = needsOf(origin, launcher);
        return {
          origin,
          paths: pathsOf(origin, launcher),
          needs,
          begins: beginsOf(origin, launcher),
          further: 'module' in origin ? needs.slice(1) : [],
          isGiven: launcher.receiver !== undefined && 'module' in origin && !BUILT_IN.test(origin.module),
        };
      }),
      member: launcher.member === undefined ? undefined : once(word, launcher.member),
    }));
  const origins = rows.flatMap(({ launcher }) => launcher.from);
  return {
    rows,
    begins: [...begun.values()],
    within: new WeakMap(),
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
