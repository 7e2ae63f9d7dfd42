/** Small questions about ESTree nodes, answered the same for every parser. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Node, Range, Source } from '../vocabulary/source.ts';

export type FunctionNode =
  TSESTree.ArrowFunctionExpression | TSESTree.FunctionDeclaration | TSESTree.FunctionExpression;
export type ClassNode = TSESTree.ClassDeclaration | TSESTree.ClassExpression;

interface Indexed {
  type: string;
  parent?: Node | null;
  range?: [number, number];
  start?: number;
  end?: number;
  [key: string]: unknown;
}

/** Every call and construction of a file, in no order; sets `parent` and `range` on the way. */
export function callsOf(source: Pick<Source, 'ast' | 'visitorKeys'>): NonNullable<Source['calls']> {
  const calls: (TSESTree.CallExpression | TSESTree.NewExpression)[] = [];
  walkFrom(source.ast, source.visitorKeys, (node) => {
    if (node.type === 'CallExpression' || node.type === 'NewExpression') calls.push(node);
  });
  return calls;
}

/**
 * Visits every node once, parents first, with a stack of its own (a chain of ten thousand `+` must not
 * overflow ours). Sets `parent` and `range` where the parser did not.
 */
export function walkFrom(root: Node, visitorKeys: Source['visitorKeys'], visit: (node: Node) => void): void {
  const stack: Node[] = [root];
  const push = (child: Indexed, parent: Node): void => {
    if (typeof child.type !== 'string') return;
    if (child.parent == null) child.parent = parent;
    stack.push(child as unknown as Node);
  };
  for (let node = stack.pop(); node; node = stack.pop()) {
    const indexed = node as unknown as Indexed;
    // A parser saves nearly a third of its time when it leaves this to us.
    if (indexed.range === undefined) indexed.range = [indexed.start ?? 0, indexed.end ?? 0];
    visit(node);
    const keys = childKeys(node, visitorKeys);
    for (let index = 0; index < keys.length; index++) {
      const value = indexed[keys[index] as string];
      if (typeof value !== 'object' || value === null) continue;
      if (!Array.isArray(value)) push(value as Indexed, node);
      else for (const item of value as unknown[]) if (item !== null) push(item as Indexed, node);
    }
  }
}

/** The properties that hold a node's children; its own ones where the parser's visitor keys do not list its type. */
export function childKeys(node: Node, visitorKeys: Source['visitorKeys']): readonly string[] {
  return (
    visitorKeys[node.type] ??
    Object.keys(node).filter((key) => key !== 'parent' && key !== 'loc' && key !== 'range')
  );
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Indexed).type === 'string';
}

export function rangeOf(node: Node): Range {
  return [node.range[0], node.range[1]];
}

/** Parenthesized nodes are oxc's; the others change the type, not the value. */
const TRANSPARENT = new Set([
  'ParenthesizedExpression',
  'TSAsExpression',
  'TSSatisfiesExpression',
  'TSNonNullExpression',
  'TSTypeAssertion',
  'TSInstantiationExpression',
  'ChainExpression',
]);

export function isTransparent(node: Node): node is Node & { expression: TSESTree.Expression } {
  return TRANSPARENT.has(node.type);
}

/** The expression whose value this is: through parentheses, type assertions and the last of a sequence. */
export function valueOf(node: Node): Node {
  for (;;) {
    if (isTransparent(node)) node = node.expression;
    else if (node.type === 'SequenceExpression') node = node.expressions.at(-1) ?? node;
    else return node;
  }
}

/** Parentheses have no node in most parsers; without oxc's, all faces see one tree. */
export function withoutParentheses(node: Node): Node {
  while ((node.type as string) === 'ParenthesizedExpression')
    node = (node as unknown as { expression: Node }).expression;
  return node;
}

/** The nearest ancestor that is neither a pair of parentheses nor a type assertion. */
export function parentThrough(node: Node): { parent: Node | undefined; child: Node } {
  let child = node;
  let parent = node.parent;
  while (parent && isTransparent(parent)) {
    child = parent;
    parent = parent.parent;
  }
  return { parent: parent ?? undefined, child };
}

export function isFunction(node: Node | null | undefined): node is FunctionNode {
  return (
    node?.type === 'ArrowFunctionExpression' ||
    node?.type === 'FunctionExpression' ||
    node?.type === 'FunctionDeclaration'
  );
}

export function isClass(node: Node | null | undefined): node is ClassNode {
  return node?.type === 'ClassDeclaration' || node?.type === 'ClassExpression';
}

/** The function that `node` runs in, or undefined at module scope. Class fields and static blocks count as functions. */
export function enclosingFunction(node: Node): Node | undefined {
  let child: Node = node;
  for (let at = node.parent; at; child = at, at = at.parent) {
    if (isFunction(at)) return at;
    if (at.type === 'StaticBlock') return at;
    if ((at.type === 'PropertyDefinition' || at.type === 'AccessorProperty') && at.value === child) return at;
  }
  return undefined;
}

export function isInside(node: Node, ancestor: Node): boolean {
  for (let at: Node | null | undefined = node; at; at = at.parent) if (at === ancestor) return true;
  return false;
}

/** `a.b`, `a['b']`, `a?.b`, `a.#b`: the name as written (`#b` keeps its sign), undefined where it is computed at run time. */
export function memberName(node: TSESTree.MemberExpression): string | undefined {
  if (node.property.type === 'PrivateIdentifier') return `#${node.property.name}`;
  return node.computed ? stringValue(node.property) : keyName(node.property);
}

/** `queue`, `this.queue`, `deps.queue`: the last name of what an expression reads; undefined for all others. */
export function lastName(expression: Node): string | undefined {
  const node = valueOf(expression);
  if (node.type === 'Identifier') return node.name;
  return node.type === 'MemberExpression' ? memberName(node) : undefined;
}

/** The key of a property, a method or an import specifier. */
export function keyName(key: Node): string | undefined {
  if (key.type === 'Identifier') return key.name;
  if (key.type === 'PrivateIdentifier') return `#${key.name}`;
  return stringValue(key);
}

export function propertyKey(node: { key: Node; computed?: boolean }): string | undefined {
  return node.computed ? stringValue(node.key) : keyName(node.key);
}

/** A string literal or a template without holes. */
export function stringValue(node: Node): string | undefined {
  const value = valueOf(node);
  if (value.type === 'Literal' && typeof value.value === 'string') return value.value;
  if (value.type === 'TemplateLiteral' && value.expressions.length === 0)
    return value.quasis[0]?.value.cooked ?? undefined;
  return undefined;
}

/** `null`, `undefined` and `void 0`: a placeholder that a variable starts with. */
export function isNothing(node: Node): boolean {
  const value = valueOf(node);
  return (
    (value.type === 'Literal' && value.value === null && !('regex' in value) && !('bigint' in value)) ||
    (value.type === 'Identifier' && value.name === 'undefined') ||
    (value.type === 'UnaryExpression' && value.operator === 'void')
  );
}

const PLAIN = new Set(['=', '??=', '||=', '&&=']);

/** Does the target hold the right side afterwards? After `+=` and the like it does not. */
export function isPlain({ operator }: TSESTree.AssignmentExpression): boolean {
  return PLAIN.has(operator);
}

/** What a function can return: its expression body, or the arguments of its own `return` statements. */
export function returnedExpressions(fn: FunctionNode, visitorKeys: Source['visitorKeys']): Node[] {
  if (fn.body.type !== 'BlockStatement') return [fn.body];
  const found: Node[] = [];
  const stack: Node[] = [fn.body];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (node.type === 'ReturnStatement' && node.argument) found.push(node.argument);
    if (isFunction(node) || isClass(node)) continue;
    const indexed = node as unknown as Indexed;
    for (const key of childKeys(node, visitorKeys)) {
      const value = indexed[key];
      for (const item of Array.isArray(value) ? (value as unknown[]) : [value])
        if (isNode(item)) stack.push(item);
    }
  }
  return found;
}

/** The one expression that a body evaluates, without `void`. */
export function onlyExpression(body: Node): Node | undefined {
  let only: Node | null | undefined = body;
  if (body.type === 'BlockStatement') {
    const [first, second] = body.body;
    if (second) return undefined;
    only =
      first?.type === 'ExpressionStatement'
        ? first.expression
        : first?.type === 'ReturnStatement'
          ? first.argument
          : undefined;
  }
  const value = only && valueOf(only);
  return value?.type === 'UnaryExpression' && value.operator === 'void'
    ? valueOf(value.argument)
    : (value ?? undefined);
}
