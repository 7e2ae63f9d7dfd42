/** What the place of a value does with it, by the type of the node around: for `name-follower.ts`. */
import type { Node } from '../vocabulary/source.ts';
import { isTransparent } from '../syntax/nodes.ts';

/** Is the value of this expression that of its part `child`? Undefined where it is something else altogether. */
export function isValueOfPart(expression: Node, child: Node): boolean | undefined {
  if (isTransparent(expression)) return true;
  switch (expression.type) {
    case 'AwaitExpression':
      return true;
    case 'ConditionalExpression':
      return expression.test !== child;
    case 'LogicalExpression':
      return expression.operator !== '&&' || expression.left !== child;
    case 'SequenceExpression':
      return expression.expressions.at(-1) === child;
    default:
      return undefined;
  }
}

/** `ReturnType<typeof f>` and its like say what `f` gives, not what `f` is. */
export function isResultType(type: Node | undefined): boolean {
  return (
    type?.type === 'TSTypeReference' &&
    type.typeName.type === 'Identifier' &&
    ['InstanceType', 'Parameters', 'ReturnType'].includes(type.typeName.name)
  );
}

/** Places where a name is tested, compared, exported or declared, or stands for a type: no value is stored there. */
export const STORES_NOTHING = new Set([
  'BinaryExpression',
  'BreakStatement',
  'CatchClause',
  'ContinueStatement',
  'DoWhileStatement',
  'ExportDefaultDeclaration',
  'ExportSpecifier',
  'ExpressionStatement',
  'ForInStatement',
  'ForOfStatement',
  'ForStatement',
  'FunctionDeclaration',
  'FunctionExpression',
  'IfStatement',
  'ImportDefaultSpecifier',
  'ImportNamespaceSpecifier',
  'JSXExpressionContainer',
  'LabeledStatement',
  'MethodDefinition',
  'SwitchCase',
  'SwitchStatement',
  'TSAbstractMethodDefinition',
  'TSAbstractPropertyDefinition',
  'TSClassImplements',
  'TSDeclareFunction',
  'TSEnumDeclaration',
  'TSEnumMember',
  'TSInterfaceDeclaration',
  'TSMethodSignature',
  'TSModuleDeclaration',
  'TSPropertySignature',
  'TSQualifiedName',
  'TSTypeAliasDeclaration',
  'TaggedTemplateExpression',
  'TemplateLiteral',
  'ThrowStatement',
  'UnaryExpression',
  'UpdateExpression',
  'WhileStatement',
]);
