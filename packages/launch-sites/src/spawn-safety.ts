/** May this `new Worker(...)` move into an arrow function? */
import type { TSESTree } from '@typescript-eslint/types';
import type { ManualReason, Node, Source } from './launch-site.ts';
import { findValue, isReassigned } from './scopes.ts';
import { enclosingFunction, isFunction, memberName, walkFrom } from './syntax.ts';

/** The reason why not, if there is one: it suspends inside, or (in TypeScript) an arrow would lose a narrowed type. */
export function spawnHazard(source: Source, node: TSESTree.NewExpression): ManualReason | undefined {
  let suspends = false;
  const used: (TSESTree.Identifier | TSESTree.MemberExpression)[] = [];
  for (const argument of [node.callee, ...node.arguments]) {
    walkFrom(argument, source.visitorKeys, (at) => {
      const own = functionBetween(at, node) === undefined;
      if ((at.type === 'AwaitExpression' || at.type === 'YieldExpression') && own) suspends = true;
      if (own && at.type === 'MemberExpression') used.push(at);
      if (own && at.type === 'Identifier' && isValue(at)) used.push(at);
    });
  }
  if (suspends) return 'suspends-in-spawn';
  return /\.[cm]?tsx?$|\.vue$/.test(source.filename) && used.some((at) => isNarrowed(source, at, node))
    ? 'narrowing-lost'
    : undefined;
}

function functionBetween(node: Node, ancestor: Node): Node | undefined {
  for (let at: Node | null | undefined = node; at && at !== ancestor; at = at.parent)
    if (isFunction(at)) return at;
  return undefined;
}

function isValue(node: TSESTree.Identifier): boolean {
  const { parent } = node;
  return !(
    (parent.type === 'MemberExpression' && parent.property === node && !parent.computed) ||
    (parent.type === 'Property' && parent.key === node && !parent.computed && !parent.shorthand)
  );
}

/**
 * TypeScript keeps a narrowed type inside a function for `const` and for variables that are never assigned
 * again (since 5.4), and loses it for the others and for properties. Without types, a condition on the same
 * text, anywhere earlier in the function, counts as narrowing.
 */
function isNarrowed(
  source: Source,
  node: TSESTree.Identifier | TSESTree.MemberExpression,
  launch: Node,
): boolean {
  if (node.type === 'Identifier') {
    const binding = findValue(source.scopeManager, node, node.name);
    return binding !== 'global' && isReassigned(binding.variable);
  }
  if (!isReference(node)) return false;
  const text = source.text.slice(node.range[0], node.range[1]).replaceAll('?.', '.');
  const scope = enclosingFunction(launch);
  const from = scope ? scope.range[0] : 0;
  let narrowed = false;
  walkConditions(source, scope ?? source.ast, (condition) => {
    if (condition.range[0] >= from && condition.range[0] < launch.range[0])
      narrowed ||= mentions(source.text.slice(condition.range[0], condition.range[1]), text);
  });
  return narrowed;
}

function isReference(node: Node): boolean {
  if (node.type === 'MemberExpression') return !node.computed && isReference(node.object);
  return node.type === 'Identifier' || node.type === 'ThisExpression';
}

function walkConditions(source: Source, root: Node, visit: (condition: Node) => void): void {
  walkFrom(root, source.visitorKeys, (node) => {
    if (
      node.type === 'IfStatement' ||
      node.type === 'ConditionalExpression' ||
      node.type === 'WhileStatement'
    )
      visit(node.test);
    else if (node.type === 'LogicalExpression') visit(node.left);
    else if (node.type === 'AssignmentExpression') visit(node.left);
    else if (node.type === 'SwitchStatement') visit(node.discriminant);
    // `assert(this.file)` narrows as well.
    else if (node.type === 'CallExpression' && /assert|invariant/i.test(calleeName(node.callee)))
      for (const argument of node.arguments) visit(argument);
  });
}

function calleeName(callee: Node): string {
  if (callee.type === 'Identifier') return callee.name;
  return callee.type === 'MemberExpression' ? `${calleeName(callee.object)}.${memberName(callee) ?? ''}` : '';
}

function mentions(condition: string, reference: string): boolean {
  const searched = condition.replaceAll('?.', '.');
  const at = searched.indexOf(reference);
  return at !== -1 && !/[\w$]/.test(searched[at + reference.length] ?? '');
}
