/**
 * Is this the code of a web page? No browser has stores that follow a task, so there nothing of another task can be read.
 * What is the page's own says so: a component's hooks, the directive of client code, the globals of a document.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { walkFrom } from '../syntax/nodes.ts';
import { findValue } from '../syntax/scopes.ts';
import type { Node, Source } from '../vocabulary/source.ts';

/** What only a component imports, by its framework. A server that renders one never comes to its effects and handlers. */
const OF_COMPONENTS: ReadonlyMap<string, RegExp> = new Map([
  ...['react', 'preact/hooks', 'preact/compat'].map((name) => [name, /^use[A-Z]/] as const),
  ['solid-js', /^(?:create[A-Z]|on[A-Z])/],
  ['svelte', /^on[A-Z]/],
  ['vue', /^(?:on[A-Z]|watch)/],
]);

/** Packages that need a document, whatever is imported of them. */
const OF_DOCUMENTS = /^(?:@codemirror\/|jquery$|react-dom$|(?:preact|react|solid-js|svelte|vue)(?:\/|$))/;

/** Does its code run in components, which live in a page alone? */
export function isOfComponents({ ast, filename, text }: Source): boolean {
  if (/\.(?:svelte|vue)$/.test(filename)) return true;
  return ast.body.some((statement) => {
    if (statement.type === 'ExpressionStatement') return statement.directive === 'use client';
    if (statement.type !== 'ImportDeclaration' || statement.importKind === 'type') return false;
    const ofComponents = OF_COMPONENTS.get(statement.source.value);
    return (
      ofComponents !== undefined &&
      statement.specifiers.some((specifier) =>
        specifier.type === 'ImportSpecifier'
          ? specifier.importKind !== 'type' && ofComponents.test(importedName(specifier))
          : // `React.useEffect(...)`
            membersOf(specifier.local.name, text).some((member) => ofComponents.test(member)),
      )
    );
  });
}

/** Does it speak of a server's own things, or enter a store? Bun and Deno have what else only pages have. */
export const mentionsServer = (text: string): boolean =>
  /\b(?:AsyncLocalStorage|Bun|Deno|getStore|process)\b|['"](?:bun:|node:|web-worker['"])|\brequire\(|\.run\(/.test(
    text,
  );

/** Does it speak of a document somewhere? What a crawler sends to its pages does as well, and code for both sides. */
export function mentionsDocument(source: Source): boolean {
  const { ast, text, scopeManager, visitorKeys } = source;
  if (ast.body.some((node) => node.type === 'ImportDeclaration' && OF_DOCUMENTS.test(node.source.value)))
    return true;
  if (/\bHTML[A-Z]\w*Element\b/.test(text)) return true;
  if (!/\b(?:document|window)\b/.test(text)) return false;
  let isMentioned = false;
  walkFrom(ast, visitorKeys, (node: Node) => {
    isMentioned ||=
      node.type === 'MemberExpression' &&
      node.object.type === 'Identifier' &&
      /^(?:document|window)$/.test(node.object.name) &&
      findValue(scopeManager, node, node.object.name) === 'global';
  });
  return isMentioned;
}

function importedName({ imported }: TSESTree.ImportSpecifier): string {
  return imported.type === 'Identifier' ? imported.name : imported.value;
}

/** What stands behind the name and a dot, to the end of the text: who asks looks at its beginning. */
function membersOf(name: string, text: string): string[] {
  return text.split(`${name}.`).slice(1);
}
