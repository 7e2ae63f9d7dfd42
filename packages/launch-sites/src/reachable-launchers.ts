/**
 * Which launchers can a text reach? Decided before anything is parsed: what a launch needs (a module's name between
 * quotes, a global, an export, a method) is spelled out in the file, whatever it is called later.
 */
import type { LaunchConfig } from './launch-site.ts';
import { SUBMIT, type Launcher, type LauncherSource } from './launchers.ts';

interface Compiled {
  /** One look that most texts do not pass. */
  readonly any: RegExp;
  readonly rows: readonly {
    readonly launcher: Launcher;
    /** One of these has to be met. */
    readonly sources: readonly (readonly RegExp[])[];
    readonly member: RegExp | undefined;
  }[];
}

const compiled = new WeakMap<LaunchConfig, Compiled>();

/** A cheap look at the text: false means that `findLaunchSites` would find nothing, so nobody has to parse. */
export function mayLaunch(text: string, config: LaunchConfig): boolean {
  // With types, the file need not name what it launches with.
  return config.typed || reachableLaunchers(text, config).length > 0;
}

export function reachableLaunchers(text: string, config: LaunchConfig): readonly Launcher[] {
  let table = compiled.get(config);
  if (!table) compiled.set(config, (table = compile(config)));
  if (!table.any.test(text)) return [];
  const answers = new Map<RegExp, boolean>();
  const has = (pattern: RegExp): boolean => {
    let answer = answers.get(pattern);
    if (answer === undefined) answers.set(pattern, (answer = pattern.test(text)));
    return answer;
  };
  return table.rows.flatMap(({ launcher, sources, member }) =>
    (!member || has(member)) && sources.some((patterns) => patterns.every(has)) ? launcher : [],
  );
}

function compile(config: LaunchConfig): Compiled {
  const patterns = new Map<string, RegExp>();
  const pattern = (source: string): RegExp => {
    const known = patterns.get(source) ?? new RegExp(source);
    patterns.set(source, known);
    return known;
  };
  const word = (...names: readonly string[]): RegExp =>
    pattern(wordPattern(names));
  // A bare `async` or `threads` is a word of many files: a module counts between its quotes.
  const quoted = (module: string): RegExp =>
    pattern(`['"\`](?:node:)?${escape(module.replace(/^node:/, ''))}['"\`]`);

  const needs = (source: LauncherSource, { types = [] }: Launcher): readonly RegExp[] => {
    if ('global' in source) return source.global.split('.').map((name) => word(name));
    const module = quoted(source.module);
    return source.export === 'default' ? [module] : [module, word(...source.export.split('.'), ...types)];
  };
  const rows = config.launchers
    .filter(({ preset }) => config.strict || preset === 'recommended')
    .map((launcher) => ({
      launcher,
      sources: launcher.id === SUBMIT ? [[]] : launcher.from.map((source) => needs(source, launcher)),
      member: launcher.member === undefined ? undefined : word(launcher.member),
    }));
  const first = rows.flatMap(({ sources, member }) =>
    sources.map(([one]) => (one ?? member)?.source ?? ''),
  );
  return { any: new RegExp([...new Set(first)].join('|')), rows };
}

/** The source of a pattern for one of these names, as a whole word of JavaScript. */
export function wordPattern(names: readonly string[]): string {
  return `(?<![\\w$])(?:${names.map(escape).join('|')})(?![\\w$])`;
}

function escape(name: string): string {
  return name.replace(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`);
}
