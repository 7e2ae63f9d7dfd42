/** Is this file an ES module or CommonJS? The file's ending decides, then its own syntax, then what is known from outside. */
import type { ModuleKind, Node, Source } from './launch-site.ts';
import { findValue } from './scopes.ts';
import { enclosingFunction, walkFrom } from './syntax.ts';

export function moduleKindOf(source: Source): ModuleKind {
  if (/\.m[jt]s$/.test(source.filename)) return 'esm';
  if (/\.c[jt]s$/.test(source.filename)) return hasModuleSyntax(source) ? 'esm' : 'commonjs';
  if (hasModuleSyntax(source)) return 'esm';
  const uses = commonJsUses(source);
  // A file that asks whether it is CommonJS also runs where there is no `require`, in a browser say.
  if (uses.length > 0) return uses.every(isGuarded) ? 'script' : 'commonjs';
  return runsAsModuleOnly(source) ? 'esm' : (source.moduleKind ?? 'unknown');
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

/** `import.meta`, and `await` outside every function: nothing else than an ES module takes them. */
function runsAsModuleOnly(source: Source): boolean {
  if (!/\bmeta\b|\bawait\b/.test(source.text)) return false;
  let found = false;
  walkFrom(source.ast, source.visitorKeys, (node) => {
    found ||=
      (node.type === 'MetaProperty' && node.meta.name === 'import') ||
      ((node.type === 'AwaitExpression' || (node.type === 'ForOfStatement' && node.await)) &&
        !enclosingFunction(node));
  });
  return found;
}

/** Where the file uses what only CommonJS has. */
function commonJsUses({ scopeManager }: Source): Node[] {
  const names = new Set(['require', 'module', 'exports']);
  return scopeManager.scopes.flatMap((scope) =>
    scope.references.flatMap((reference) => {
      const identifier = reference.identifier as Node & { name: string };
      const isOne =
        names.has(identifier.name) && findValue(scopeManager, identifier, identifier.name) === 'global';
      return isOne ? [identifier] : [];
    }),
  );
}

/** `typeof module`, and what runs only after asking so: `typeof exports === 'object' ? exports : ...`. */
function isGuarded(use: Node): boolean {
  let child = use;
  for (let at = use.parent; at; child = at, at = at.parent) {
    if (at.type === 'UnaryExpression' && at.operator === 'typeof') return true;
    const test =
      at.type === 'IfStatement' || at.type === 'ConditionalExpression'
        ? at.test
        : at.type === 'LogicalExpression'
          ? at.left
          : undefined;
    if (test && test !== child && asksForCommonJs(test)) return true;
  }
  return false;
}

function asksForCommonJs(test: Node): boolean {
  switch (test.type) {
    case 'UnaryExpression':
      return test.operator === 'typeof'
        ? test.argument.type === 'Identifier' && /^(?:require|module|exports)$/.test(test.argument.name)
        : asksForCommonJs(test.argument);
    case 'BinaryExpression':
    case 'LogicalExpression':
      return asksForCommonJs(test.left) || asksForCommonJs(test.right);
    default:
      return false;
  }
}
