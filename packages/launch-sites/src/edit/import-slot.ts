/** Where in a file a new import or `require` goes, and what it looks like there, in the file's own style. */
import type { TSESTree } from '@typescript-eslint/types';
import type { TextEdit } from '../vocabulary/launch-site.ts';
import type { Node, Source } from '../vocabulary/source.ts';
import { isFunction } from '../syntax/nodes.ts';
import {
  continuesStatement,
  endOfLine,
  endOfStatementLine,
  isDirective,
  lineEnd,
  ownedStart,
  ownEnd,
  quoteStyle,
  usesSemicolons,
} from './text-layout.ts';

/** A place for a new line of code: the text around it fits the file, `semicolon` is what the line ends in. */
export interface Slot {
  readonly offset: number;
  readonly before: string;
  readonly after: string;
  readonly semicolon: string;
  readonly quote: string;
}

export function inSlot({ offset, before, after, semicolon }: Slot, line: string): TextEdit {
  return { range: [offset, offset], text: `${before}${line}${semicolon}${after}` };
}

export function importSlot(source: Source): Slot {
  const last = source.ast.body.findLast((statement) => importedModule(statement) !== undefined);
  if (!last) return firstSlot(source, quoteStyle(source, undefined));
  return behind(source, last, quoteStyle(source, importedModule(last)));
}

/** The module that an import names, an ES module's or TypeScript's `import =`. */
function importedModule(statement: TSESTree.ProgramStatement): Node | undefined {
  if (statement.type === 'ImportDeclaration') return statement.source;
  return statement.type === 'TSImportEqualsDeclaration' &&
    statement.moduleReference.type === 'TSExternalModuleReference'
    ? statement.moduleReference.expression
    : undefined;
}

export function requireSlot(source: Source): Slot {
  const last = leadingRequires(source.ast).at(-1);
  if (!last) return firstSlot(source, quoteStyle(source, undefined));
  const quote = /require\(\s*(["'])/.exec(source.text.slice(last.range[0], last.range[1]))?.[1] ?? "'";
  return behind(source, last, quote);
}

/** On a line of its own behind a statement, which keeps its trailing comment. */
function behind({ text }: Source, statement: Node, quote: string): Slot {
  // A `;` at the start of the next line's code may belong to the node, but not to its line.
  const end = ownEnd(text, lastChildEnd(statement), statement.range[1]);
  const offset = endOfStatementLine(text, end);
  const semicolon = text[end - 1] === ';' || continuesStatement(text, offset) ? ';' : '';
  return { offset, before: endOfLine(text, offset), after: '', semicolon, quote };
}

function lastChildEnd(statement: Node): number {
  if (statement.type === 'ImportDeclaration')
    return (statement.attributes.at(-1) ?? statement.source).range[1];
  if (statement.type === 'TSImportEqualsDeclaration') return statement.moduleReference.range[1];
  return statement.type === 'VariableDeclaration'
    ? (statement.declarations.at(-1) ?? statement).range[1]
    : statement.range[1];
}

const REQUIRES = /^(?:(?:const|let|var)\s[^=]*=\s*)?require\(/;

/** Before the first statement that is no directive, above the comments that belong to it. */
export function firstSlot(source: Source, quote: string): Slot {
  const { ast, text } = source;
  const directives = ast.body.filter(isDirective);
  const first = ast.body[directives.length];
  const from = directives.at(-1)?.range[1] ?? scriptStart(source);
  if (!first) {
    const offset = endOfStatementLine(text, from);
    return {
      offset,
      before: endOfLine(text, offset),
      after: '',
      semicolon: usesSemicolons(source) ? ';' : '',
      quote,
    };
  }
  const offset = ownedStart(text, from, first.range[0], directives.length > 0);
  // The first import of a file stands apart from its code; before other imports it is one of them.
  const eol = endOfLine(text, offset);
  const blank = importedModule(first) || REQUIRES.test(text.slice(...first.range)) ? '' : eol;
  const indent = /[ \t]*$/.exec(text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset))?.[0] ?? '';
  const semicolon = usesSemicolons(source) || continuesStatement(text, first.range[0]) ? ';' : '';
  return { offset, before: '', after: `${eol}${blank}${indent}`, semicolon, quote };
}

/** Zero, or behind the hashbang; in a single-file component, where its script starts. */
function scriptStart({ ast, text, filename }: Source): number {
  if (/\.(?:vue|svelte|astro)$/.test(filename)) return ast.range[0];
  return text.startsWith('#!') ? lineEnd(text, 0) : 0;
}

/** The requires that open a CommonJS file; only statements that run no code of the file may stand between them. */
export function leadingRequires(ast: TSESTree.Program): Node[] {
  const requires: Node[] = [];
  for (const statement of ast.body) {
    if (isRequire(statement)) requires.push(statement);
    else if (!runsNothing(statement)) break;
  }
  return requires;
}

function isRequire(statement: TSESTree.ProgramStatement): boolean {
  return (
    statement.type === 'VariableDeclaration' &&
    statement.declarations.some(({ init }) => isRequireCall(init)) &&
    statement.declarations.every((declarator) => isRequireCall(declarator.init) || isHelper(declarator))
  );
}

/** `require('x')`, `require('x').y`, `__importDefault(require('x'))`. */
function isRequireCall(init: Node | null): boolean {
  let at: Node | null = init;
  for (;;) {
    if (at?.type === 'MemberExpression') at = at.object;
    else if (at?.type === 'CallExpression' && at.callee.type === 'Identifier') {
      if (at.callee.name === 'require') return true;
      at = at.arguments[0] ?? null;
    } else if (at?.type === 'CallExpression' && at.callee.type === 'MemberExpression') {
      // `tslib_1.__importStar(require('x'))`
      at = at.arguments[0] ?? null;
    } else return false;
  }
}

function runsNothing(statement: TSESTree.ProgramStatement): boolean {
  if (statement.type === 'FunctionDeclaration') return true;
  if (statement.type === 'VariableDeclaration') return statement.declarations.every(isHelper);
  if (statement.type !== 'ExpressionStatement') return false;
  if (isDirective(statement)) return true;
  const { expression } = statement;
  // What compilers write first: `Object.defineProperty(exports, "__esModule", ...)`, `exports.a = void 0`.
  if (expression.type === 'CallExpression')
    return (
      expression.callee.type === 'MemberExpression' &&
      expression.arguments[0]?.type === 'Identifier' &&
      expression.arguments[0].name === 'exports'
    );
  let value: Node = expression;
  while (value.type === 'AssignmentExpression') value = value.right;
  return value !== expression && value.type === 'UnaryExpression';
}

/** `var __importDefault = (this && this.__importDefault) || ...`: a compiler's helper, or a constant. */
function isHelper({ id, init }: TSESTree.VariableDeclarator): boolean {
  if (id.type === 'Identifier' && id.name.startsWith('__')) return true;
  return init === null || init.type === 'Literal' || isFunction(init);
}
