/** The worker file's end of a launch: find the handler that the pool calls and plan its `receiveParentOverrides`. */
import type { TSESTree } from '@typescript-eslint/types';
import type { LaunchConfig, Manual, Node, OtherEnd, Range, Source, TextEdit } from './launch-site.ts';
import { manual } from './manual-advice.ts';
import { moduleKindOf } from './module-kind.ts';
import { mergePlans, planWrap } from './plan-edits.ts';
import { ImportPlacer } from './place-import.ts';
import { modulePath, Resolver } from './resolve-binding.ts';
import { findValue, isReassigned, takenNames } from './scopes.ts';
import { DEFAULT_RUNTIME } from './settings.ts';
import {
  isFunction,
  isInside,
  keyName,
  memberName,
  propertyKey,
  rangeOf,
  valueOf,
  walk,
  type FunctionNode,
} from './syntax.ts';

/** The module that a web Worker imports first, so that its first message is taken off before anyone listens. */
const WORKER_ENTRY = `${DEFAULT_RUNTIME}/worker`;

export type ReceiverPlan =
  | { readonly status: 'receives' }
  | { readonly status: 'editable'; readonly edit: readonly TextEdit[] }
  | { readonly status: 'manual'; readonly manual: Manual };

/** What in the worker file is the handler: an expression to wrap, or an exported declaration to export wrapped. */
type Handler =
  | { readonly form: 'expression'; readonly node: Node; readonly shorthand?: true }
  | { readonly form: 'declaration'; readonly statement: Node; readonly node: TSESTree.FunctionDeclaration };

/** Plans the worker file's edit for `otherEnd`; says so when it receives already or cannot be edited safely. */
export function planReceiver(source: Source, config: LaunchConfig, otherEnd: OtherEnd): ReceiverPlan {
  // Links parents, and shows every call at once.
  const calls: TSESTree.CallExpression[] = [];
  const constructions: TSESTree.NewExpression[] = [];
  walk(source, (node) => {
    if (node.type === 'CallExpression') calls.push(node);
    else if (node.type === 'NewExpression') constructions.push(node);
  });
  const planner = new ReceiverPlanner(source, config);
  return otherEnd.receive === 'entry'
    ? planner.entry()
    : planner.handler(otherEnd.exportName, calls, constructions);
}

const REFUSED: ReceiverPlan = {
  status: 'manual',
  manual: manual('worker-file-not-editable', 'receiveParentOverrides'),
};

class ReceiverPlanner {
  readonly #source: Source;
  readonly #config: LaunchConfig;
  readonly #resolver: Resolver;
  readonly #placer: ImportPlacer;

  constructor(source: Source, config: LaunchConfig) {
    this.#source = source;
    this.#config = config;
    this.#resolver = new Resolver(source);
    this.#placer = new ImportPlacer(this.#resolver, config);
  }

  entry(): ReceiverPlan {
    const imports = this.#source.ast.body.filter((statement) => statement.type === 'ImportDeclaration');
    if (imports.some((statement) => statement.source.value === WORKER_ENTRY)) return { status: 'receives' };
    if (moduleKindOf(this.#source) !== 'esm') return REFUSED;
    return { status: 'editable', edit: [this.#placer.firstImport(WORKER_ENTRY)] };
  }

  handler(
    name: string,
    calls: readonly TSESTree.CallExpression[],
    constructions: readonly TSESTree.NewExpression[],
  ): ReceiverPlan {
    const registered = this.#registered(name, calls, constructions);
    const handler = registered ?? this.#exported(name);
    if (!handler || !this.#placer.canImport()) return REFUSED;
    if (handler.form === 'declaration') return this.#exportWrapped(handler, name);
    if (this.#receives(handler.node)) return { status: 'receives' };
    return this.#mayWrap(handler.node) ? this.#wrap(handler) : REFUSED;
  }

  /** `workerpool.worker({ evaluate })`, `new ThreadWorker(handler)`: handlers that are registered, not exported. */
  #registered(
    name: string,
    calls: readonly TSESTree.CallExpression[],
    constructions: readonly TSESTree.NewExpression[],
  ): Handler | undefined {
    for (const node of [...calls, ...constructions]) {
      const value = this.#resolver.evaluate(node.callee);
      const [handlers] = node.arguments;
      if (value?.kind !== 'path' || !handlers) continue;
      const isRegistration =
        node.type === 'CallExpression'
          ? value.path === modulePath('workerpool', 'worker')
          : value.path === modulePath('poolifier', 'ThreadWorker') ||
            value.path === modulePath('poolifier', 'ClusterWorker');
      if (!isRegistration) continue;
      const object = this.#resolver.evaluate(handlers);
      if (object?.kind === 'object') return property(object.node, name);
      return { form: 'expression', node: handlers };
    }
    return undefined;
  }

  #exported(name: string): Handler | undefined {
    for (const statement of this.#source.ast.body) {
      const handler =
        this.#esmExport(statement, name) ??
        (statement.type === 'ExpressionStatement'
          ? this.#commonJsExport(statement.expression, name)
          : undefined);
      if (handler) return handler;
    }
    return undefined;
  }

  #esmExport(statement: TSESTree.ProgramStatement, name: string): Handler | undefined {
    if (statement.type === 'ExportDefaultDeclaration' && name === 'default') {
      const { declaration } = statement;
      if (declaration.type === 'FunctionDeclaration')
        return { form: 'declaration', statement, node: declaration };
      return isExpression(declaration) ? { form: 'expression', node: declaration } : undefined;
    }
    if (statement.type === 'TSExportAssignment' && name === 'default')
      return { form: 'expression', node: statement.expression };
    if (statement.type !== 'ExportNamedDeclaration' || statement.source) return undefined;
    const { declaration } = statement;
    if (declaration?.type === 'FunctionDeclaration' && declaration.id?.name === name)
      return { form: 'declaration', statement, node: declaration };
    if (declaration?.type === 'VariableDeclaration') return constantNamed(declaration, name);
    const specifier = statement.specifiers.find((candidate) => keyName(candidate.exported) === name);
    if (specifier?.local.type !== 'Identifier') return undefined;
    return this.#constant(specifier.local);
  }

  /** `export { evaluate as default }`, where `evaluate` is a constant of this file. */
  #constant(local: TSESTree.Identifier): Handler | undefined {
    const binding = findValue(this.#source.scopeManager, local, local.name);
    if (binding === 'global' || isReassigned(binding.variable)) return undefined;
    const declarator = binding.definitions[0]?.node;
    return declarator?.type === 'VariableDeclarator' && declarator.init && declarator.id.type === 'Identifier'
      ? { form: 'expression', node: declarator.init }
      : undefined;
  }

  #commonJsExport(expression: Node, name: string): Handler | undefined {
    if (expression.type !== 'AssignmentExpression' || expression.operator !== '=') return undefined;
    const exported = this.#exportsPath(expression.left);
    if (exported === name) return { form: 'expression', node: expression.right };
    if (
      exported !== 'default' ||
      expression.left.type !== 'MemberExpression' ||
      memberName(expression.left) !== 'exports'
    )
      return undefined;
    const value = this.#resolver.evaluate(expression.right);
    return value?.kind === 'object' ? property(value.node, name) : undefined;
  }

  /** `module.exports` is the default export, `exports.a` and `module.exports.a` are `a`. */
  #exportsPath(left: Node): string | undefined {
    const value = left.type === 'MemberExpression' ? this.#resolver.evaluate(left) : undefined;
    if (value?.kind !== 'path') return undefined;
    if (value.path === 'g:module.exports') return 'default';
    return /^g:(?:module\.)?exports\.([^.|]+)$/.exec(value.path)?.[1];
  }

  #receives(node: Node): boolean {
    const value = valueOf(node);
    if (value.type === 'Identifier') {
      const constant = this.#constant(value);
      return constant !== undefined && constant.node !== node && this.#receives(constant.node);
    }
    if (value.type !== 'CallExpression') return false;
    const callee = this.#resolver.evaluate(value.callee);
    return (
      callee?.kind === 'path' &&
      this.#config.runtime.some((module) => callee.path === modulePath(module, 'receiveParentOverrides'))
    );
  }

  /** A generator is no handler, and a literal cannot be one. */
  #mayWrap(node: Node): boolean {
    const value = this.#resolver.evaluate(node);
    if (value?.kind === 'function') return !value.node.generator;
    if (value && value.kind !== 'path') return false;
    const expression = valueOf(node);
    return (
      expression.type === 'Identifier' ||
      expression.type === 'MemberExpression' ||
      expression.type === 'CallExpression'
    );
  }

  #wrap({ node, shorthand }: Extract<Handler, { form: 'expression' }>): ReceiverPlan {
    const plan = planWrap(this.#placer, 'receiveParentOverrides', node, (local) => {
      const name = shorthand && node.type === 'Identifier' ? `${node.name}: ` : '';
      return [{ range: rangeOf(node), before: `${name}${local}(`, after: ')' }];
    });
    return { status: 'editable', edit: mergePlans(this.#placer, [plan]) };
  }

  /** A declaration that is used by name keeps its name; what is exported is its wrapped self. */
  #exportWrapped({ statement, node }: Extract<Handler, { form: 'declaration' }>, name: string): ReceiverPlan {
    if (node.generator) return REFUSED;
    const isDefault = statement.type === 'ExportDefaultDeclaration';
    if (isDefault && !this.#usedByName(node)) {
      const end = this.#semicolon(node) ? ');' : ')';
      const plan = planWrap(this.#placer, 'receiveParentOverrides', node, (local) => [
        { range: rangeOf(node), before: `${local}(`, after: end },
      ]);
      return { status: 'editable', edit: mergePlans(this.#placer, [plan]) };
    }
    if (!node.id) return REFUSED;
    const own = node.id.name;
    const exported: Range = [statement.range[0], node.range[0]];
    const eol = this.#source.text.includes('\r\n') ? '\r\n' : '\n';
    const end = this.#semicolon(node) ? ';' : '';
    const plan = planWrap(this.#placer, 'receiveParentOverrides', node, (local) => {
      const alias = this.#freeName(`${own}Receiver`);
      const after = isDefault
        ? `${eol}export default ${local}(${own})${end}`
        : `${eol}const ${alias} = ${local}(${own})${end}${eol}export { ${alias} as ${name} }${end}`;
      return [{ range: [node.range[1], node.range[1]], before: after, after: '' }];
    });
    const edit = [...mergePlans(this.#placer, [plan]), { range: exported, text: '' }];
    return {
      status: 'editable',
      edit: edit.sort((a, b) => a.range[0] - b.range[0] || a.range[1] - b.range[1]),
    };
  }

  #usedByName(node: FunctionNode): boolean {
    if (!node.id) return false;
    const binding = findValue(this.#source.scopeManager, node.parent, node.id.name);
    return (
      binding !== 'global' &&
      (binding.definitions.length > 1 ||
        binding.variable.references.some((reference) => !isInside(reference.identifier as Node, node)))
    );
  }

  #freeName(wanted: string): string {
    const taken = takenNames(this.#source.scopeManager);
    let name = wanted;
    for (let count = 2; taken.has(name); count++) name = `${wanted}${count}`;
    return name;
  }

  /** A function declaration ends without a semicolon; the expression it becomes needs one where the file writes them. */
  #semicolon(node: Node): boolean {
    const { text, ast } = this.#source;
    const next = /\S/.exec(text.slice(node.range[1]))?.[0];
    if (next !== undefined && '([`+-/'.includes(next)) return true;
    const plain = ast.body.find(
      ({ type }) =>
        type === 'ImportDeclaration' || type === 'VariableDeclaration' || type === 'ExpressionStatement',
    );
    return plain === undefined || text[plain.range[1] - 1] === ';';
  }
}

function isExpression(node: Node): boolean {
  return isFunction(node) || !/Declaration$|^TS(?:Interface|Enum|Module|Declare)/.test(node.type);
}

function constantNamed(declaration: TSESTree.VariableDeclaration, name: string): Handler | undefined {
  const declarator = declaration.declarations.find(({ id }) => id.type === 'Identifier' && id.name === name);
  return declaration.kind === 'const' && declarator?.init
    ? { form: 'expression', node: declarator.init }
    : undefined;
}

function property(object: TSESTree.ObjectExpression, name: string): Handler | undefined {
  const found = object.properties.find(
    (candidate) => candidate.type === 'Property' && propertyKey(candidate) === name,
  );
  if (found?.type !== 'Property' || found.method || found.kind !== 'init') return undefined;
  return { form: 'expression', node: found.value, ...(found.shorthand && { shorthand: true as const }) };
}
