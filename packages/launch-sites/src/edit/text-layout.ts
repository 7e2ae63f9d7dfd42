/** Lines, comments and quotes of a source text: what an added line has to fit in with. */
import { TEXT_OVER_COMMENTS } from '../bounds.ts';
import type { TSESTree } from '@typescript-eslint/types';
import type { Node, Source } from '../vocabulary/source.ts';
import { nodeAt } from '../names/node-at.ts';
import { walkFrom } from '../syntax/nodes.ts';

/** Behind a trailing comment that belongs to the statement's line, or right behind the statement when code follows. */
export function endOfStatementLine(text: string, end: number): number {
  const rest = /^(?:[ \t]|\/\*(?:(?!\*\/)[^\r\n])*\*\/)*(?:\/\/[^\r\n]*)?(?=\r|\n|$)/.exec(
    text.slice(end, lineEnd(text, end) + 1),
  );
  return end + (rest?.[0].length ?? 0);
}

export function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}

/**
 * The statement's end without a `;` of a later line: in code without semicolons that one starts the next
 * statement, though the parser gives it to this one. `anchor` is the end of the statement's last child.
 */
export function ownEnd(text: string, anchor: number, statementEnd: number): number {
  let end = anchor;
  let onNextLine = false;
  const tail = text.slice(anchor, statementEnd);
  for (const { 0: token, index } of tail.matchAll(/\/\*[\s\S]*?\*\/|\/\/[^\r\n]*|\s+|\S/g)) {
    if (/^(?:\s|\/[*/])/.test(token)) onNextLine ||= /[\r\n]/.test(token);
    else if (token !== ';' || !onNextLine) end = anchor + index + 1;
  }
  return end;
}

/** Would what follows at `from` continue a statement that ends there without a semicolon? (To espree, JSX would.) */
export function continuesStatement(text: string, from: number): boolean {
  const next = /^(?:\s|\/\*[\s\S]*?\*\/|\/\/[^\r\n]*)*([^\s])/.exec(
    text.slice(from, from + TEXT_OVER_COMMENTS),
  )?.[1];
  return next !== undefined && '([`+-/*.,<'.includes(next);
}

export function endOfLine(text: string, near: number): string {
  const next = text.indexOf('\n', near);
  const at = next === -1 ? text.lastIndexOf('\n') : next;
  if (at === -1 && text.includes('\r')) return '\r';
  return at > 0 && text[at - 1] === '\r' ? '\r\n' : '\n';
}

/** By the file's first statement that may end in one; in a file of functions alone, by the first inside of them. */
export function usesSemicolons({ ast, text, visitorKeys }: Source): boolean {
  const statement = ast.body.find(endsInSemicolon) ?? firstInside(ast, visitorKeys);
  return statement === undefined || text[statement.range[1] - 1] === ';';
}

function firstInside(ast: TSESTree.Program, visitorKeys: Source['visitorKeys']): Node | undefined {
  let first: Node | undefined;
  walkFrom(ast, visitorKeys, (node) => {
    if (endsInSemicolon(node) && (!first || node.range[0] < first.range[0])) first = node;
  });
  return first;
}

function endsInSemicolon({ type, parent }: Node): boolean {
  switch (type) {
    case 'ExpressionStatement':
    case 'ImportDeclaration':
    case 'ReturnStatement':
    case 'ThrowStatement':
      return true;
    case 'VariableDeclaration':
      // The one of a loop's head has its semicolon behind it.
      return !/^For/.test(parent.type);
    default:
      return false;
  }
}

/** The quote of `literal`, or of the file's first string. */
export function quoteStyle(source: Source, literal: Node | undefined): string {
  const found = literal ?? firstString(source);
  return found && source.text[found.range[0]] === '"' ? '"' : "'";
}

function firstString({ text, ast, visitorKeys }: Source): Node | undefined {
  for (const { index } of text.matchAll(/["']/g)) {
    const node = nodeAt(ast, visitorKeys, index);
    const isString = node.type === 'Literal' && typeof node.value === 'string' && node.range[0] === index;
    if (isString && (node.parent.type as string) !== 'JSXAttribute') return node;
  }
  return undefined;
}

export function isDirective(statement: TSESTree.ProgramStatement): boolean {
  // oxc writes null where there is none.
  return statement.type === 'ExpressionStatement' && typeof statement.directive === 'string';
}

/** Comments that speak of the whole file wherever they stand: licences, and what tools read at the top. */
const ABOUT_THE_FILE =
  /@licen[cs]e|@preserve|copyright|SPDX-|^\/\*!|@(?:ts-nocheck|ts-check|flow|noflow|jsx\w*|jest-environment|vitest-environment|fileoverview|file\b|overview|module\b|packageDocumentation|format\b|prettier\b)|^\/\/\/?\s*<(?:reference|amd-)|^\/[/*]\s*(?:(?:eslint-(?:disable(?!-)|enable|env)|oxlint-disable(?!-)|tslint:(?:disable(?!-)|enable)|jshint|jslint|biome-ignore-all|istanbul ignore file|[cv]8 ignore file|deno-(?:lint|fmt)-ignore-file|prettier-ignore-start|vim:|-\*-))/i;

/** ESLint reads these only in block comments; on a line, `// global options` is prose. */
const ESLINT_BLOCK = /^\/\*\s*(?:eslint|globals?|exported)\s/;

/** The start of the comments that stand right above the code at `to` and speak of it, or `to` itself. */
export function ownedStart(text: string, from: number, to: number, afterDirective: boolean): number {
  const comments = [...text.slice(from, to).matchAll(/\/\*[\s\S]*?\*\/|\/\/[^\r\n]*/g)].map(
    ({ 0: comment, index }) => ({ comment, start: from + index, end: from + index + comment.length }),
  );
  let owned = to;
  for (const { comment, start, end } of comments.reverse()) {
    const gap = text.slice(end, owned).replace(/\r\n?/g, '\n');
    const trailsDirective = afterDirective && !/[\r\n]/.test(text.slice(from, start));
    if (/\n\s*\n/.test(gap) || trailsDirective || ABOUT_THE_FILE.test(comment) || ESLINT_BLOCK.test(comment))
      break;
    owned = start;
  }
  return owned;
}
