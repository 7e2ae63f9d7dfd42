import type { LaunchSite, TextEdit } from '@parent-overrides/launch-sites';
import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

type SourceCode = Readonly<TSESLint.SourceCode>;

/**
 * Edits that move a wrapper out of the child: `setImmediate(() => withParentOverrides(task)())` becomes
 * `setImmediate(withParentOverrides(task))`. Only an arrow function without parameters whose whole body is that
 * call can be moved without changing what the child does; elsewhere the answer is `undefined`.
 */
export function moveOut({ target }: LaunchSite, sourceCode: SourceCode): readonly TextEdit[] | undefined {
  const arrow = nodeAt(target, sourceCode);
  if (arrow?.type !== 'ArrowFunctionExpression' || arrow.params.length > 0) return undefined;
  const call = withoutAwait(bodyOf(arrow));
  if (call?.type !== 'CallExpression' || call.optional) return undefined;
  const wrapping = call.callee;
  if (wrapping.type !== 'CallExpression' || wrapping.arguments.length !== 1) return undefined;
  const [task] = wrapping.arguments;
  if (task === undefined || hasComments(arrow, wrapping, sourceCode)) return undefined;
  if (call.arguments.length === 0 && (!arrow.async || isAsyncFunction(task))) {
    return [{ range: target, text: sourceCode.getText(wrapping) }];
  }
  // The arrow has to stay, for its arguments or its promise: the wrapper goes around it.
  if (task.type !== 'Identifier') return undefined;
  return [
    { range: [target[0], target[0]], text: `${sourceCode.getText(wrapping.callee)}(` },
    { range: wrapping.range, text: task.name },
    { range: [target[1], target[1]], text: ')' },
  ];
}

/** The outermost node that covers exactly `range`. */
function nodeAt(
  [start, end]: readonly [number, number],
  { ast, visitorKeys }: SourceCode,
): TSESTree.Node | undefined {
  let node: TSESTree.Node | undefined = ast;
  while (node !== undefined && !(node.range[0] === start && node.range[1] === end)) {
    const parent = node as unknown as Record<
      string,
      TSESTree.Node | (TSESTree.Node | null)[] | null | undefined
    >;
    node = (visitorKeys[node.type] ?? [])
      .flatMap((key) => parent[key] ?? [])
      .find((child) => child !== null && child.range[0] <= start && child.range[1] >= end) as
      TSESTree.Node | undefined;
  }
  return node;
}

function bodyOf({ body }: TSESTree.ArrowFunctionExpression): TSESTree.Expression | undefined {
  if (body.type !== 'BlockStatement') return body;
  const [only] = body.body;
  return body.body.length === 1 && only?.type === 'ReturnStatement'
    ? (only.argument ?? undefined)
    : undefined;
}

function withoutAwait(node: TSESTree.Expression | undefined): TSESTree.Expression | undefined {
  return node?.type === 'AwaitExpression' ? node.argument : node;
}

function isAsyncFunction(node: TSESTree.Node): boolean {
  return (node.type === 'ArrowFunctionExpression' || node.type === 'FunctionExpression') && node.async;
}

/** A comment outside the wrapped task would be lost with the arrow. */
function hasComments(arrow: TSESTree.Node, kept: TSESTree.Node, sourceCode: SourceCode): boolean {
  return sourceCode
    .getAllComments()
    .some(
      ({ range: [start, end] }) =>
        start >= arrow.range[0] && end <= arrow.range[1] && !(start >= kept.range[0] && end <= kept.range[1]),
    );
}
