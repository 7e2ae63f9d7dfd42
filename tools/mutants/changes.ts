/** What one node can be changed to. The usual mutation operators, after Stryker's and PIT's lists. */
import ts from 'typescript';
import { literalChanges } from './literal-changes.ts';
import type { Change } from './mutant.ts';
import { returnChanges } from './return-changes.ts';

const { SyntaxKind: Kind } = ts;

/** Operators, and what each is mistaken for. */
const OPERATORS = new Map<ts.SyntaxKind, readonly string[]>([
  [Kind.EqualsEqualsEqualsToken, ['!==']],
  [Kind.ExclamationEqualsEqualsToken, ['===']],
  [Kind.EqualsEqualsToken, ['!=']],
  [Kind.ExclamationEqualsToken, ['==']],
  [Kind.LessThanToken, ['<=', '>=']],
  [Kind.LessThanEqualsToken, ['<', '>']],
  [Kind.GreaterThanToken, ['>=', '<=']],
  [Kind.GreaterThanEqualsToken, ['>', '<']],
  [Kind.AmpersandAmpersandToken, ['||']],
  [Kind.BarBarToken, ['&&']],
  [Kind.MinusToken, ['+']],
  [Kind.AsteriskToken, ['/']],
  [Kind.SlashToken, ['*']],
  [Kind.PercentToken, ['*']],
  [Kind.PlusEqualsToken, ['-=']],
  [Kind.MinusEqualsToken, ['+=']],
  [Kind.BarBarEqualsToken, ['=']],
  [Kind.AmpersandAmpersandEqualsToken, ['=']],
  [Kind.QuestionQuestionEqualsToken, ['=']],
]);

/** Methods, and what each is mistaken for. */
const METHODS = new Map([
  ['some', 'every'],
  ['every', 'some'],
  ['find', 'findLast'],
  ['findLast', 'find'],
  ['findIndex', 'findLastIndex'],
  ['indexOf', 'lastIndexOf'],
  ['lastIndexOf', 'indexOf'],
  ['startsWith', 'endsWith'],
  ['endsWith', 'startsWith'],
  ['push', 'unshift'],
  ['unshift', 'push'],
  ['pop', 'shift'],
  ['shift', 'pop'],
  ['min', 'max'],
  ['max', 'min'],
  ['toLowerCase', 'toUpperCase'],
  ['toUpperCase', 'toLowerCase'],
]);

/** Methods whose call can be left out: what they are called on stands for their result. */
const NEEDLESS = new Set([
  'filter',
  'slice',
  'sort',
  'toSorted',
  'reverse',
  'toReversed',
  'trim',
  'replace',
  'concat',
]);

/**
 * The changes at one node, without those at the nodes below it. `a?.b` has no change to `a.b`: where it matters, the
 * types refuse it.
 */
export function changesOf(node: ts.Node, source: ts.SourceFile, checker: ts.TypeChecker): Change[] {
  const range = (from: ts.Node, to = from): [number, number] => [from.getStart(source), to.end];
  const become = (target: ts.Node, ...texts: string[]): Change[] =>
    texts.map((after) => ({ range: range(target), after }));

  if (ts.isIfStatement(node)) return become(node.expression, 'true', 'false');
  if (ts.isConditionalExpression(node)) return become(node.condition, 'true', 'false');
  // `true` would be a loop without an end, which says nothing about the tests.
  if (ts.isWhileStatement(node) || ts.isDoStatement(node)) return become(node.expression, 'false');
  if (ts.isForStatement(node)) return node.condition ? become(node.condition, 'false') : [];
  if (ts.isBinaryExpression(node)) return binaryChanges(node, source, checker);
  if (ts.isPrefixUnaryExpression(node)) {
    const { operator, operand } = node;
    if (operator === Kind.PlusPlusToken) return become(node, `--${operand.getText(source)}`);
    return operator === Kind.ExclamationToken || operator === Kind.MinusToken
      ? become(node, operand.getText(source))
      : [];
  }
  if (ts.isPostfixUnaryExpression(node)) {
    const flipped = node.operator === Kind.PlusPlusToken ? '--' : '++';
    return become(node, node.operand.getText(source) + flipped);
  }
  if (ts.isCallExpression(node)) return callChanges(node, source);
  if (ts.isSpreadElement(node) && ts.isArrayLiteralExpression(node.parent)) return become(node, '...[]');
  if (ts.isSpreadAssignment(node)) return become(node, '...{}');
  if (isRemovable(node)) return become(node, ';');
  if (ts.isReturnStatement(node) || ts.isArrowFunction(node)) return returnChanges(node, source, checker);
  return literalChanges(node, source);
}

function binaryChanges(node: ts.BinaryExpression, source: ts.SourceFile, checker: ts.TypeChecker): Change[] {
  const { left, right, operatorToken } = node;
  const operator: [number, number] = [operatorToken.getStart(source), operatorToken.end];
  const whole: [number, number] = [node.getStart(source), node.end];
  const changes: Change[] = (OPERATORS.get(operatorToken.kind) ?? []).map((after) => ({
    range: operator,
    after,
  }));
  if (operatorToken.kind === Kind.PlusToken && isNumber(checker.getTypeAtLocation(node)))
    changes.push({ range: operator, after: '-' });
  if (isLogical(operatorToken.kind))
    for (const side of [left, right]) changes.push({ range: whole, after: parenthesized(side, source) });
  // Where the left side is never '', 0 or false, `||` and `??` are the same.
  if (operatorToken.kind === Kind.QuestionQuestionToken && isSometimesFalsy(checker.getTypeAtLocation(left)))
    changes.push({ range: operator, after: '||' });
  return changes;
}

function callChanges({ expression, arguments: args }: ts.CallExpression, source: ts.SourceFile): Change[] {
  if (!ts.isPropertyAccessExpression(expression)) return [];
  const { name, expression: object } = expression;
  const other = METHODS.get(name.text);
  const changes: Change[] = other
    ? [{ range: [name.getStart(source), name.end] as const, after: other }]
    : [];
  if (NEEDLESS.has(name.text))
    changes.push({ range: [object.end, args.end + source.text.slice(args.end).indexOf(')') + 1], after: '' });
  return changes;
}

/** Statements that a function can do without: calls, assignments, and jumps that an `if` decides about. */
function isRemovable(node: ts.Node): boolean {
  if (ts.isExpressionStatement(node))
    return !(ts.isCallExpression(node.expression) && node.expression.expression.kind === Kind.SuperKeyword);
  if (ts.isThrowStatement(node) || ts.isContinueStatement(node)) return true;
  const leaves = ts.isBreakStatement(node) || (ts.isReturnStatement(node) && !node.expression);
  return leaves && ts.isIfStatement(ts.isBlock(node.parent) ? node.parent.parent : node.parent);
}

function isLogical(kind: ts.SyntaxKind): boolean {
  return (
    kind === Kind.AmpersandAmpersandToken || kind === Kind.BarBarToken || kind === Kind.QuestionQuestionToken
  );
}

function parenthesized(node: ts.Expression, source: ts.SourceFile): string {
  const text = node.getText(source);
  return ts.isBinaryExpression(node) || ts.isConditionalExpression(node) ? `(${text})` : text;
}

function isNumber(type: ts.Type): boolean {
  return (type.flags & ts.TypeFlags.NumberLike) !== 0;
}

function isSometimesFalsy(type: ts.Type): boolean {
  const parts = type.isUnion() ? type.types : [type];
  const { StringLike, NumberLike, BooleanLike, Any, Unknown } = ts.TypeFlags;
  return parts.some(({ flags }) => (flags & (StringLike | NumberLike | BooleanLike | Any | Unknown)) !== 0);
}
