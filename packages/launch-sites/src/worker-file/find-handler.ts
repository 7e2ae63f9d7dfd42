/** Which expression or declaration of a worker file is the handler that a pool calls? */
import type { TSESTree } from '@typescript-eslint/types';
import type { Node } from '../vocabulary/source.ts';
import type { Resolver } from '../evaluate/resolver.ts';
import { modulePath } from '../evaluate/value.ts';
import { isFunction, isNothing, keyName, memberName, propertyKey } from '../syntax/nodes.ts';

/** What in the worker file is the handler: an expression to wrap, or an exported declaration to export wrapped. */
export type Handler =
  | { readonly form: 'expression'; readonly node: Node; readonly shorthand?: true }
  | { readonly form: 'declaration'; readonly statement: Node; readonly node: TSESTree.FunctionDeclaration }
  /** `export { run as default }` */
  | { readonly form: 'specifier'; readonly statement: Node; readonly node: TSESTree.ExportSpecifier };

/** The calls and constructions of a worker file: where handlers are registered instead of exported. */
export type Registrations = readonly (TSESTree.CallExpression | TSESTree.NewExpression)[];

/** The handler called `name` (`default` for the default export), or undefined where the file does not show it. */
export function findHandler(
  resolver: Resolver,
  name: string,
  registrations: Registrations,
): Handler | undefined {
  const handlers = registered(resolver, registrations);
  if (!handlers) return exportedHandler(resolver, name);
  const object = resolver.evaluate(handlers);
  return object?.kind === 'object' ? property(object.node, name) : { form: 'expression', node: handlers };
}

/** `workerpool.worker({ evaluate })`, `new ThreadWorker(handler)`: handlers that are registered, not exported. */
function registered(resolver: Resolver, registrations: Registrations): Node | undefined {
  for (const node of registrations) {
    const value = resolver.evaluate(node.callee);
    const [handlers] = node.arguments;
    if (value?.kind !== 'path' || !handlers) continue;
    const isRegistration =
      node.type === 'CallExpression'
        ? value.path === modulePath('workerpool', 'worker')
        : value.path === modulePath('poolifier', 'ThreadWorker') ||
          value.path === modulePath('poolifier', 'ClusterWorker');
    if (isRegistration) return handlers;
  }
  return undefined;
}

function exportedHandler(resolver: Resolver, name: string): Handler | undefined {
  const { body } = resolver.source.ast;
  for (const statement of body) {
    const handler = esmExport(statement, name);
    if (handler) return handler;
  }
  // The last assignment is what the pool finds; `exports.run = void 0` is a compiler's placeholder.
  return body
    .flatMap((statement) =>
      statement.type === 'ExpressionStatement'
        ? (commonJsExport(resolver, statement.expression, name) ?? [])
        : [],
    )
    .at(-1);
}

function esmExport(statement: TSESTree.ProgramStatement, name: string): Handler | undefined {
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
  return specifier && { form: 'specifier', statement, node: specifier };
}

function commonJsExport(resolver: Resolver, expression: Node, name: string): Handler | undefined {
  const lefts: Node[] = [];
  let value = expression;
  // `exports = module.exports = run`
  for (; value.type === 'AssignmentExpression' && value.operator === '='; value = value.right)
    lefts.push(value.left);
  const exported = lefts.map((left) => exportNamed(resolver, left));
  if (isNothing(value)) return undefined;
  if (exported.includes(name)) return { form: 'expression', node: value };
  if (!exported.includes('default')) return undefined;
  const object = resolver.evaluate(value);
  return object?.kind === 'object' ? property(object.node, name) : undefined;
}

/** `module.exports` is the default export, `exports.a` and `module.exports.a` are `a`: the place, not what it holds. */
function exportNamed(resolver: Resolver, left: Node): string | undefined {
  const name = left.type === 'MemberExpression' ? memberName(left) : undefined;
  if (left.type !== 'MemberExpression' || name === undefined) return undefined;
  if (isGlobal(resolver, left.object, 'module')) return name === 'exports' ? 'default' : undefined;
  return isGlobal(resolver, left.object, 'exports') || exportNamed(resolver, left.object) === 'default'
    ? name
    : undefined;
}

function isGlobal(resolver: Resolver, node: Node, name: string): boolean {
  const value = node.type === 'Identifier' ? resolver.evaluate(node) : undefined;
  return value?.kind === 'path' && value.path === `g:${name}`;
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
  // A later spread may replace it.
  const found = object.properties.findLast(
    (candidate) => candidate.type === 'SpreadElement' || propertyKey(candidate) === name,
  );
  if (found?.type !== 'Property' || found.method || found.kind !== 'init') return undefined;
  return { form: 'expression', node: found.value, ...(found.shorthand && { shorthand: true as const }) };
}
