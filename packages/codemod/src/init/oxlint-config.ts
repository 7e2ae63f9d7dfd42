/** The edit of `.oxlintrc.json`: JSON with comments, which reads as an expression. */
import { applyEdits, type TextEdit } from '@parent-overrides/launch-sites';
import type { TSESTree } from '@typescript-eslint/types';
import { ParseError, parseSource } from '@parent-overrides/project-modules';
import type { ConfigPlan } from './eslint-config.ts';
import { insertItem, type WrittenList } from './insert-item.ts';
import { PLUGIN, RULES } from './packages.ts';

/** A place for the JSON where JavaScript has an expression. */
const BEFORE = '(';

const NOT_AN_OBJECT: ConfigPlan = { status: 'not-understood', why: 'it is not a JSON object' };

export function planOxlintConfig(text: string): ConfigPlan {
  let source;
  try {
    source = parseSource('oxlintrc.js', `${BEFORE}${text}\n)`, 'esm');
  } catch (error) {
    if (error instanceof ParseError) return NOT_AN_OBJECT;
    throw error;
  }
  const [statement] = source.ast.body;
  const root = statement?.type === 'ExpressionStatement' ? statement.expression : undefined;
  if (root?.type !== 'ObjectExpression') return NOT_AN_OBJECT;
  if (mentionsPlugin(root)) return { status: 'has-it' };

  const { comments, text: wrapped } = source;
  const added: string[] = [];
  const edits: TextEdit[] = [];
  const add = (
    key: string,
    type: 'ArrayExpression' | 'ObjectExpression',
    items: readonly string[],
  ): boolean => {
    const found = valueOf(root, key);
    if (!found) {
      const [open, close] = type === 'ArrayExpression' ? ['[', ']'] : ['{', '}'];
      added.push(`"${key}": ${open}${items.join(', ')}${close}`);
      return true;
    }
    if (found.type !== type) return false;
    for (const edit of insertAll({ text: wrapped, comments, ...listOf(found) }, items)) edits.push(edit);
    return true;
  };
  const plugin = `{ "name": "parent-overrides", "specifier": "${PLUGIN}" }`;
  const rules = RULES.map((rule) => `"${rule}": "error"`);
  if (!add('jsPlugins', 'ArrayExpression', [plugin]))
    return { status: 'not-understood', why: 'its jsPlugins is no list' };
  if (!add('rules', 'ObjectExpression', rules))
    return { status: 'not-understood', why: 'its rules is no object' };
  if (added.length > 0) edits.push(...insertAll({ text: wrapped, comments, ...listOf(root) }, added));
  const edited = applyEdits(wrapped, edits);
  return { status: 'edited', text: edited.slice(BEFORE.length, -'\n)'.length) };
}

/** Several items are one insertion: each goes where the last one would. */
function insertAll(list: WrittenList, items: readonly string[]): TextEdit[] {
  const last = list.items.at(-1);
  const isMultiline = last && list.text.slice(last[1], list.close).includes('\n');
  const start = last ? list.text.lastIndexOf('\n', last[0] - 1) + 1 : 0;
  const indent = last ? (/^\s*/.exec(list.text.slice(start, last[0]))?.[0] ?? '') : '';
  const newline = list.text.includes('\r\n') ? '\r\n' : '\n';
  return insertItem(list, items.join(isMultiline ? `,${newline}${indent}` : ', '));
}

function valueOf(object: TSESTree.ObjectExpression, key: string): TSESTree.Node | undefined {
  for (const property of object.properties)
    if (property.type === 'Property' && property.key.type === 'Literal' && property.key.value === key)
      return property.value;
  return undefined;
}

function listOf(node: TSESTree.Node): Pick<WrittenList, 'items' | 'close'> {
  const parts =
    node.type === 'ArrayExpression' ? node.elements : node.type === 'ObjectExpression' ? node.properties : [];
  return { items: parts.flatMap((part) => (part ? [part.range] : [])), close: node.range[1] - 1 };
}

/** By its specifier, or a plugin written as a plain text. */
function mentionsPlugin(root: TSESTree.ObjectExpression): boolean {
  const plugins = valueOf(root, 'jsPlugins');
  if (plugins?.type !== 'ArrayExpression') return false;
  return plugins.elements.some((element) => {
    const named = element?.type === 'ObjectExpression' ? valueOf(element, 'specifier') : element;
    return named?.type === 'Literal' && named.value === PLUGIN;
  });
}
