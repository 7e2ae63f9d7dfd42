/** What `stored-names.ts` need not follow, by the type of the node around a name. */
import type { Node } from '../vocabulary/source.ts';

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
