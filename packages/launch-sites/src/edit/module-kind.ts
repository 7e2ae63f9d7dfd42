/** Is this file an ES module or CommonJS? The file's ending decides, then its own syntax, then what is known from outside. */
import type { ModuleKind, Node, Source } from '../vocabulary/source.ts';
import { findValue } from '../syntax/scopes.ts';
import { word } from '../names/mentions.ts';
import { mentionsIn } from '../names/node-at.ts';
import { enclosingFunction } from '../syntax/nodes.ts';

export function moduleKindOf(source: Source): ModuleKind {
  if (/\.m[jt]s$/.test(source.filename)) return 'esm';
  if (/\.c[jt]s$/.test(source.filename)) return hasModuleSyntax(source) ? 'esm' : 'commonjs';
  if (hasModuleSyntax(source)) return 'esm';
  return commonJsKind(source) ?? (runsAsModuleOnly(source) ? 'esm' : (source.moduleKind ?? 'unknown'));
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
  for (const { node } of mentionsIn(source, word('meta'))) {
    const { parent } = node();
    if (parent?.type === 'MetaProperty' && parent.meta.name === 'import') return true;
  }
  for (const { node } of mentionsIn(source, word('await'))) {
    const at = node();
    const awaits = at.type === 'AwaitExpression' || (at.type === 'ForOfStatement' && at.await);
    if (awaits && !enclosingFunction(at)) return true;
  }
  return false;
}

/**
 * What the use of names that only CommonJS has says. A file that asks first whether it is CommonJS also runs where
 * there is no `require`, in a browser say.
 */
function commonJsKind({ scopeManager }: Source): ModuleKind | undefined {
  let kind: ModuleKind | undefined;
  for (const scope of scopeManager.scopes)
    for (const reference of scope.references) {
      const identifier = reference.identifier as Node & { name: string };
      if (!COMMON_JS.has(identifier.name)) continue;
      if (findValue(scopeManager, identifier, identifier.name) !== 'global') continue;
      if (!isGuarded(identifier)) return 'commonjs';
      kind = 'script';
    }
  return kind;
}

const COMMON_JS = new Set(['require', 'module', 'exports']);

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
        ? test.argument.type === 'Identifier' && COMMON_JS.has(test.argument.name)
        : asksForCommonJs(test.argument);
    case 'BinaryExpression':
    case 'LogicalExpression':
      return asksForCommonJs(test.left) || asksForCommonJs(test.right);
    default:
      return false;
  }
}
