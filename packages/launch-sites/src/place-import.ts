/** Where the runtime's import goes and what it looks like, in the file's own style. */
import type { TSESTree } from '@typescript-eslint/types';
import type {
  ImportedName,
  LaunchConfig,
  ModuleKind,
  Node,
  Source,
  TextEdit,
  WrapperName,
} from './launch-site.ts';
import { moduleKindOf } from './module-kind.ts';
import { modulePath, type Resolver } from './resolve-binding.ts';
import { findValue, takenNames, type Binding } from './scopes.ts';
import { isFunction, stringValue, walk } from './syntax.ts';

/** A statement that already brings the runtime in: `import { a } from`, `import * as r from`, `const { a } = require()`, `const r = require()`. */
type Existing =
  | { readonly form: 'names'; readonly list: Node; readonly names: ReadonlyMap<string, TSESTree.Identifier> }
  | { readonly form: 'namespace'; readonly local: TSESTree.Identifier };

export class ImportPlacer {
  readonly #source: Source;
  readonly #resolver: Resolver;
  readonly #config: LaunchConfig;
  readonly #kind: ModuleKind;
  #existing: readonly Existing[] | undefined;
  #taken: Set<string> | undefined;

  constructor(resolver: Resolver, config: LaunchConfig) {
    this.#source = resolver.source;
    this.#resolver = resolver;
    this.#config = config;
    this.#kind = moduleKindOf(this.#source);
  }

  /** A file that is neither an ES module nor CommonJS cannot import anything, unless it does already. */
  canImport(): boolean {
    return this.#kind === 'esm' || this.#kind === 'commonjs';
  }

  /** What to write at `at` for this wrapper: a name that is imported already, or a free one that `edit` has to import. */
  nameAt(wrapper: WrapperName, at: Node): { readonly local: string; readonly missing: boolean } {
    const imports = this.#existingImports();
    const named = imports.filter(({ form }) => form === 'names');
    for (const existing of [...named, ...imports.filter(({ form }) => form === 'namespace')]) {
      const local = existing.form === 'namespace' ? existing.local : existing.names.get(wrapper);
      const own = local && this.#variable(local, local.name);
      if (!own || this.#variable(at, local.name) !== own) continue;
      return {
        local: existing.form === 'namespace' ? `${local.name}.${wrapper}` : local.name,
        missing: false,
      };
    }
    return { local: this.#freeName(wrapper), missing: true };
  }

  /** The one edit that imports these names, in this order. */
  edit(names: readonly ImportedName[]): TextEdit {
    const join = this.#existingImports().find((existing) => existing.form === 'names');
    const separator =
      join?.list.type === 'ObjectPattern' || (!join && this.#kind === 'commonjs') ? ': ' : ' as ';
    const written = names.map(({ wrapper, local }) =>
      wrapper === local ? wrapper : `${wrapper}${separator}${local}`,
    );
    if (join) return joinList(this.#source.text, join.list, written);
    return this.#kind === 'commonjs' ? this.#newRequire(written) : this.#newImport(written);
  }

  /** An import for its effect that has to run before every other one. */
  firstImport(module: string): TextEdit {
    const first = this.#source.ast.body.find((statement) => statement.type === 'ImportDeclaration');
    const quote = quoteStyle(this.#source, first?.source);
    return beforeFirst(this.#source, (semicolon) => `import ${quote}${module}${quote}${semicolon}`);
  }

  #variable(at: Node, name: string): unknown {
    const binding: Binding = findValue(this.#source.scopeManager, at, name);
    return binding === 'global' ? undefined : binding.variable;
  }

  #freeName(wrapper: WrapperName): string {
    this.#taken ??= takenNames(this.#source.scopeManager);
    let name: string = wrapper;
    for (let count = 2; this.#taken.has(name); count++) name = `${wrapper}${count}`;
    return name;
  }

  #existingImports(): readonly Existing[] {
    this.#existing ??= this.#source.ast.body.flatMap((statement) => this.#existingImport(statement) ?? []);
    return this.#existing;
  }

  #existingImport(statement: TSESTree.ProgramStatement): Existing | undefined {
    if (statement.type === 'ImportDeclaration') {
      if (statement.importKind === 'type' || !this.#config.runtime.includes(statement.source.value))
        return undefined;
      return existingEsm(statement);
    }
    if (statement.type !== 'VariableDeclaration' || statement.kind !== 'const') return undefined;
    const [declarator] = statement.declarations;
    if (!declarator?.init || declarator.init.type !== 'CallExpression') return undefined;
    const value = this.#resolver.evaluate(declarator.init);
    if (value?.kind !== 'path' || !this.#config.runtime.some((module) => value.path === modulePath(module)))
      return undefined;
    if (declarator.id.type === 'Identifier') return { form: 'namespace', local: declarator.id };
    return declarator.id.type === 'ObjectPattern' ? existingPattern(declarator.id) : undefined;
  }

  #newImport(names: readonly string[]): TextEdit {
    const imports = this.#source.ast.body.filter((statement) => statement.type === 'ImportDeclaration');
    const last = imports.at(-1);
    const quote = quoteStyle(this.#source, last?.source);
    const line = (semicolon: string): string =>
      `import { ${names.join(', ')} } from ${quote}${this.#config.runtime[0]}${quote}${semicolon}`;
    if (!last) return beforeFirst(this.#source, line);
    const anchor = afterImport(this.#source.text, last);
    return {
      range: [anchor.offset, anchor.offset],
      text: `${endOfLine(this.#source.text, anchor.offset)}${line(anchor.semicolon ? ';' : '')}`,
    };
  }

  #newRequire(names: readonly string[]): TextEdit {
    const { text, ast } = this.#source;
    const last = leadingRequires(ast).at(-1);
    const quote = quoteStyle(this.#source, undefined);
    const line = (semicolon: string): string =>
      `const { ${names.join(', ')} } = require(${quote}${this.#config.runtime[0]}${quote})${semicolon}`;
    if (!last) return beforeFirst(this.#source, line);
    const semicolon = text[last.range[1] - 1] === ';';
    // Without its semicolon, a statement may have taken a `;` that starts the next line's code.
    const end = lastLineOwned(text, last);
    const offset = endOfStatementLine(text, end);
    return {
      range: [offset, offset],
      text: `${endOfLine(text, offset)}${line(semicolon && end === last.range[1] ? ';' : '')}`,
    };
  }
}

function existingEsm(statement: TSESTree.ImportDeclaration): Existing | undefined {
  const namespace = statement.specifiers.find((specifier) => specifier.type === 'ImportNamespaceSpecifier');
  if (namespace) return { form: 'namespace', local: namespace.local };
  const specifiers = statement.specifiers.filter((specifier) => specifier.type === 'ImportSpecifier');
  const names = new Map<string, TSESTree.Identifier>();
  for (const specifier of specifiers)
    if (specifier.importKind !== 'type') {
      const { imported } = specifier;
      const name = imported.type === 'Identifier' ? imported.name : imported.value;
      // Imported twice, under two names: the first serves.
      if (!names.has(name)) names.set(name, specifier.local);
    }
  return specifiers.length > 0 ? { form: 'names', list: statement, names } : undefined;
}

function existingPattern(pattern: TSESTree.ObjectPattern): Existing | undefined {
  const names = new Map<string, TSESTree.Identifier>();
  for (const property of pattern.properties) {
    if (property.type === 'RestElement') return undefined;
    const key = property.key.type === 'Identifier' ? property.key.name : stringValue(property.key);
    if (!property.computed && key !== undefined && property.value.type === 'Identifier')
      names.set(key, property.value);
  }
  return pattern.properties.length > 0 ? { form: 'names', list: pattern, names } : undefined;
}

/** Adds names behind the last one of an import list or an object pattern; on lines of their own where those are. */
function joinList(text: string, list: Node, names: readonly string[]): TextEdit {
  const items: readonly Node[] =
    list.type === 'ImportDeclaration'
      ? list.specifiers.filter((specifier) => specifier.type === 'ImportSpecifier')
      : (list as TSESTree.ObjectPattern).properties;
  const last = items.at(-1)!;
  const end = last.range[1];
  const lineStart = text.lastIndexOf('\n', last.range[0] - 1) + 1;
  const indent = text.slice(lineStart, last.range[0]);
  if (!/^[ \t]+$/.test(indent)) return { range: [end, end], text: names.map((name) => `, ${name}`).join('') };
  // `last, // comment`: the comment stays with its own line.
  const comma = /^[ \t]*,/.exec(text.slice(end, end + 200))?.[0] ?? '';
  const after = endOfStatementLine(text, end + comma.length);
  const rest = text.slice(end + comma.length, after);
  const eol = endOfLine(text, lineStart - 1);
  const lines = names.map((name) => `${eol}${indent}${name}`).join(',');
  return { range: [end, after], text: `${comma || ','}${rest}${lines}${comma && ','}` };
}

/** The end of the import's own line; anchored on the source literal because a `;` of the next line may belong to the node. */
function afterImport(
  text: string,
  statement: TSESTree.ImportDeclaration,
): { offset: number; semicolon: boolean } {
  let end = statement.source.range[1];
  if (statement.attributes.length > 0) end = text.indexOf('}', statement.attributes.at(-1)!.range[1]) + 1;
  const semicolon = /^[ \t]*;/.exec(text.slice(end, end + 200))?.[0];
  if (semicolon) end += semicolon.length;
  return { offset: endOfStatementLine(text, end), semicolon: semicolon !== undefined };
}

/** Behind a trailing comment that belongs to the statement's line, or right behind the statement when code follows. */
function endOfStatementLine(text: string, end: number): number {
  const rest = /^(?:[ \t]|\/\*(?:(?!\*\/)[^\r\n])*\*\/)*(?:\/\/[^\r\n]*)?(?=\r|\n|$)/.exec(
    text.slice(end, lineEnd(text, end) + 1),
  );
  return end + (rest?.[0].length ?? 0);
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}

/** The statement's end without a `;` that stands alone at the start of a later line. */
function lastLineOwned(text: string, statement: Node): number {
  const written = text.slice(statement.range[0], statement.range[1]);
  const stray = /[ \t]*(?:\r?\n|\r)\s*;$/.exec(written);
  return stray ? statement.range[0] + stray.index : statement.range[1];
}

/** The requires that open a CommonJS file; only statements that run no code of the file may stand between them. */
function leadingRequires(ast: TSESTree.Program): Node[] {
  const requires: Node[] = [];
  for (const statement of ast.body) {
    if (isRequire(statement)) requires.push(statement);
    else if (!isInert(statement)) break;
  }
  return requires;
}

function isRequire(statement: TSESTree.ProgramStatement): boolean {
  if (statement.type !== 'VariableDeclaration') return false;
  return statement.declarations.some(({ init }) => {
    let at: Node | null = init;
    for (;;) {
      if (at?.type === 'MemberExpression') at = at.object;
      else if (at?.type === 'CallExpression' && at.callee.type === 'Identifier') {
        if (at.callee.name === 'require') return true;
        at = at.arguments[0] ?? null;
      } else return false;
    }
  });
}

function isInert(statement: TSESTree.ProgramStatement): boolean {
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

/** File pragmas and licences stay on top of an import that comes first. */
const FILE_PRAGMA =
  /@license|@licence|@preserve|copyright|SPDX-|^\/\*!|^\/[/*]+\s*(?:eslint(?!-disable-next-line|-disable-line)\b|eslint-|globals?\s|exported\s|jshint|jslint|tslint:|oxlint-|biome-ignore-all|istanbul ignore file|[cv]8 ignore file|deno-|prettier-ignore-start|#|@(?:ts-nocheck|ts-check|flow|noflow|format|prettier|jsx\w*|jest-environment|vitest-environment|fileoverview|file\b|overview|module|packageDocumentation)|<(?:reference|amd)|vim:|-\*-)|@(?:fileoverview|file\b|overview|module\b|packageDocumentation|jest-environment|vitest-environment|jsxImportSource|jsx\b|flow\b|ts-nocheck|ts-check)/i;

/** Before the first statement that is no directive, above the comments that belong to it. */
function beforeFirst(source: Source, line: (semicolon: string) => string): TextEdit {
  const { ast, text } = source;
  const directives = ast.body.filter(isDirective);
  const first = ast.body[directives.length];
  const from = directives.at(-1)?.range[1] ?? scriptStart(source);
  const semicolon = usesSemicolons(source) ? ';' : '';
  if (!first) {
    const offset = endOfStatementLine(text, from);
    return { range: [offset, offset], text: `${endOfLine(text, offset)}${line(semicolon)}` };
  }
  const offset = ownedStart(text, from, first.range[0], directives.length > 0);
  const indent = /[ \t]*$/.exec(text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset))?.[0] ?? '';
  return { range: [offset, offset], text: `${line(semicolon)}${endOfLine(text, offset)}${indent}` };
}

function isDirective(statement: TSESTree.ProgramStatement): boolean {
  // oxc writes null where there is none.
  return statement.type === 'ExpressionStatement' && typeof statement.directive === 'string';
}

/** Zero, or behind the hashbang; in a single-file component, where its script starts. */
function scriptStart({ ast, text, filename }: Source): number {
  if (/\.(?:vue|svelte|astro)$/.test(filename)) return ast.range[0];
  return text.startsWith('#!') ? lineEnd(text, 0) : 0;
}

/** The start of the comments that stand right above the statement at `to`, or of the statement's line. */
function ownedStart(text: string, from: number, to: number, afterDirective: boolean): number {
  const between = text.slice(from, to);
  const comments = [...between.matchAll(/\/\*[\s\S]*?\*\/|\/\/[^\r\n]*/g)].map(({ 0: comment, index }) => ({
    comment,
    start: from + index,
    end: from + index + comment.length,
  }));
  let start = to;
  for (const { comment, start: commentStart, end } of comments.reverse()) {
    const gap = text.slice(end, start);
    const trailsDirective = afterDirective && !/[\r\n]/.test(text.slice(from, commentStart));
    if (/\n\s*\n|\r\r/.test(gap.replace(/\r\n/g, '\n')) || FILE_PRAGMA.test(comment) || trailsDirective)
      break;
    start = commentStart;
  }
  return start;
}

function usesSemicolons({ ast, text }: Source): boolean {
  const statement = ast.body.find(
    ({ type }) =>
      type === 'ExpressionStatement' || type === 'VariableDeclaration' || type === 'ImportDeclaration',
  );
  return statement === undefined || text[statement.range[1] - 1] === ';';
}

function endOfLine(text: string, near: number): string {
  const next = text.indexOf('\n', near);
  const at = next === -1 ? text.lastIndexOf('\n') : next;
  if (at === -1 && text.includes('\r')) return '\r';
  return at > 0 && text[at - 1] === '\r' ? '\r\n' : '\n';
}

function quoteStyle(source: Source, literal: Node | undefined): string {
  if (literal) return source.text[literal.range[0]] === '"' ? '"' : "'";
  let earliest: Node | undefined;
  walk(source, (node) => {
    if (
      node.type === 'Literal' &&
      typeof node.value === 'string' &&
      node.parent?.type !== ('JSXAttribute' as string)
    )
      if (!earliest || node.range[0] < earliest.range[0]) earliest = node;
  });
  return earliest && source.text[earliest.range[0]] === '"' ? '"' : "'";
}
