/** Functions and stores that have names, told to the run-time half by them. */
import { bare, isFunction, nameIn, type Node, nodeIn, nodesIn } from './nodes.ts';
import { isExported } from './value-names.ts';
import { WATCH } from './names.ts';
import type { Around, Walk } from './walk.ts';

const CHANGING = new Set<unknown>(['const', 'let', 'var']);

export function visitVariables(walk: Walk, node: Node, around: Around, parent: Node): void {
  for (const declarator of nodesIn(node, 'declarations')) {
    const name = nameIn(nodeIn(declarator, 'id'));
    const value = bare(nodeIn(declarator, 'init'));
    if (name !== undefined && isFunction(value)) walk.names.set(value, name);
    if (name !== undefined && isStore(value)) walk.calls.set(value, `${WATCH}.store('${name}', `);
    walk.visit(declarator, around, node);
    // `using` would want to dispose of what is added.
    if (name === undefined || !isFunction(value) || !CHANGING.has(node['kind'])) continue;
    const declared = `${WATCH}.declare(${around.run}, ${walk.siteOf(value)}, ${name})`;
    if (isExported(parent)) walk.edits.behind(node.end, `; ${declared};`);
    else if (walk.survey.values.has(name) && !parent.type.startsWith('For')) {
      walk.edits.behind(declarator.end, `, ${walk.variable()} = ${declared}`);
    }
  }
}

/** Function declarations are there from the beginning of their block, at `position`. */
export function declareFunctions(
  walk: Walk,
  statements: readonly Node[],
  position: number,
  around: Around,
): void {
  for (const statement of statements) {
    const exported = statement.type.startsWith('Export');
    const declaration = exported ? nodeIn(statement, 'declaration') : statement;
    const name = declaration && nameIn(nodeIn(declaration, 'id'));
    if (declaration?.type !== 'FunctionDeclaration' || name === undefined) continue;
    if (!exported && !walk.survey.values.has(name)) continue;
    walk.edits.before(position, ` ${WATCH}.declare(${around.run}, ${walk.siteOf(declaration)}, ${name});`);
  }
}

const KEEPS = new Set([
  ...['VariableDeclarator', 'AssignmentExpression', 'ExportDefaultDeclaration'],
  ...['TSAsExpression', 'TSSatisfiesExpression'],
]);

/** `const handlers = { place: async () => ... }`: functions that may be passed on as `handlers[kind]`. */
export function visitTable(walk: Walk, node: Node, around: Around, parent: Node): void {
  const properties = nodesIn(node, 'properties');
  const isPlain = properties.every(({ type, computed }) => type === 'Property' && computed !== true);
  const members = properties.flatMap((property) => {
    const name = nameIn(nodeIn(property, 'key'));
    const value = bare(nodeIn(property, 'value'));
    if (name === undefined || property['kind'] !== 'init' || !isFunction(value)) return [];
    walk.names.set(value, name);
    return `${JSON.stringify(name)}: ${walk.siteOf(value)}`;
  });
  const visitInside = (): void => {
    walk.visitChildren(node, around);
  };
  if (!isPlain || members.length === 0 || !KEEPS.has(parent.type)) visitInside();
  else walk.edits.around(node, `${WATCH}.table(${around.run}, { ${members.join(', ')} }, `, visitInside);
}

/** `{ run: () => ... }`, `exports.tenant = new AsyncLocalStorage()`: what has its name from where it is kept. */
export function nameKept(walk: Walk, node: Node): void {
  const value = bare(nodeIn(node, 'value') ?? nodeIn(node, 'right'));
  const target = nodeIn(node, 'key') ?? nodeIn(node, 'left');
  const name = nameIn(target?.type === 'MemberExpression' ? nodeIn(target, 'property') : target);
  if (name === undefined) return;
  if (isFunction(value)) walk.names.set(value, name);
  else if (isStore(value)) walk.calls.set(value, `${WATCH}.store(${JSON.stringify(name)}, `);
}

function isStore(value: Node | undefined): value is Node {
  if (value?.type !== 'NewExpression') return false;
  const callee = nodeIn(value, 'callee');
  const named = callee?.type === 'MemberExpression' ? nodeIn(callee, 'property') : callee;
  return nameIn(named) === 'AsyncLocalStorage';
}
