/** Launchers that only a TypeScript program can tell: the declaration of the called member decides. */
import type { TSESTree } from '@typescript-eslint/types';
import type { LaunchConfig } from '../vocabulary/config.ts';
import type { LaunchTypes, Node, PackageVersions, TypeDeclaration } from '../vocabulary/source.ts';
import { isConstructed } from './row.ts';
import { SUBMIT, type Launcher } from '../vocabulary/launcher.ts';
import { lastWord } from './executor.ts';
import { rowsInForce } from './rows-in-force.ts';
import { isFunction, memberName, valueOf } from '../syntax/nodes.ts';
import { moduleName } from '../evaluate/value.ts';

/** Launchers, with what tells a call that cannot be theirs without asking the checker. */
interface Candidates {
  readonly launchers: readonly Launcher[];
  /** What the functions and methods among them are declared as. */
  readonly names: ReadonlySet<string>;
  /** Is one of them an export itself? Only that can be called by any name. */
  readonly functions: boolean;
}

export class TypedMatcher {
  readonly #types: LaunchTypes;
  readonly #config: LaunchConfig;
  /** Those that the program can hold: asking the checker costs much time, so it is not asked about the others. */
  readonly #launchers: readonly Launcher[];
  readonly #all: Candidates;
  /** Those among them that launch something although their first argument is a literal. */
  readonly #afterLiteral: Candidates;
  readonly #spawns: readonly Launcher[];
  /** What another function returns, such as p-limit's: it may be called by any name. */
  readonly #nameless: readonly Launcher[];

  constructor(types: LaunchTypes, config: LaunchConfig, versions: PackageVersions | undefined) {
    this.#types = types;
    this.#config = config;
    const declared = config.launchers.filter(
      (launcher) =>
        (config.strict || launcher.preset === 'recommended') &&
        (launcher.id === SUBMIT || modulesOf(launcher).some((module) => types.hasModule(module))),
    );
    const rows = declared.map((launcher) => ({ launcher }));
    this.#launchers = rowsInForce(rows, versions).map(({ launcher }) => launcher);
    this.#all = candidates(this.#launchers);
    this.#afterLiteral = candidates(
      this.#launchers.filter(
        ({ kind, argument }) => kind === 'payload' || (kind === 'callback' && argument !== 0),
      ),
    );
    this.#spawns = this.#launchers.filter(isConstructed);
    this.#nameless = this.#launchers.filter(({ receiver, member, types }) => receiver && !member && types);
  }

  spawn(node: TSESTree.NewExpression): { readonly launcher: Launcher } | undefined {
    if (this.#spawns.length === 0) return undefined;
    const declared = this.#types.typeDeclarations(node);
    return found(this.#spawns.find((launcher) => declared.some((type) => isExport(launcher, type))));
  }

  call(node: TSESTree.CallExpression, callee: Node): { readonly launcher: Launcher } | undefined {
    const [first] = node.arguments;
    if (!first) return undefined;
    const literal = isLiteral(first);
    const among = literal ? this.#afterLiteral : this.#all;
    const called = this.#mayBeDeclared(callee, among) ? this.#types.calledDeclarations(callee) : [];
    const byMember = among.launchers.find((launcher) => called.some((type) => isCalled(launcher, type)));
    if (byMember ?? literal) return found(byMember);
    if (callee.type === 'MemberExpression' && memberName(callee) === 'submit')
      return found(this.#submit(callee, first, called));
    if (this.#nameless.length === 0) return undefined;
    const types = this.#types.typeDeclarations(callee);
    return found(
      this.#nameless.find((launcher) =>
        types.some(({ module, name: type }) => isFrom(launcher, module) && launcher.types?.includes(type)),
      ),
    );
  }

  /** A method keeps the name it was declared with. Only a namespace can hold a launcher by another: `export { a as b }`. */
  #mayBeDeclared(callee: Node, { names, functions }: Candidates): boolean {
    if (callee.type !== 'MemberExpression') return functions;
    const name = memberName(callee);
    if (name === undefined) return names.size > 0;
    return names.has(name) || (functions && this.#isNamespace(callee.object));
  }

  #isNamespace(object: Node): boolean {
    const value = valueOf(object);
    const mayBe =
      value.type === 'Identifier' || (value.type === 'MemberExpression' && this.#isNamespace(value.object));
    // TypeScript names a module by its file, between quotes.
    return mayBe && this.#types.calledDeclarations(value).some(({ name }) => name.startsWith('"'));
  }

  /** The type that declares `submit`, or one that the receiver is, is called an executor. */
  #submit(
    callee: TSESTree.MemberExpression,
    argument: Node,
    called: readonly TypeDeclaration[],
  ): Launcher | undefined {
    if (!isFunction(valueOf(argument)) && !this.#types.isFunction(argument)) return undefined;
    const names = [
      ...called.map(({ container }) => container ?? ''),
      ...this.#types.typeDeclarations(callee.object).map(({ name }) => name),
    ];
    return names.some((name) => this.#config.executorNames.includes(lastWord(name)))
      ? this.#launchers.find(({ id }) => id === SUBMIT)
      : undefined;
  }
}

function candidates(launchers: readonly Launcher[]): Candidates {
  return {
    launchers,
    names: new Set(launchers.flatMap(calledNames)),
    functions: launchers.some(({ id, receiver }) => id !== SUBMIT && !receiver),
  };
}

function found(launcher: Launcher | undefined): { readonly launcher: Launcher } | undefined {
  return launcher && { launcher };
}

function modulesOf({ from }: Launcher): string[] {
  return from.flatMap((origin) => ('module' in origin ? moduleName(origin.module) : []));
}

/** The method's own name; for what is an export itself, the export's. */
function calledNames({ member, from }: Launcher): string[] {
  const names =
    member === undefined ? from.flatMap((origin) => ('module' in origin ? origin.export : [])) : [member];
  return names.flatMap((name) => name.split('.').at(-1) ?? []);
}

function isFrom(launcher: Launcher, module: string): boolean {
  return modulesOf(launcher).includes(module);
}

/** An exported function or class, under whatever name it reached the file. */
function isExport(launcher: Launcher, { module, name }: TypeDeclaration): boolean {
  return launcher.from.some(
    (origin) => 'module' in origin && moduleName(origin.module) === module && origin.export === name,
  );
}

function isCalled(launcher: Launcher, type: TypeDeclaration): boolean {
  if (isConstructed(launcher) || launcher.id === SUBMIT) return false;
  if (!launcher.receiver)
    return launcher.member === undefined && type.container === undefined && isExport(launcher, type);
  const { container, name, module } = type;
  if (launcher.member !== name || container === undefined || !isFrom(launcher, module)) return false;
  return (
    (launcher.types ?? []).includes(container) ||
    launcher.from.some((origin) => 'module' in origin && origin.export === container)
  );
}

function isLiteral(argument: Node): boolean {
  const { type } = valueOf(argument);
  return type === 'Literal' || type === 'TemplateLiteral';
}
