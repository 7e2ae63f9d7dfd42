/** Literals that decide: numbers, booleans, words and regular expressions. Texts for people have no mutants. */
import { RegExpParser, visitRegExpAST } from '@eslint-community/regexpp';
import ts from 'typescript';
import type { Change } from './mutant.ts';

/** Up to here one more is another count; above, a number is a bound, and the question is whether it bounds. */
const SMALL = 9;

export function literalChanges(node: ts.Node, source: ts.SourceFile): Change[] {
  const range = [node.getStart(source), node.end] as const;
  if (node.kind === ts.SyntaxKind.TrueKeyword) return [{ range, after: 'false' }];
  if (node.kind === ts.SyntaxKind.FalseKeyword) return [{ range, after: 'true' }];
  if (ts.isNumericLiteral(node) && !isName(node))
    return [{ range, after: Number(node.text) <= SMALL ? String(Number(node.text) + 1) : '0' }];
  if (ts.isStringLiteral(node) && isWord(node) && !isName(node))
    return [{ range, after: changedWord(node, source) }];
  if (ts.isRegularExpressionLiteral(node)) return patternChanges(node.text, range[0]);
  return [];
}

/** A key of an object, a member's name, a module's. */
function isName(node: ts.Node): boolean {
  const { parent } = node;
  return (
    ((ts.isPropertyAssignment(parent) || ts.isMethodDeclaration(parent)) && parent.name === node) ||
    ts.isExternalModuleReference(parent)
  );
}

/** What has a space in it, or stands in an error, is read by people. */
function isWord(node: ts.StringLiteral): boolean {
  const inError = ts.findAncestor(node, (above) =>
    ts.isStatement(above) ? 'quit' : ts.isNewExpression(above) && /Error$/.test(above.expression.getText()),
  );
  return !inError && !/\S\s|\s\S/.test(node.text);
}

function changedWord(node: ts.StringLiteral, source: ts.SourceFile): string {
  if (node.text === '') return "'~'";
  const text = node.getText(source);
  return `${text.slice(0, -1)}~${text.slice(-1)}`;
}

/** Anchors and boundaries left out, `*` and `+` for each other, `?` left out, a set that is its opposite. */
function patternChanges(text: string, start: number): Change[] {
  const changes: Change[] = [];
  const change = (from: number, to: number, after: string): void => {
    changes.push({ range: [start + from, start + to], after });
  };
  visitRegExpAST(new RegExpParser().parseLiteral(text), {
    onAssertionEnter({ kind, start: from, end }) {
      if (kind === 'start' || kind === 'end' || kind === 'word') change(from, end, '');
    },
    onQuantifierEnter({ element, start: from, end, min, max, raw }) {
      const tail = raw.slice(element.end - from).replace(/^[*+?]/, '');
      if (min === 0 && max === Infinity) change(element.end, end, `+${tail}`);
      else if (min === 1 && max === Infinity) change(element.end, end, `*${tail}`);
      else if (min === 0 && max === 1) change(element.end, end, '');
    },
    onCharacterClassEnter({ start: from, negate }) {
      change(from, from + (negate ? 2 : 1), negate ? '[' : '[^');
    },
  });
  return changes;
}
