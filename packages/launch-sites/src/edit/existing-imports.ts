/** Statements that already bring the runtime in, and how further names join them. */
import { TEXT_TO_COMMA } from '../bounds.ts';
import type { TSESTree } from '@typescript-eslint/types';
import type { LaunchConfig } from '../vocabulary/config.ts';
import type { Node } from '../vocabulary/source.ts';
import type { TextEdit } from '../vocabulary/launch-site.ts';
import type { Resolver } from '../evaluate/resolver.ts';
import { modulePath } from '../evaluate/value.ts';
import { stringValue } from '../syntax/nodes.ts';
import { endOfLine, endOfStatementLine } from './text-layout.ts';

/** `import { a } from`, `import * as r from`, `const { a } = require()`, `const r = require()`, `import r = require()`. */
export type ExistingImport = {
  readonly statement: Node;
  /** An import is there from the start; a `require` from its line on. */
  readonly hoisted: boolean;
} & (
  | {
      readonly form: 'names';
      readonly list: Node;
      readonly names: ReadonlyMap<string, readonly TSESTree.Identifier[]>;
    }
  | { readonly form: 'namespace'; readonly local: TSESTree.Identifier }
);

/** One that further names can join. */
export type ImportList = Extract<ExistingImport, { form: 'names' }>;

/** Every top-level statement that imports a value of the runtime. */
export function existingImports(resolver: Resolver, config: LaunchConfig): ExistingImport[] {
  const { ast, text } = resolver.source;
  if (!config.runtime.some((module) => text.includes(module))) return [];
  return ast.body.flatMap((statement) => {
    if (statement.type === 'ImportDeclaration') {
      const isRuntime = statement.importKind !== 'type' && config.runtime.includes(statement.source.value);
      return isRuntime ? (importDeclaration(statement) ?? []) : [];
    }
    if (statement.type === 'TSImportEqualsDeclaration') {
      const value = resolver.evaluate(statement.id);
      return statement.importKind !== 'type' && isRuntimeModule(value, config)
        ? [{ form: 'namespace', local: statement.id, statement, hoisted: false }]
        : [];
    }
    return statement.type === 'VariableDeclaration'
      ? (requireStatement(statement, resolver, config) ?? [])
      : [];
  });
}

function isRuntimeModule(value: ReturnType<Resolver['evaluate']>, config: LaunchConfig): boolean {
  return value?.kind === 'path' && config.runtime.some((module) => value.path === modulePath(module));
}

function importDeclaration(statement: TSESTree.ImportDeclaration): ExistingImport | undefined {
  const namespace = statement.specifiers.find((specifier) => specifier.type === 'ImportNamespaceSpecifier');
  if (namespace) return { form: 'namespace', local: namespace.local, statement, hoisted: true };
  const specifiers = statement.specifiers.filter((specifier) => specifier.type === 'ImportSpecifier');
  const names = new Map<string, TSESTree.Identifier[]>();
  for (const { importKind, imported, local } of specifiers) {
    if (importKind === 'type') continue;
    const name = imported.type === 'Identifier' ? imported.name : imported.value;
    // One export can have two names here, when a local took the first.
    names.set(name, [...(names.get(name) ?? []), local]);
  }
  return specifiers.length > 0
    ? { form: 'names', list: statement, names, statement, hoisted: true }
    : undefined;
}

function requireStatement(
  statement: TSESTree.VariableDeclaration,
  resolver: Resolver,
  config: LaunchConfig,
): ExistingImport | undefined {
  const [declarator] = statement.declarations;
  if (statement.kind === 'let' || declarator.init?.type !== 'CallExpression') return undefined;
  if (!isRuntimeModule(resolver.evaluate(declarator.init), config)) return undefined;
  const { id } = declarator;
  if (id.type === 'Identifier') return { form: 'namespace', local: id, statement, hoisted: false };
  if (id.type !== 'ObjectPattern' || id.properties.length === 0) return undefined;
  const names = new Map<string, TSESTree.Identifier[]>();
  for (const property of id.properties) {
    if (property.type === 'RestElement') return undefined;
    const key = property.key.type === 'Identifier' ? property.key.name : stringValue(property.key);
    if (!property.computed && key !== undefined && property.value.type === 'Identifier')
      names.set(key, [...(names.get(key) ?? []), property.value]);
  }
  return { form: 'names', list: id, names, statement, hoisted: false };
}

/** Adds names behind the last one of an import list or an object pattern; on lines of their own where those are. */
export function joinList(text: string, list: Node, names: readonly string[]): TextEdit {
  const items: readonly Node[] =
    list.type === 'ImportDeclaration'
      ? list.specifiers.filter((specifier) => specifier.type === 'ImportSpecifier')
      : (list as TSESTree.ObjectPattern).properties;
  const last = items.at(-1) ?? list;
  const end = last.range[1];
  const lineStart = text.lastIndexOf('\n', last.range[0] - 1) + 1;
  const indent = text.slice(lineStart, last.range[0]);
  if (!/^[ \t]+$/.test(indent)) return { range: [end, end], text: names.map((name) => `, ${name}`).join('') };
  // `last, // comment`: the comment stays with its own line.
  const comma = /^[ \t]*,/.exec(text.slice(end, end + TEXT_TO_COMMA))?.[0] ?? '';
  const after = endOfStatementLine(text, end + comma.length);
  const rest = text.slice(end + comma.length, after);
  const eol = endOfLine(text, lineStart - 1);
  const lines = names.map((name) => `${eol}${indent}${name}`).join(',');
  return { range: [end, after], text: `${comma || ','}${rest}${lines}${comma && ','}` };
}
