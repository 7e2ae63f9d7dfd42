/** What a function can be made to return instead, by the type of what it returns. */
import ts from 'typescript';
import type { Change } from './mutant.ts';

/** At a `return`, or at an arrow function whose body is an expression. */
export function returnChanges(
  node: ts.ReturnStatement | ts.ArrowFunction,
  source: ts.SourceFile,
  checker: ts.TypeChecker,
): Change[] {
  const returned = ts.isReturnStatement(node) ? node.expression : expressionBody(node);
  if (returned === undefined) return [];
  const range = [returned.getStart(source), returned.end] as const;
  return constantsOf(returned, node, checker).map((after) => ({ range, after }));
}

function expressionBody({ body }: ts.ArrowFunction): ts.Expression | undefined {
  return ts.isBlock(body) ? undefined : body;
}

/** Constants of the returned type. A literal has its own changes. */
function constantsOf(returned: ts.Expression, node: ts.Node, checker: ts.TypeChecker): string[] {
  if (isLiteral(returned)) return [];
  const type = checker.getTypeAtLocation(returned);
  const parts = type.isUnion() ? type.types : [type];
  const has = (flags: ts.TypeFlags): boolean => parts.some((part) => (part.flags & flags) !== 0);
  if (has(ts.TypeFlags.BooleanLike)) return ['true', 'false'];
  if (checker.isArrayType(type)) return ['[]'];
  if (has(ts.TypeFlags.StringLike)) return ["''"];
  return mayReturnUndefined(node, checker) ? ['undefined'] : [];
}

function isLiteral(node: ts.Expression): boolean {
  return (
    ts.isLiteralExpression(node) ||
    // A text for people.
    ts.isTemplateExpression(node) ||
    node.kind === ts.SyntaxKind.TrueKeyword ||
    node.kind === ts.SyntaxKind.FalseKeyword ||
    (ts.isIdentifier(node) && node.text === 'undefined') ||
    (ts.isArrayLiteralExpression(node) && node.elements.length === 0)
  );
}

function mayReturnUndefined(node: ts.Node, checker: ts.TypeChecker): boolean {
  const owner = ts.isArrowFunction(node) ? node : ts.findAncestor(node, ts.isFunctionLike);
  const signature = owner && checker.getSignatureFromDeclaration(owner);
  if (!signature) return false;
  const type = checker.getReturnTypeOfSignature(signature);
  const parts = type.isUnion() ? type.types : [type];
  return parts.some(({ flags }) => (flags & ts.TypeFlags.Undefined) !== 0);
}
