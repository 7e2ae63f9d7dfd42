/** Is this file an ES module or CommonJS? The file's ending decides, then its own syntax, then what is known from outside. */
import type { ModuleKind, Node, Source } from './launch-site.ts';
import { findValue } from './scopes.ts';

export function moduleKindOf(source: Source): ModuleKind {
  if (/\.m[jt]s$/.test(source.filename)) return 'esm';
  if (/\.c[jt]s$/.test(source.filename)) return hasModuleSyntax(source) ? 'esm' : 'commonjs';
  if (hasModuleSyntax(source)) return 'esm';
  if (usesCommonJs(source)) return 'commonjs';
  return source.moduleKind ?? 'unknown';
}

/** `import`/`export` in TypeScript's CommonJS files is module syntax too: the compiler turns it into `require`. */
function hasModuleSyntax({ ast }: Source): boolean {
  return ast.body.some(
    ({ type }) =>
      type === 'ImportDeclaration' ||
      type === 'ExportNamedDeclaration' ||
      type === 'ExportDefaultDeclaration' ||
      type === 'ExportAllDeclaration' ||
      type === 'TSImportEqualsDeclaration' ||
      type === 'TSExportAssignment',
  );
}

function usesCommonJs({ scopeManager }: Source): boolean {
  const names = new Set(['require', 'module', 'exports']);
  return scopeManager.scopes.some((scope) =>
    scope.references.some((reference) => {
      const identifier = reference.identifier as Node & { name: string };
      return names.has(identifier.name) && findValue(scopeManager, identifier, identifier.name) === 'global';
    }),
  );
}
