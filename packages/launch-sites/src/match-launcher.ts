/** Which launcher does this call or construction reach? The table becomes paths, those that the text can reach. */
import type { TSESTree } from '@typescript-eslint/types';
import { externalBase } from './class-members.ts';
import type { LaunchConfig, Node } from './launch-site.ts';
import type { Wrappers } from './is-wrapped.ts';
import { SUBMIT, type Launcher } from './launchers.ts';
import { reachableLaunchers, wordPattern } from './reachable-launchers.ts';
import type { Resolver } from './resolve-binding.ts';
import { isExecutor, isVisiblyFunction, takenMethod } from './resolve-executor.ts';
import { TypedMatcher } from './match-typed.ts';
import { lastName, memberName, valueOf } from './syntax.ts';
import { modulePath, type Value } from './value.ts';

export interface Match {
  readonly launcher: Launcher;
  /** The construction or call that made the receiver, when the file shows it. */
  readonly created?: TSESTree.NewExpression | TSESTree.CallExpression | undefined;
  /** Reached through `.call`, `.apply`, or a method taken off its object. */
  readonly indirect?: 'call-or-apply' | 'destructured-method';
}

/** The launchers that a text can reach, by path. */
interface Table {
  readonly calls: ReadonlyMap<string, Launcher>;
  readonly spawns: ReadonlyMap<string, Launcher>;
  /** The last names of the paths in `calls`: what a call that keeps the launcher's own name ends in. */
  readonly names: ReadonlySet<string>;
  /** The same for `spawns`; undefined where a Worker may be constructed by another name. */
  readonly spawnNames: ReadonlySet<string> | undefined;
  /** Some launcher has no name of its own: another function returned it (`pLimit(2)`), or it is a default export. */
  readonly hasNameless: boolean;
  /** A launcher may be called by another name. */
  readonly hasAliases: boolean;
  readonly submit: Launcher | undefined;
}

/** With types a file need not name what it launches with: the typed matcher sees to that. */
function tableFor(text: string, config: LaunchConfig): Table {
  const calls = new Map<string, Launcher>();
  const spawns = new Map<string, Launcher>();
  const names = new Set<string>();
  const spawnNames = new Set<string>();
  let submit: Launcher | undefined;
  let hasNameless = false;
  for (const { launcher, sources } of reachableLaunchers(text, config)) {
    if (launcher.id === SUBMIT) submit = launcher;
    const table = launcher.kind === 'spawn' ? spawns : calls;
    for (const path of pathsOf(launcher, sources)) {
      table.set(path, launcher);
      const name = /[.:]([^.:|#]+)$/.exec(path)?.[1];
      if (table === spawns) spawnNames.add(name ?? '');
      else if (name === undefined) hasNameless = true;
      else names.add(name);
    }
  }
  const hasAliases = hasNameless || [...names].some((name) => isStored(text, name, CALLED));
  const keepNames = [...spawnNames].every((name) => name !== '' && !isStored(text, name, CONSTRUCTED));
  return {
    ...{ calls, spawns, names, hasNameless, hasAliases, submit },
    spawnNames: keepNames ? spawnNames : undefined,
  };
}

/** `f(`, `f?.(` */
const CALLED = { before: /$/, after: /^\s*(?:\?\.\s*)?\(/ };
/** `new W`, `new ns.W` */
const CONSTRUCTED = { before: /\bnew\s+(?:[\w$]+\s*\.\s*)*$/, after: /^/ };
/** `import { f }`, `const { f } = ...`: it keeps its name. */
const SHORTHAND = { before: /\{\s*$/, after: /^\s*[,}]/ };

/** By what stands before it on its line, as comments are laid out; a URL's slashes open none. */
const IN_COMMENT = /(?:\n[ \t]*(?:\/?\*|\/\/)|(?<!:)\/\/ )[^\n]*$/;

/** Is the name somewhere more than used, or imported as it is? Then what it names may be reached by another name. */
function isStored(text: string, name: string, use: typeof CALLED): boolean {
  for (const { index } of text.matchAll(new RegExp(wordPattern([name]), 'g'))) {
    const before = text.slice(Math.max(0, index - 200), index);
    if (IN_COMMENT.test(before)) continue;
    const after = text.slice(index + name.length, index + name.length + 40);
    if (![use, SHORTHAND].some((form) => form.before.test(before) && form.after.test(after))) return true;
  }
  return false;
}

function pathsOf({ receiver, member, types }: Launcher, sources: Launcher['from']): string[] {
  return sources.flatMap((source) => {
    const base = 'global' in source ? `g:${source.global}` : modulePath(source.module, source.export);
    const step = member === undefined ? '' : `.${member}`;
    if (!receiver) return [`${base}${step}`];
    const typed =
      'module' in source ? (types ?? []).map((type) => `${modulePath(source.module, type)}|new${step}`) : [];
    return [`${base}|${receiver}${step}`, ...typed];
  });
}

export class LauncherMatcher {
  readonly #resolver: Resolver;
  readonly #wrappers: Wrappers;
  readonly #config: LaunchConfig;
  readonly #table: Table;
  readonly #types: TypedMatcher | undefined;

  constructor(resolver: Resolver, wrappers: Wrappers, config: LaunchConfig) {
    this.#resolver = resolver;
    this.#wrappers = wrappers;
    this.#config = config;
    this.#table = tableFor(resolver.source.text, config);
    this.#types = resolver.types && new TypedMatcher(resolver.types, config);
  }

  match(node: Node): Match | undefined {
    if (node.type === 'NewExpression') return this.#spawn(node);
    return node.type === 'CallExpression' ? this.#call(node) : undefined;
  }

  #spawn(node: TSESTree.NewExpression): Match | undefined {
    const { spawns, spawnNames } = this.#table;
    const name = lastName(node.callee) ?? '';
    if (spawns.size === 0 || (spawnNames && !spawnNames.has(name))) return this.#types?.spawn(node);
    const value = this.#resolver.evaluate(node.callee);
    const path = value?.kind === 'class' ? externalBase(this.#resolver, value.node) : pathOf(value);
    const launcher = path === undefined ? undefined : spawns.get(path);
    return launcher ? { launcher } : this.#types?.spawn(node);
  }

  #call(node: TSESTree.CallExpression): Match | undefined {
    const callee = valueOf(node.callee);
    if (callee.type === 'MemberExpression')
      return this.#methodCall(node, callee) ?? this.#types?.call(node, callee);
    if (callee.type !== 'Identifier' && callee.type !== 'CallExpression') return this.#lookUp(callee);
    const taken = this.#takenSubmit(node, callee);
    if (taken) return taken;
    const { names, hasAliases } = this.#table;
    const mayMatch = hasAliases || (callee.type === 'Identifier' && names.has(callee.name));
    const match = (mayMatch ? this.#lookUp(callee) : undefined) ?? this.#types?.call(node, callee);
    // `const { add } = queue; add(fn)`: the method may have lost its `this`.
    const detached = match?.launcher.receiver && match.launcher.member && !('bound' in match && match.bound);
    return detached ? { ...match, indirect: 'destructured-method' } : match;
  }

  #methodCall(node: TSESTree.CallExpression, callee: TSESTree.MemberExpression): Match | undefined {
    const name = memberName(callee);
    // `limits[i](fn)`: what is called has no name of its own.
    if (name === undefined) return this.#table.hasNameless ? this.#lookUp(callee) : undefined;
    if (name === 'call' || name === 'apply') {
      const match = this.#lookUp(callee.object) ?? this.#indirectSubmit(node, valueOf(callee.object));
      if (match) return { ...match, indirect: 'call-or-apply' };
    }
    const { names, hasNameless } = this.#table;
    const match = names.has(name) || hasNameless ? this.#lookUp(callee) : this.#ownFunction(node, callee);
    if (match) return match;
    const { submit } = this.#table;
    return submit && name === submit.member && this.#isSubmit(node, callee)
      ? { launcher: submit }
      : undefined;
  }

  /** `executor.submit.call(executor, fn)`, `executor.submit.apply(executor, [fn])` */
  #indirectSubmit(node: TSESTree.CallExpression, method: Node): Match | undefined {
    const { submit } = this.#table;
    const [, second] = node.arguments;
    if (!submit || method.type !== 'MemberExpression' || memberName(method) !== submit.member)
      return undefined;
    const list = second && valueOf(second);
    const callback = list?.type === 'ArrayExpression' ? list.elements[0] : second;
    return callback &&
      isVisiblyFunction(this.#resolver, this.#wrappers, callback) &&
      isExecutor(this.#resolver, method.object, this.#config)
      ? { launcher: submit }
      : undefined;
  }

  /** `const { submit } = executor; submit(fn)`, `const submit = executor.submit.bind(executor)` */
  #takenSubmit(node: TSESTree.CallExpression, callee: Node): Match | undefined {
    const { submit } = this.#table;
    const [first] = node.arguments;
    if (!submit || callee.type !== 'Identifier' || !first) return undefined;
    const taken = takenMethod(this.#resolver, callee, 'submit');
    if (!taken || !isVisiblyFunction(this.#resolver, this.#wrappers, first)) return undefined;
    if (!isExecutor(this.#resolver, taken.receiver, this.#config)) return undefined;
    return taken.bound ? { launcher: submit } : { launcher: submit, indirect: 'destructured-method' };
  }

  /** `{ defer: setImmediate }.defer(fn)`: another name for a global or an export, in an object or a field of the file. */
  #ownFunction(node: TSESTree.CallExpression, callee: TSESTree.MemberExpression): Match | undefined {
    const [first] = node.arguments;
    return this.#table.hasAliases && first && first.type !== 'Literal' && isPlain(callee.object)
      ? this.#lookUp(callee)
      : undefined;
  }

  #isSubmit(node: TSESTree.CallExpression, callee: TSESTree.MemberExpression): boolean {
    const [first] = node.arguments;
    if (!first || !isVisiblyFunction(this.#resolver, this.#wrappers, first)) return false;
    return isExecutor(this.#resolver, callee.object, this.#config);
  }

  #lookUp(callee: Node): (Match & { readonly bound?: boolean }) | undefined {
    if (this.#table.calls.size === 0) return undefined;
    const value = this.#resolver.evaluate(callee);
    if (value?.kind !== 'path') return undefined;
    const path = [value.path, ...(value.or ?? [])].find((candidate) => this.#table.calls.has(candidate));
    const launcher = path === undefined ? undefined : this.#table.calls.get(path);
    return launcher && { launcher, created: value.created, bound: value.bound === true };
  }
}

/** A name or `this`: what an object of the file is reached by. */
function isPlain(node: Node): boolean {
  if (node.type === 'MemberExpression') return !node.computed && isPlain(node.object);
  return node.type === 'Identifier' || node.type === 'ThisExpression';
}

function pathOf(value: Value | undefined): string | undefined {
  return value?.kind === 'path' ? value.path : undefined;
}
