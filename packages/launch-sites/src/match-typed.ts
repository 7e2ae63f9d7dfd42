/** Launchers that only a TypeScript program can tell: the declaration of the called member decides. */
import type { TSESTree } from '@typescript-eslint/types';
import type { LaunchConfig, LaunchTypes, Node, TypeDeclaration } from './launch-site.ts';
import { SUBMIT, type Launcher } from './launchers.ts';
import { lastWord } from './resolve-executor.ts';
import { isFunction, memberName, valueOf } from './syntax.ts';

export class TypedMatcher {
  readonly #types: LaunchTypes;
  readonly #config: LaunchConfig;
  readonly #launchers: readonly Launcher[];

  constructor(types: LaunchTypes, config: LaunchConfig) {
    this.#types = types;
    this.#config = config;
    this.#launchers = config.launchers.filter(({ preset }) => config.strict || preset === 'recommended');
  }

  spawn(node: TSESTree.NewExpression): { readonly launcher: Launcher } | undefined {
    const declared = this.#types.typeDeclarations(node);
    return found(
      this.#launchers.find(
        (launcher) => launcher.kind === 'spawn' && declared.some((type) => isExport(launcher, type)),
      ),
    );
  }

  call(node: TSESTree.CallExpression, callee: Node): { readonly launcher: Launcher } | undefined {
    const [first] = node.arguments;
    // Asking the checker is dear: only for calls that could launch something.
    if (!first || !mayLaunchArgument(first)) return undefined;
    const name = callee.type === 'MemberExpression' ? memberName(callee) : undefined;
    const called = this.#types.calledDeclarations(callee);
    const byMember = this.#launchers.find((launcher) => called.some((type) => isCalled(launcher, type)));
    if (byMember) return { launcher: byMember };
    if (name === 'submit') return found(this.#submit(callee as TSESTree.MemberExpression, first, called));
    const results = this.#launchers.filter(({ receiver, member, types }) => receiver && !member && types);
    if (results.length === 0) return undefined;
    const types = this.#types.typeDeclarations(callee);
    return found(
      results.find((launcher) =>
        types.some(({ module, name: type }) => isFrom(launcher, module) && launcher.types?.includes(type)),
      ),
    );
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

function found(launcher: Launcher | undefined): { readonly launcher: Launcher } | undefined {
  return launcher && { launcher };
}

function isFrom(launcher: Launcher, module: string): boolean {
  return launcher.from.some((source) => 'module' in source && source.module.replace(/^node:/, '') === module);
}

/** An exported function or class, under whatever name it reached the file. */
function isExport(launcher: Launcher, { module, name }: TypeDeclaration): boolean {
  return launcher.from.some(
    (source) =>
      'module' in source && source.module.replace(/^node:/, '') === module && source.export === name,
  );
}

function isCalled(launcher: Launcher, type: TypeDeclaration): boolean {
  if (launcher.kind === 'spawn' || launcher.id === SUBMIT) return false;
  if (!launcher.receiver)
    return launcher.member === undefined && type.container === undefined && isExport(launcher, type);
  const { container, name, module } = type;
  if (launcher.member !== name || container === undefined || !isFrom(launcher, module)) return false;
  return (
    (launcher.types ?? []).includes(container) ||
    launcher.from.some((source) => 'module' in source && source.export === container)
  );
}

/** A literal launches nothing; a payload may be any object. */
function mayLaunchArgument(argument: Node): boolean {
  const value = valueOf(argument);
  return value.type !== 'Literal' && value.type !== 'TemplateLiteral';
}
