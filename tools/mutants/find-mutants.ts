/** Every change that a mutation run may try on one source file. */
import ts from 'typescript';
import { changesOf } from './changes.ts';
import type { Change, Mutant } from './mutant.ts';

/**
 * All mutants of a file, in the order of the text. Types, imports and exports have none: they decide nothing
 * when the program runs.
 *
 * @param file its name in the mutants
 * @param checker knows the types of its expressions: what a function returns decides what it can be made to return
 */
export function findMutants(file: string, source: ts.SourceFile, checker: ts.TypeChecker): Mutant[] {
  const found = new Map<string, Change>();
  const visit = (node: ts.Node): void => {
    if (decidesNothing(node)) return;
    for (const change of changesOf(node, source, checker)) {
      const before = source.text.slice(...change.range);
      if (before !== change.after) found.set(`${change.range.join()} ${change.after}`, change);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  const lines = source.text.split('\n');
  return [...found.values()]
    .sort((a, b) => a.range[0] - b.range[0] || a.range[1] - b.range[1])
    .map(({ range, after }) => {
      const { line } = source.getLineAndCharacterOfPosition(range[0]);
      const code = lines[line]!.trim();
      return { file, range, before: source.text.slice(...range), after, line: line + 1, code };
    });
}

function decidesNothing(node: ts.Node): boolean {
  return (
    ts.isTypeNode(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isImportDeclaration(node) ||
    ts.isExportDeclaration(node) ||
    ts.isModuleDeclaration(node) ||
    (ts.isVariableStatement(node) && isDeclared(node)) ||
    // A directive: 'use strict'.
    (ts.isExpressionStatement(node) && ts.isStringLiteral(node.expression))
  );
}

function isDeclared(node: ts.VariableStatement): boolean {
  return node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword) ?? false;
}
