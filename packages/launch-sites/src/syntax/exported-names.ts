/** By which names do other files know a function, a class or an object of this one? */
import type { Node, ScopeManagerLike } from '../vocabulary/source.ts';
import { isExportedName } from './own-name.ts';
import { isFunction, isClass, keyName, memberName, parentThrough, propertyKey, valueOf } from './nodes.ts';
import { findValue } from './scopes.ts';

/** The names of its exports: `default` is also what a CommonJS module is as a whole. */
export function exportedNames(scopes: ScopeManagerLike, node: Node): readonly string[] {
  const names = new Set<string>();
  byPlace(names, node);
  const name = declaredName(node);
  const binding = name?.type === 'Identifier' ? findValue(scopes, node.parent ?? node, name.name) : 'global';
  if (name?.type === 'Identifier' && isExportedName(name)) {
    const isDefault = node.parent?.type === 'ExportDefaultDeclaration';
    names.add(isDefault ? 'default' : name.name);
  }
  if (binding !== 'global')
    for (const { identifier } of binding.variable.references) byPlace(names, identifier as Node);
  return [...names];
}

function declaredName(node: Node): Node | undefined {
  if ((isFunction(node) || isClass(node)) && node.id && /Declaration$/.test(node.type)) return node.id;
  const { parent, child } = parentThrough(node);
  return parent?.type === 'VariableDeclarator' && parent.init === child ? parent.id : undefined;
}

/** `export default run`, `export { run as go }`, `module.exports = run`, `exports.go = run`, `module.exports = { run }` */
function byPlace(names: Set<string>, expression: Node): void {
  const { parent, child } = parentThrough(expression);
  if (parent?.type === 'ExportDefaultDeclaration') names.add('default');
  else if (parent?.type === 'ExportSpecifier' && parent.local === child) {
    const name = keyName(parent.exported);
    if (name !== undefined) names.add(name);
  } else if (parent?.type === 'AssignmentExpression' && parent.right === child) {
    const name = exportWritten(parent.left);
    if (name !== undefined) names.add(name);
  } else if (parent?.type === 'Property' && parent.value === child) {
    const { parent: around } = parentThrough(parent.parent);
    const name = propertyKey(parent);
    if (
      name !== undefined &&
      around?.type === 'AssignmentExpression' &&
      exportWritten(around.left) === 'default'
    )
      names.add(name);
  }
}

/** `module.exports` is all of it, `exports.go` and `module.exports.go` one. */
function exportWritten(target: Node): string | undefined {
  const member = valueOf(target);
  if (member.type !== 'MemberExpression') return undefined;
  const name = memberName(member);
  if (isModule(member.object) && name === 'exports') return 'default';
  const owner = valueOf(member.object);
  const isExports =
    (owner.type === 'Identifier' && owner.name === 'exports') ||
    (owner.type === 'MemberExpression' && isModule(owner.object) && memberName(owner) === 'exports');
  return isExports ? name : undefined;
}

function isModule(node: Node): boolean {
  return node.type === 'Identifier' && node.name === 'module';
}
