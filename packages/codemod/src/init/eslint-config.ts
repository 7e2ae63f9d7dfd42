/** The edit of a flat config: the preset as its last item, and the import. By the tree, never by looks. */
import { applyEdits, type ModuleKind, type TextEdit } from '@parent-overrides/launch-sites';
import type { TSESTree } from '@typescript-eslint/types';
import { ParseError, parseSource, type ParsedSource } from '@parent-overrides/project-modules';
import { insertItem } from './insert-item.ts';
import type { Preset } from '../settings/preset.ts';
import { PLUGIN } from './packages.ts';

export type ConfigPlan =
  | { readonly status: 'has-it'; readonly typed?: boolean }
  /** `typed`: files are linted with types already. */
  | { readonly status: 'edited'; readonly text: string; readonly typed?: boolean }
  /** Nothing is guessed: what to do by hand is said instead. */
  | { readonly status: 'not-understood'; readonly why: string };

/** @param moduleKind what package.json says of the file */
export function planEslintConfig(
  filename: string,
  text: string,
  preset: Preset,
  moduleKind: ModuleKind | undefined,
): ConfigPlan {
  const plan = plannedFor(filename, text, preset, moduleKind);
  if (plan.status !== 'edited') return plan;
  // What is written is read again, as every edit of the codemod.
  const again = plannedFor(filename, plan.text, preset, moduleKind);
  return again.status === 'has-it'
    ? plan
    : { status: 'not-understood', why: 'the edited text does not read as meant' };
}

function plannedFor(
  filename: string,
  text: string,
  preset: Preset,
  moduleKind: ModuleKind | undefined,
): ConfigPlan {
  let source;
  try {
    source = parseSource(filename, text, moduleKind);
  } catch (error) {
    if (error instanceof ParseError)
      return { status: 'not-understood', why: `it cannot be parsed: ${error.message}` };
    throw error;
  }
  const { body } = source.ast;
  const typed = hasTypes(source);
  if (body.some((statement) => sourcesOf(statement).includes(PLUGIN))) return { status: 'has-it', typed };
  const exported = exportedConfig(body);
  if (!exported) return { status: 'not-understood', why: 'what it exports does not show in it' };
  const list = configList(exported.value, body);
  if (!list) return { status: 'not-understood', why: 'what it exports is not written as a list' };
  const name = freeName(text);
  const edits = [
    importEdit(source, name, exported.isCommonJs),
    ...insertItem(
      { text, comments: source.comments, ...list },
      `${name}.configs.${preset}${typed ? 'TypeChecked' : ''}`,
    ),
  ];
  return { status: 'edited', text: applyEdits(text, edits), typed };
}

/** Does a config ask for types where that is plainly seen? A file that has none gets the untyped answer all the same. */
function hasTypes({ text, comments }: ParsedSource): boolean {
  const edits = comments.map(({ start, end }): TextEdit => ({ range: [start, end], text: '' }));
  const asks = /\bprojectService\s*:(?!\s*false\b)|\bproject\s*:\s*(?:true\b|\[|['"`])/;
  return asks.test(applyEdits(text, edits));
}

type Statement = TSESTree.ProgramStatement;
type Expression = TSESTree.Node;
interface Exported {
  readonly value: Expression;
  readonly isCommonJs: boolean;
}

/** `export default X` or `module.exports = X`. */
function exportedConfig(body: readonly Statement[]): Exported | undefined {
  for (const statement of body) {
    if (statement.type === 'ExportDefaultDeclaration')
      return { value: statement.declaration, isCommonJs: false };
    if (statement.type === 'TSExportAssignment') return { value: statement.expression, isCommonJs: true };
    if (statement.type !== 'ExpressionStatement') continue;
    const { expression } = statement;
    if (expression.type === 'AssignmentExpression' && isModuleExports(expression.left))
      return { value: expression.right, isCommonJs: true };
  }
  return undefined;
}

function isModuleExports(node: Expression): boolean {
  return (
    node.type === 'MemberExpression' &&
    node.object.type === 'Identifier' &&
    node.object.name === 'module' &&
    node.property.type === 'Identifier' &&
    node.property.name === 'exports'
  );
}

interface ConfigList {
  readonly items: readonly (readonly [number, number])[];
  readonly close: number;
}

/** The list that ESLint will read: an array, or the arguments of a function that is known to join them. */
function configList(written: Expression, body: readonly Statement[], depth = 0): ConfigList | undefined {
  const value = withoutTypes(written);
  if (value.type === 'ArrayExpression') {
    const items = value.elements.flatMap((element) => (element ? [element.range] : []));
    return { items, close: value.range[1] - 1 };
  }
  if (value.type === 'Identifier' && depth < 2) {
    const init = constantOf(value.name, body);
    return init && configList(init, body, depth + 1);
  }
  if (value.type !== 'CallExpression' || !joinsConfigs(value.callee, body)) return undefined;
  const [only, ...more] = value.arguments;
  if (only && more.length === 0 && withoutTypes(only).type === 'ArrayExpression')
    return configList(only, body, depth + 1);
  return { items: value.arguments.map(({ range }) => range), close: value.range[1] - 1 };
}

function withoutTypes(node: Expression): Expression {
  return node.type === 'TSAsExpression' || node.type === 'TSSatisfiesExpression'
    ? withoutTypes(node.expression)
    : node;
}

function constantOf(name: string, body: readonly Statement[]): Expression | undefined {
  for (const statement of body) {
    if (statement.type !== 'VariableDeclaration' || statement.kind !== 'const') continue;
    for (const { id, init } of statement.declarations)
      if (id.type === 'Identifier' && id.name === name && init) return init;
  }
  return undefined;
}

/** Functions that take configs, and arrays of them, as arguments: by where they come from, not by their name. */
const JOINING: Readonly<Record<string, readonly string[]>> = {
  'eslint/config': ['defineConfig'],
  '@eslint/config-helpers': ['defineConfig'],
  'typescript-eslint': ['config', 'default.config'],
};

function joinsConfigs(callee: Expression, body: readonly Statement[]): boolean {
  const [root, member] =
    callee.type === 'MemberExpression' && callee.property.type === 'Identifier' && !callee.computed
      ? [callee.object, callee.property.name]
      : [callee, undefined];
  if (root.type !== 'Identifier') return false;
  return body.some((statement) =>
    bindingsOf(statement).some(({ local, imported, from }) => {
      if (local !== root.name) return false;
      const name =
        member === undefined ? imported : imported === undefined ? member : `${imported}.${member}`;
      return name !== undefined && (JOINING[from] ?? []).includes(name);
    }),
  );
}

interface Binding {
  readonly local: string;
  /** Undefined for the module as a whole. */
  readonly imported?: string;
  readonly from: string;
}

function bindingsOf(statement: Statement): Binding[] {
  if (statement.type === 'ImportDeclaration') {
    const from = statement.source.value;
    return statement.specifiers.map((specifier): Binding => {
      const local = specifier.local.name;
      if (specifier.type === 'ImportNamespaceSpecifier') return { local, from };
      if (specifier.type === 'ImportDefaultSpecifier') return { local, imported: 'default', from };
      const { imported } = specifier;
      return { local, imported: imported.type === 'Identifier' ? imported.name : imported.value, from };
    });
  }
  if (statement.type !== 'VariableDeclaration') return [];
  return statement.declarations.flatMap(({ id, init }): Binding[] => {
    const from = init && requiredBy(init);
    if (from === undefined || from === null) return [];
    if (id.type === 'Identifier') return [{ local: id.name, from }];
    if (id.type !== 'ObjectPattern') return [];
    return id.properties.flatMap((property): Binding[] =>
      property.type === 'Property' &&
      property.key.type === 'Identifier' &&
      property.value.type === 'Identifier'
        ? [{ local: property.value.name, imported: property.key.name, from }]
        : [],
    );
  });
}

/** The module of `require('x')`. */
function requiredBy(node: Expression): string | undefined {
  if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier' || node.callee.name !== 'require')
    return undefined;
  const [argument] = node.arguments;
  return argument?.type === 'Literal' && typeof argument.value === 'string' ? argument.value : undefined;
}

function sourcesOf(statement: Statement): string[] {
  if (statement.type === 'ImportDeclaration') return [statement.source.value];
  return bindingsOf(statement).map(({ from }) => from);
}

function freeName(text: string): string {
  const taken = (name: string): boolean => new RegExp(`\\b${name}\\b`).test(text);
  return (
    ['parentOverrides', 'parentOverridesPlugin'].find((name) => !taken(name)) ?? 'parentOverridesEslintPlugin'
  );
}

/** After the last import, or else before the first statement, in the file's own quotes and with its semicolons. */
function importEdit({ ast, text }: ParsedSource, name: string, isCommonJs: boolean): TextEdit {
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const last = ast.body.findLast((statement) => sourcesOf(statement).length > 0);
  const model = last ? text.slice(...last.range) : text;
  const quote = model.includes("'") || !model.includes('"') ? "'" : '"';
  const end = model.includes(';') || !last ? ';' : '';
  const specifier = `${quote}${PLUGIN}${quote}`;
  const line = isCommonJs
    ? `const ${name} = require(${specifier})${end}`
    : `import ${name} from ${specifier}${end}`;
  if (last) return { range: [last.range[1], last.range[1]], text: `${newline}${line}` };
  const start = ast.body[0]?.range[0] ?? text.length;
  return { range: [start, start], text: `${line}${newline}${newline}` };
}
