/** A syntax tree as oxc makes it, seen loosely: what is asked about a node is asked by its type's name. */

export interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [field: string]: unknown;
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';
}

export function nodeIn(node: Node, field: string): Node | undefined {
  const value = node[field];
  return isNode(value) ? value : undefined;
}

export function nodesIn(node: Node, field: string): Node[] {
  const value = node[field];
  return Array.isArray(value) ? value.filter(isNode) : [];
}

export function nameIn(node: Node | undefined): string | undefined {
  if (node === undefined) return undefined;
  if (node.type === 'Identifier' || node.type === 'PrivateIdentifier') return node['name'] as string;
  return node.type === 'Literal' ? String(node['value']) : undefined;
}

const FUNCTIONS = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']);

export function isFunction(node: Node | undefined): node is Node {
  return node !== undefined && FUNCTIONS.has(node.type);
}

/** `__name(() => ..., 'work')`: how esbuild, and so tsx, keeps a function's name. */
export function isNaming(node: Node): boolean {
  return node.type === 'CallExpression' && nodeIn(node, 'callee')?.['name'] === '__name';
}

/** `a?.b(...)` and `a.b(...)`, parentheses, TypeScript's assertions and esbuild's names taken off. */
export function bare(node: Node | undefined): Node | undefined {
  let now = node;
  while (now !== undefined && isNaming(now)) now = nodesIn(now, 'arguments')[0];
  while (
    now?.type === 'ParenthesizedExpression' ||
    now?.type === 'ChainExpression' ||
    now?.type === 'TSAsExpression' ||
    now?.type === 'TSSatisfiesExpression' ||
    now?.type === 'TSNonNullExpression' ||
    now?.type === 'TSTypeAssertion'
  ) {
    now = nodeIn(now, 'expression');
  }
  return now;
}

/** Only types, so nothing that runs. */
export function isTypeOnly(node: Node): boolean {
  if (!node.type.startsWith('TS')) return node['declare'] === true;
  return !RUNS.has(node.type);
}

const RUNS = new Set([
  'TSAsExpression',
  'TSSatisfiesExpression',
  'TSNonNullExpression',
  'TSTypeAssertion',
  'TSInstantiationExpression',
  'TSParameterProperty',
  'TSExportAssignment',
  'TSEnumDeclaration',
  'TSEnumBody',
  'TSEnumMember',
  'TSModuleDeclaration',
  'TSModuleBlock',
]);
