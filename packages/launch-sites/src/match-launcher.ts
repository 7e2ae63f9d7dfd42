/** Which launcher does this call or construction reach? The table is compiled to paths once per configuration. */
import type { TSESTree } from '@typescript-eslint/types';
import { externalBase } from './class-members.ts';
import type { LaunchConfig, Node } from './launch-site.ts';
import type { Wrappers } from './is-wrapped.ts';
import { SUBMIT, type Launcher } from './launchers.ts';
import { modulePath, type Resolver, type Value } from './resolve-binding.ts';
import { isExecutor, isVisiblyFunction } from './resolve-executor.ts';
import { TypedMatcher } from './match-typed.ts';
import { memberName, valueOf } from './syntax.ts';

export interface Match {
  readonly launcher: Launcher;
  /** The construction or call that made the receiver, when the file shows it. */
  readonly created?: TSESTree.NewExpression | TSESTree.CallExpression | undefined;
  /** Reached through `.call`, `.apply`, or a method taken off its object. */
  readonly indirect?: 'call-or-apply' | 'destructured-method';
}

interface CompiledTable {
  readonly calls: ReadonlyMap<string, Launcher>;
  readonly spawns: ReadonlyMap<string, Launcher>;
  /** The method names that a call has to end in; a call of a plain name is always looked at. */
  readonly members: ReadonlySet<string>;
  readonly submit: Launcher | undefined;
}

const compiled = new WeakMap<LaunchConfig, CompiledTable>();

export function compile(config: LaunchConfig): CompiledTable {
  const known = compiled.get(config);
  if (known) return known;
  const calls = new Map<string, Launcher>();
  const spawns = new Map<string, Launcher>();
  const members = new Set<string>();
  let submit: Launcher | undefined;
  for (const launcher of config.launchers) {
    if (launcher.preset === 'strict' && !config.strict) continue;
    if (launcher.id === SUBMIT) submit = launcher;
    const table = launcher.kind === 'spawn' ? spawns : calls;
    for (const path of pathsOf(launcher)) {
      table.set(path, launcher);
      const name = /\.([^.|#]+)$/.exec(path)?.[1] ?? /^g:(.+)$/.exec(path)?.[1];
      if (name) members.add(name);
    }
  }
  const table = { calls, spawns, members, submit };
  compiled.set(config, table);
  return table;
}

function pathsOf({ from, receiver, member, types }: Launcher): string[] {
  return from.flatMap((source) => {
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
  readonly #table: CompiledTable;
  readonly #types: TypedMatcher | undefined;

  constructor(resolver: Resolver, wrappers: Wrappers, config: LaunchConfig) {
    this.#resolver = resolver;
    this.#wrappers = wrappers;
    this.#config = config;
    this.#table = compile(config);
    this.#types = resolver.types && new TypedMatcher(resolver.types, config);
  }

  match(node: Node): Match | undefined {
    if (node.type === 'NewExpression') return this.#spawn(node);
    return node.type === 'CallExpression' ? this.#call(node) : undefined;
  }

  #spawn(node: TSESTree.NewExpression): Match | undefined {
    const value = this.#resolver.evaluate(node.callee);
    const path = value?.kind === 'class' ? externalBase(this.#resolver, value.node) : pathOf(value);
    const launcher = path === undefined ? undefined : this.#table.spawns.get(path);
    return launcher ? { launcher } : this.#types?.spawn(node);
  }

  #call(node: TSESTree.CallExpression): Match | undefined {
    const callee = valueOf(node.callee);
    if (callee.type === 'MemberExpression')
      return this.#methodCall(node, callee) ?? this.#types?.call(node, callee);
    if (callee.type !== 'Identifier' && callee.type !== 'CallExpression') return this.#lookUp(callee);
    const match = this.#lookUp(callee) ?? this.#types?.call(node, callee);
    // `const { add } = queue; add(fn)`: the method may have lost its `this`.
    const detached = match?.launcher.receiver && match.launcher.member && !('bound' in match && match.bound);
    return detached ? { ...match, indirect: 'destructured-method' } : match;
  }

  #methodCall(node: TSESTree.CallExpression, callee: TSESTree.MemberExpression): Match | undefined {
    const name = memberName(callee);
    if (name === undefined) return undefined;
    if (name === 'call' || name === 'apply') {
      const match = this.#lookUp(callee.object) ?? this.#indirectSubmit(node, valueOf(callee.object));
      if (match) return { ...match, indirect: 'call-or-apply' };
    }
    const match =
      this.#table.members.has(name) || this.#isBareName(callee) ? this.#lookUp(callee) : undefined;
    if (match) return match;
    const { submit } = this.#table;
    return submit && name === submit.member && this.#isSubmit(node, callee)
      ? { launcher: submit }
      : undefined;
  }

  /** `executor.submit.call(executor, fn)` */
  #indirectSubmit(node: TSESTree.CallExpression, method: Node): Match | undefined {
    const { submit } = this.#table;
    const [, callback] = node.arguments;
    if (!submit || method.type !== 'MemberExpression' || memberName(method) !== submit.member)
      return undefined;
    return callback &&
      isVisiblyFunction(this.#resolver, this.#wrappers, callback) &&
      isExecutor(this.#resolver, method.object, this.#config)
      ? { launcher: submit }
      : undefined;
  }

  /** `object.limit(fn)`, where the member itself is what a launcher returned. */
  #isBareName(callee: TSESTree.MemberExpression): boolean {
    return callee.object.type !== 'CallExpression';
  }

  #isSubmit(node: TSESTree.CallExpression, callee: TSESTree.MemberExpression): boolean {
    const [first] = node.arguments;
    if (!first || !isVisiblyFunction(this.#resolver, this.#wrappers, first)) return false;
    return isExecutor(this.#resolver, callee.object, this.#config);
  }

  #lookUp(callee: Node): (Match & { readonly bound?: boolean }) | undefined {
    const value = this.#resolver.evaluate(callee);
    if (value?.kind !== 'path') return undefined;
    const path = [value.path, ...(value.or ?? [])].find((candidate) => this.#table.calls.has(candidate));
    const launcher = path === undefined ? undefined : this.#table.calls.get(path);
    return launcher && { launcher, created: value.created, bound: value.bound === true };
  }
}

function pathOf(value: Value | undefined): string | undefined {
  return value?.kind === 'path' ? value.path : undefined;
}
