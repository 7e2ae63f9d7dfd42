/**
 * Which launchers can a text reach? Decided before anything is parsed: what a launch needs (a module's name between
 * quotes, a global, an export, a method) is spelled out in the file, whatever it is called later.
 */
import type { LaunchConfig } from './launch-site.ts';
import { isMentioned, part, quoted, value, word, type Mention } from './mentions.ts';
import { SUBMIT, type Launcher, type LauncherSource } from './launchers.ts';

/** A launcher, by those of its sources that the text names. */
export interface Reachable {
  readonly launcher: Launcher;
  readonly sources: readonly LauncherSource[];
}

interface Row {
  readonly launcher: Launcher;
  /** With what a text has to mention, besides the member, to reach it from there. */
  readonly sources: readonly { readonly source: LauncherSource; readonly needs: readonly Mention[] }[];
  readonly member: Mention | undefined;
}

const rowsOf = new WeakMap<LaunchConfig, readonly Row[]>();

/** A cheap look at the text: false means that `findLaunchSites` would find nothing, so nobody has to parse. */
export function mayLaunch(text: string, config: LaunchConfig): boolean {
  // With types, the file need not name what it launches with.
  return config.typed || reachableLaunchers(text, config).length > 0;
}

let last: { text: string; config: LaunchConfig; found: readonly Reachable[] } | undefined;

/** The rows whose words are in the text. Asked more than once about the same file, so the last answer is kept. */
export function reachableLaunchers(text: string, config: LaunchConfig): readonly Reachable[] {
  if (last?.text !== text || last.config !== config) last = { text, config, found: find(text, config) };
  return last.found;
}

function find(text: string, config: LaunchConfig): readonly Reachable[] {
  let rows = rowsOf.get(config);
  if (!rows) rowsOf.set(config, (rows = compile(config)));
  const answers = new Map<Mention, boolean>();
  const has = (mention: Mention): boolean => {
    let answer = answers.get(mention);
    if (answer === undefined) answers.set(mention, (answer = isMentioned(text, mention)));
    return answer;
  };
  const found: Reachable[] = [];
  for (const { launcher, sources, member } of rows) {
    // The module first: it decides for most texts, and for all rows that it has.
    const reached = sources.filter(({ needs }) => needs.every(has)).map(({ source }) => source);
    if ((reached.length > 0 || launcher.id === SUBMIT) && (!member || has(member)))
      found.push({ launcher, sources: reached });
  }
  return found;
}

function compile(config: LaunchConfig): Row[] {
  const known = new Map<string, Mention>();
  // One mention for all rows that need it, so that a text is searched for it once.
  const once = (make: (name: string) => Mention, name: string): Mention => {
    const key = `${make.name} ${name}`;
    const mention = known.get(key) ?? make(name);
    known.set(key, mention);
    return mention;
  };
  const needsOf = (source: LauncherSource, { types }: Launcher): Mention[] => {
    if ('global' in source) return source.global.split('.').map((name) => once(value, name));
    const module = source.module.replace(/^node:/, '');
    const [packageName = module] = /^(?:@[^/]+\/)?[^/]+/.exec(module) ?? [];
    // The type of an annotation (`LimitFunction`) stands for the export.
    const names = source.export === 'default' || types ? [] : source.export.split('.');
    // Most texts are done with at a package's name, whatever modules of it there are.
    return [once(part, packageName), once(quoted, module), ...names.map((name) => once(word, name))];
  };
  return config.launchers
    .filter(({ preset }) => config.strict || preset === 'recommended')
    .map((launcher) => ({
      launcher,
      sources: launcher.from.map((source) => ({ source, needs: needsOf(source, launcher) })),
      member: launcher.member === undefined ? undefined : once(word, launcher.member),
    }));
}
