/** Which launcher does this call or construction reach? */
import type { TSESTree } from '@typescript-eslint/types';
import { externalBase } from '../evaluate/class-members.ts';
import type { LaunchConfig } from '../vocabulary/config.ts';
import type { Owner } from '../vocabulary/launch-site.ts';
import type { Node, Source } from '../vocabulary/source.ts';
import type { Wrappers } from '../status/wrappers.ts';
import { isConstructed } from './row.ts';
import { SUBMIT, type Launcher } from '../vocabulary/launcher.ts';
import { launchNames } from './launch-names.ts';
import { rowsInForce } from './rows-in-force.ts';
import { allLaunchers, launchersAcross, reachableLaunchers, type Reachable } from './reachable-launchers.ts';
import type { Resolver } from '../evaluate/resolver.ts';
import { mayBeCalledSo, type StoredNames } from '../names/stored-names.ts';
import { isExecutor, takenMethod } from './executor.ts';
import { isVisiblyFunction } from './seen-as.ts';
import { TypedMatcher } from './match-typed.ts';
import { constantKey } from '../syntax/scopes.ts';
import { lastName, memberName, valueOf } from '../syntax/nodes.ts';
import type { Value } from '../evaluate/value.ts';

export interface Match {
  readonly launcher: Launcher;
  /** The construction or call that made the receiver, when the file shows it. */
  readonly created?: TSESTree.NewExpression | TSESTree.CallExpression | undefined;
  /** The module that `created` stands in, where that is another one. */
  readonly createdIn?: Source | undefined;
  /** Whose what it is put into is, where the file makes that itself. */
  readonly owner?: Owner;
  /** Reached through `.call`, `.apply`, a method taken off its object, or by others whom the launcher is given to. */
  readonly indirect?: 'call-or-apply' | 'destructured-method' | 'handed-on';
}

/** Launchers that a text can reach, by path, and the names that it can call them by. */
interface Reach {
  readonly byPath: ReadonlyMap<string, Launcher>;
  readonly names: StoredNames;
  /** The methods of those that it can reach through other modules only; `any` where some have no method. */
  readonly methods: StoredNames;
}

interface Table {
  readonly called: Reach;
  readonly constructed: Reach;
  readonly submit: Launcher | undefined;
}

/** With types a file need not name what it launches with: the typed matcher sees to that. */
function tableFor(source: Source, config: LaunchConfig): Table {
  const inForce = (rows: readonly Reachable[]): readonly Reachable[] => rowsInForce(rows, source.versions);
  const reachable = inForce(
    source.asksEverywhere ? allLaunchers(config) : reachableLaunchers(source.text, config),
  );
  const across =
    source.modules && !source.asksEverywhere
      ? inForce(launchersAcross(source.text, config, source.modules))
      : [];
  const reach = (isOfKind: (reachable: Reachable) => boolean): Reach => {
    const [own, others] = [reachable.filter(isOfKind), across.filter(isOfKind)];
    return {
      byPath: byPath([...own, ...others]),
      names: launchNames(source, own, source.modules?.missing),
      methods: methodsOf(others),
    };
  };
  return {
    called: reach(({ launcher }) => !isConstructed(launcher)),
    constructed: reach(({ launcher }) => isConstructed(launcher)),
    submit: reachable.find(({ launcher }) => launcher.id === SUBMIT)?.launcher,
  };
}

function byPath(reachable: readonly Reachable[]): ReadonlyMap<string, Launcher> {
  const table = new Map<string, Launcher>();
  for (const { launcher, paths } of reachable) for (const path of paths) table.set(path, launcher);
  return table;
}

function methodsOf(reachable: readonly Reachable[]): StoredNames {
  const methods = new Set<string>();
  for (const { launcher } of reachable) {
    const method = launcher.member?.split('.').at(-1);
    if (method === undefined) return 'any';
    methods.add(method);
  }
  return methods;
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
    this.#table = tableFor(resolver.source, config);
    this.#types = resolver.types && new TypedMatcher(resolver.types, config, resolver.source.versions);
  }

  /** Cheap: by the name alone. */
  isCandidate(node: TSESTree.CallExpression | TSESTree.NewExpression): boolean {
    if (this.#types) return true;
    const { called, constructed } = this.#table;
    if (node.type === 'NewExpression')
      return isNamed(constructed, node.callee) || isNamedAcross(constructed, node.callee);
    if (called.byPath.size === 0 && called.names !== 'any' && called.names.size === 0) return false;
    const name = this.#nameOf(node.callee);
    if (name === 'call' || name === 'apply' || mayBeCalledSo(called.names, name)) return true;
    const [first, second] = node.arguments;
    // `fns.map(limit)`, `limit.bind(null, fn)`
    if (first && name !== undefined && CALLS_ELEMENTS.has(name) && this.#isReference(first)) return true;
    if (name === 'bind' && second) return true;
    // Most calls have nothing that could be launched.
    return mayBeCalledSo(called.methods, name) && node.arguments.some(mayLaunchArgument);
  }

  /** The last name of what is called, also where a constant has it: `queue[ADD](fn)`. */
  #nameOf(expression: Node): string | undefined {
    const callee = valueOf(expression);
    const key = callee.type === 'MemberExpression' && constantKey(this.#resolver.source.scopeManager, callee);
    return key || lastName(callee);
  }

  /** Can this, handed to others, be a launcher itself, or a method of one that was bound? */
  #isReference(argument: Node): boolean {
    const { called } = this.#table;
    const value = valueOf(argument);
    const of =
      value.type === 'CallExpression' && lastName(value.callee) === 'bind'
        ? (valueOf(value.callee) as TSESTree.MemberExpression).object
        : value;
    return of.type !== 'CallExpression' && isFunctionlike(of) && this.#isNamedIn(called, of);
  }

  #isNamedIn({ names, methods }: Reach, callee: Node): boolean {
    const name = this.#nameOf(callee);
    return mayBeCalledSo(names, name) || mayBeCalledSo(methods, name);
  }

  match(node: TSESTree.CallExpression | TSESTree.NewExpression): Match | undefined {
    return node.type === 'NewExpression' ? this.#spawn(node) : this.#call(node);
  }

  #spawn(node: TSESTree.NewExpression): Match | undefined {
    const { constructed } = this.#table;
    if (!isNamed(constructed, node.callee) && !isNamedAcross(constructed, node.callee))
      return this.#types?.spawn(node);
    const value = this.#resolver.evaluate(node.callee);
    const path = value?.kind === 'class' ? externalBase(this.#resolver, value.node) : pathOf(value);
    const launcher = path === undefined ? undefined : constructed.byPath.get(this.#outermostBase(path));
    return launcher ? { launcher } : this.#types?.spawn(node);
  }

  /** A class of another module may extend one that launches. */
  #outermostBase(path: string): string {
    const { modules } = this.#resolver.source;
    return modules?.isOwn(path) ? (modules.follow(`${path}|base`)?.path ?? path) : path;
  }

  #call(node: TSESTree.CallExpression): Match | undefined {
    const callee = valueOf(node.callee);
    if (callee.type === 'MemberExpression')
      return this.#methodCall(node, callee) ?? this.#types?.call(node, callee);
    if (callee.type !== 'Identifier' && callee.type !== 'CallExpression') return this.#lookUp(callee);
    const taken = this.#takenSubmit(node, callee);
    if (taken) return taken;
    const match = this.#lookUp(callee) ?? this.#types?.call(node, callee);
    // `const { add } = queue; add(fn)`: the method may have lost its `this`.
    const lostThis = match?.launcher.receiver && match.launcher.member && !('bound' in match && match.bound);
    return lostThis ? { ...match, indirect: 'destructured-method' } : match;
  }

  #methodCall(node: TSESTree.CallExpression, callee: TSESTree.MemberExpression): Match | undefined {
    const name = memberName(callee);
    const handedOn = this.#handedOn(node, callee, name);
    if (handedOn) return { ...handedOn, indirect: name === 'apply' ? 'call-or-apply' : 'handed-on' };
    if (name === 'call' || name === 'apply') {
      const match = this.#lookUp(callee.object) ?? this.#indirectSubmit(node, valueOf(callee.object));
      if (match) return { ...match, indirect: 'call-or-apply' };
    }
    const match = this.#lookUp(callee);
    if (match) return match;
    const { submit } = this.#table;
    return submit && name === submit.member && this.#isSubmit(node, callee)
      ? { launcher: submit }
      : undefined;
  }

  /** `Reflect.apply(queue.add, queue, [fn])`, `limit.bind(null, fn)`, `fns.map(limit)`: it is called by others. */
  #handedOn(
    node: TSESTree.CallExpression,
    callee: TSESTree.MemberExpression,
    name: string | undefined,
  ): Match | undefined {
    const [first] = node.arguments;
    if (!first || name === undefined) return undefined;
    if (name === 'bind') return node.arguments.length > 1 ? this.#lookUp(callee.object) : undefined;
    if (name === 'apply' && callee.object.type === 'Identifier' && callee.object.name === 'Reflect')
      return this.#lookUp(first);
    return CALLS_ELEMENTS.has(name) && this.#isReference(first) ? this.#lookUp(first, true) : undefined;
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
    const { submit, called } = this.#table;
    const [first] = node.arguments;
    if (!submit || callee.type !== 'Identifier' || !first || !isNamed(called, callee)) return undefined;
    const taken = takenMethod(this.#resolver, callee, 'submit');
    if (!taken || !isVisiblyFunction(this.#resolver, this.#wrappers, first)) return undefined;
    if (!isExecutor(this.#resolver, taken.receiver, this.#config)) return undefined;
    return taken.bound ? { launcher: submit } : { launcher: submit, indirect: 'destructured-method' };
  }

  #isSubmit(node: TSESTree.CallExpression, callee: TSESTree.MemberExpression): boolean {
    const [first] = node.arguments;
    if (!first || !isVisiblyFunction(this.#resolver, this.#wrappers, first)) return false;
    return isExecutor(this.#resolver, callee.object, this.#config);
  }

  #lookUp(callee: Node, isKnownByName = false): (Match & { readonly bound?: boolean }) | undefined {
    const { called } = this.#table;
    if (!isKnownByName && !this.#isNamedIn(called, callee)) return undefined;
    const value = this.#resolver.evaluate(callee);
    if (value?.kind !== 'path') return undefined;
    const path = [value.path, ...(value.or ?? [])].find((candidate) => called.byPath.has(candidate));
    const launcher = path === undefined ? undefined : called.byPath.get(path);
    return (
      launcher && {
        launcher,
        created: value.created,
        createdIn: value.createdIn,
        bound: value.bound === true,
      }
    );
  }
}

/** Methods of lists that call what they are given with each element first, and it launches that. */
const CALLS_ELEMENTS = new Set(['flatMap', 'forEach', 'map']);

function isFunctionlike({ type }: Node): boolean {
  return type === 'Identifier' || type === 'MemberExpression';
}

function isNamed({ names }: Reach, callee: Node): boolean {
  return mayBeCalledSo(names, lastName(callee));
}

/** Can it be a launcher that another module passes on? Names say nothing of those that have no method. */
function isNamedAcross({ methods }: Reach, callee: Node): boolean {
  return mayBeCalledSo(methods, lastName(callee));
}

/** False for what is visibly no function, no list of functions and no options before one. */
function mayLaunchArgument(argument: Node): boolean {
  const { type } = valueOf(argument);
  return (
    type !== 'Literal' &&
    type !== 'TemplateLiteral' &&
    type !== 'BinaryExpression' &&
    type !== 'UnaryExpression'
  );
}

function pathOf(value: Value | undefined): string | undefined {
  return value?.kind === 'path' ? value.path : undefined;
}
