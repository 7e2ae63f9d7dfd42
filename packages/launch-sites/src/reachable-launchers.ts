/**
 * Which launchers can a text reach? Decided before anything is parsed: what a launch needs (a module's name between
 * quotes, a global, an export, a method) is spelled out in the file, whatever it is called later.
 */
import type { LaunchConfig } from './launch-site.ts';
import { SUBMIT, type Launcher, type LauncherSource } from './launchers.ts';

/** A launcher, by those of its sources that the text names. */
export interface Reachable {
  readonly launcher: Launcher;
  readonly sources: readonly LauncherSource[];
}

/** A pattern, and a part of it that is cheap to look for. */
interface Mention {
  readonly part: string;
  readonly pattern: RegExp;
}

interface Row {
  readonly launcher: Launcher;
  /** With what each needs besides the member. */
  readonly sources: readonly (readonly [LauncherSource, readonly Mention[]])[];
  readonly member: Mention | undefined;
}

interface Compiled {
  /** One look that most texts do not pass. */
  readonly any: RegExp;
  readonly rows: readonly Row[];
}

const compiled = new WeakMap<LaunchConfig, Compiled>();

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
  let table = compiled.get(config);
  if (!table) compiled.set(config, (table = compile(config)));
  if (!table.any.test(text)) return [];
  const answers = new Map<Mention, boolean>();
  const has = (mention: Mention): boolean => {
    let answer = answers.get(mention);
    if (answer === undefined)
      answers.set(mention, (answer = text.includes(mention.part) && mention.pattern.test(text)));
    return answer;
  };
  return table.rows.flatMap(({ launcher, sources, member }) => {
    if (member && !has(member)) return [];
    const reached = sources.flatMap(([source, mentions]) => (mentions.every(has) ? source : []));
    return reached.length > 0 || launcher.id === SUBMIT ? { launcher, sources: reached } : [];
  });
}

function compile(config: LaunchConfig): Compiled {
  const mentions = new Map<string, Mention>();
  const mention = (part: string, source: string): Mention => {
    const known = mentions.get(source) ?? { part, pattern: new RegExp(source) };
    mentions.set(source, known);
    return known;
  };
  const word = (name: string): Mention => mention(name, wordPattern([name]));
  const quoted = (module: string): Mention => mention(module, quotedPattern([module]));

  const needs = (source: LauncherSource, { types }: Launcher): Mention[] => {
    if ('global' in source) return source.global.split('.').map((name) => mention(name, valuePattern(name)));
    const module = quoted(source.module.replace(/^node:/, ''));
    // The type of an annotation (`LimitFunction`) stands for the export.
    const isNamed = source.export !== 'default' && !types;
    return isNamed ? [module, ...source.export.split('.').map(word)] : [module];
  };
  const rows = config.launchers
    .filter(({ preset }) => config.strict || preset === 'recommended')
    .map((launcher) => ({
      launcher,
      sources: launcher.from.map((source) => [source, needs(source, launcher)] as const),
      member: launcher.member === undefined ? undefined : word(launcher.member),
    }));
  return { any: firstLook(rows), rows };
}

/** Without word boundaries, which would cost more on every text than a second look does on a few. */
function firstLook(rows: readonly Row[]): RegExp {
  const sources = rows.flatMap(({ launcher }) => launcher.from);
  const words = [
    ...sources.flatMap((source) => ('global' in source ? (source.global.split('.').at(-1) ?? '') : [])),
    ...rows.flatMap(({ launcher, member }) => (launcher.from.length === 0 && member ? member.part : [])),
  ];
  const modules = sources.flatMap((source) =>
    'module' in source ? source.module.replace(/^node:/, '') : [],
  );
  return new RegExp(`${alternatives(words)}|${quotedPattern(modules)}`);
}

/** A bare `async` or `threads` is a word of many files: a module counts between its quotes. */
function quotedPattern(modules: readonly string[]): string {
  return `['"\`](?:node:)?(?:${alternatives(modules)})['"\`]`;
}

/** Words of the language that stand before a value; after any other word on its line a name is prose. */
const BEFORE_VALUE =
  'as|await|case|default|delete|do|else|extends|in|instanceof|new|of|return|satisfies|throw|typeof|void|yield';

/** The source of a pattern for a name where code can use its value: not after a word of a comment. */
function valuePattern(name: string): string {
  return `(?:^|[^\\w$ \\t]|\\b(?:${BEFORE_VALUE})\\b)[ \\t]*(?<![\\w$])${escape(name)}(?![\\w$])`;
}

/** The source of a pattern for one of these names, as a whole word of JavaScript. */
export function wordPattern(names: readonly string[]): string {
  return `(?<![\\w$])(?:${alternatives(names)})(?![\\w$])`;
}

function alternatives(names: readonly string[]): string {
  return [...new Set(names)].map(escape).join('|');
}

function escape(name: string): string {
  return name.replace(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`);
}
