/**
 * Takes the wrappers and their import off a migrated text, knowing nothing of how they were put on.
 *
 * Written against TypeScript's own parser, so that it shares neither tree nor code with the analysis it checks.
 */
import ts from 'typescript';

const RUNTIME = '@parent-overrides/runtime';

const NAMESPACE = '*';

type Cut = readonly [start: number, end: number];

/** What stripping came to: the texts that the migrated one can have come from, or why it cannot be stripped. */
export type Stripped = { readonly candidates: readonly string[] } | { readonly problem: string };

/**
 * Strip every wrapper and every import of the runtime.
 *
 * More than one candidate where the result alone cannot tell: which of the line breaks beside the import came
 * with it, and whether parentheses around a spawn in `new (spawn...).X()` are the author's.
 */
export function strip(text: string, filename: string): Stripped {
  const file = parse(text, filename);
  const names = new Map<string, string>();
  const imports: Cut[] = [];
  const wrappers: Cut[] = [];
  const parentheses: Cut[] = [];
  const properties: { head: Cut; text: string }[] = [];
  /** What stood where something is cut. */
  const insertions = new Map<number, string>();
  let problem: string | undefined;

  for (const statement of file.statements.flatMap(withNestedStatements)) {
    const bindings = runtimeBindings(statement);
    if (bindings === undefined) continue;
    for (const [local, imported] of bindings) names.set(local, imported);
    imports.push([statement.getStart(file), endWithoutStraySemicolon(statement, text)]);
  }

  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      const imported = importedName(node.expression, names);
      if (imported === 'withParentOverridesPerCall') takeOffPerCall(node);
      else if (imported !== undefined)
        takeOff(node, node.expression.getText(file), imported.startsWith('spawn'));
    }
    ts.forEachChild(node, visit);
  };
  /** `wrapPerCall(save, (run) => debounce(run, 100))`: the function goes back to where its name stands. */
  const takeOffPerCall = (call: ts.CallExpression): void => {
    const [given, give] = call.arguments;
    const inner = give && ts.isArrowFunction(give) && ts.isCallExpression(give.body) ? give.body : undefined;
    const [parameter] = give && ts.isArrowFunction(give) ? give.parameters : [];
    const stands = inner?.arguments.find((one) => one.getText(file) === parameter?.getText(file));
    if (!given || !inner || !stands) {
      problem ??= `line ${file.getLineAndCharacterOfPosition(call.getStart(file)).line + 1}: not given per call`;
      return;
    }
    // What stands before the function was written anew behind it.
    insertions.set(call.getStart(file), text.slice(inner.getStart(file), stands.getStart(file)));
    wrappers.push(
      [call.getStart(file), given.getStart(file)],
      [given.getEnd(), stands.getEnd()],
      [inner.getEnd(), call.getEnd()],
    );
  };
  const takeOff = (call: ts.CallExpression, name: string, spawns: boolean): void => {
    const [argument] = call.arguments;
    const inner = spawns && argument !== undefined && ts.isArrowFunction(argument) ? argument.body : argument;
    const head = spawns ? `${name}(() => ` : `${name}(`;
    const at = call.getStart(file);
    if (inner === undefined || call.arguments.length !== 1 || text.slice(at, inner.getStart(file)) !== head) {
      problem ??= `line ${file.getLineAndCharacterOfPosition(at).line + 1}: not of the form ${head}...)`;
      return;
    }
    if (text.slice(inner.getEnd(), call.getEnd()) !== ')') {
      problem ??= `line ${file.getLineAndCharacterOfPosition(call.getEnd()).line + 1}: ${name}( is not closed by ) alone`;
      return;
    }
    const own = ownTextOf(call, inner, file);
    if (own) properties.push(own);
    wrappers.push([at, at + head.length], [inner.getEnd(), call.getEnd()]);
    if (ts.isParenthesizedExpression(call.parent) && isHeadOfNew(call.parent)) {
      const outer = call.parent;
      parentheses.push(
        [outer.getStart(file), outer.getStart(file) + 1],
        [outer.getEnd() - 1, outer.getEnd()],
      );
    }
  };
  visit(file);
  if (problem !== undefined) return { problem };

  const candidates = parentheses.length > 0 ? [wrappers, [...wrappers, ...parentheses]] : [wrappers];
  const variants = candidates.map((cuts) => ({ cuts, insertions }));
  if (properties.length > 0)
    variants.push({
      cuts: [...wrappers, ...properties.map(({ head }) => head)],
      insertions: new Map([...insertions, ...properties.map(({ head, text }) => [head[0], text] as const)]),
    });
  return {
    candidates: variants.flatMap(({ cuts, insertions: inserted }) =>
      importVariants(text, imports).map((more) => cut(text, [...cuts, ...more], inserted)),
    ),
  };
}

/**
 * `onData: wrap(function (chunk) {})` may have been `onData(chunk) {}`, and `onError: wrap(onError)` may have been
 * `onError`: what stood in place of everything before the parameters, or before the name.
 */
function ownTextOf(
  call: ts.CallExpression,
  inner: ts.Node,
  file: ts.SourceFile,
): { head: Cut; text: string } | undefined {
  const property = call.parent;
  if (!ts.isPropertyAssignment(property)) return undefined;
  const key = property.name.getText(file);
  const start = property.getStart(file);
  if (ts.isIdentifier(inner) && inner.text === key) return { head: [start, inner.getStart(file)], text: '' };
  if (!ts.isFunctionExpression(inner) || inner.name) return undefined;
  const open = inner.getChildren(file).find(({ kind }) => kind === ts.SyntaxKind.OpenParenToken);
  const mark = `${inner.modifiers ? 'async ' : ''}${inner.asteriskToken ? '*' : ''}`;
  return open && { head: [start, open.getStart(file)], text: `${mark}${key}` };
}

/** Whether TypeScript's parser, the tolerant one, has nothing to object to that it did not object to before. */
export function parsesAsWell(after: string, before: string, filename: string): boolean {
  return complaints(after, filename) <= complaints(before, filename);
}

function complaints(text: string, filename: string): number {
  // Internal to TypeScript, but the only syntactic diagnostics that need no program.
  return (parse(text, filename) as unknown as { parseDiagnostics: readonly unknown[] }).parseDiagnostics
    .length;
}

function parse(text: string, filename: string): ts.SourceFile {
  const kind = /\.tsx$/.test(filename)
    ? ts.ScriptKind.TSX
    : /ts$/.test(filename)
      ? ts.ScriptKind.TS
      : ts.ScriptKind.JSX;
  return ts.createSourceFile(filename, text, ts.ScriptTarget.Latest, true, kind);
}

/** A bundle may keep its modules in functions, and a `require` precedes its first use there. */
function withNestedStatements(statement: ts.Statement): ts.Statement[] {
  const found: ts.Statement[] = [statement];
  const visit = (node: ts.Node): void => {
    if (ts.isVariableStatement(node)) found.push(node);
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(statement, visit);
  return found;
}

/** The runtime's export that a callee is: `keep` of `{ withParentOverrides as keep }`, or a member of a namespace. */
function importedName(callee: ts.Expression, names: ReadonlyMap<string, string>): string | undefined {
  if (ts.isIdentifier(callee)) return names.get(callee.text);
  if (!ts.isPropertyAccessExpression(callee) || !ts.isIdentifier(callee.expression)) return undefined;
  return names.get(callee.expression.text) === NAMESPACE ? callee.name.text : undefined;
}

/** Local name to imported name (`*` for the whole module), when the statement imports the runtime and nothing else. */
function runtimeBindings(statement: ts.Statement): [string, string][] | undefined {
  if (ts.isImportDeclaration(statement)) {
    if (!isRuntime(statement.moduleSpecifier)) return undefined;
    const bindings = statement.importClause?.namedBindings;
    if (bindings === undefined) return [];
    if (ts.isNamespaceImport(bindings)) return [[bindings.name.text, NAMESPACE]];
    return bindings.elements.map(({ name, propertyName }) => [name.text, (propertyName ?? name).text]);
  }
  if (!ts.isVariableStatement(statement) || statement.declarationList.declarations.length !== 1)
    return undefined;
  const [{ name, initializer }] = statement.declarationList.declarations as unknown as [
    ts.VariableDeclaration,
  ];
  if (!initializer || !ts.isCallExpression(initializer) || !isRuntime(initializer.arguments[0]))
    return undefined;
  if (!ts.isObjectBindingPattern(name)) return [[name.getText(), NAMESPACE]];
  return name.elements.map((element) => {
    const local = element.name.getText();
    return [local, element.propertyName?.getText() ?? local];
  });
}

/** In semicolon-free code a `;` that starts the next line ends the statement, but belongs to that line. */
function endWithoutStraySemicolon(statement: ts.Statement, text: string): number {
  const end = statement.getEnd();
  const lastChild = ts.isImportDeclaration(statement)
    ? statement.moduleSpecifier.getEnd()
    : ts.isVariableStatement(statement)
      ? statement.declarationList.getEnd()
      : end;
  // Comments may stand between the statement and a `;` of a later line.
  return /[\r\n]/.test(text.slice(lastChild, end)) ? lastChild : end;
}

function isRuntime(node: ts.Expression | undefined): boolean {
  return node !== undefined && ts.isStringLiteral(node) && node.text === RUNTIME;
}

function isHeadOfNew(node: ts.Node): boolean {
  let head = node;
  while (isPartOfHead(head.parent) && head.parent.expression === head) head = head.parent;
  return ts.isNewExpression(head.parent) && head.parent.expression === head;
}

function isPartOfHead(node: ts.Node): node is ts.ParenthesizedExpression | ts.PropertyAccessExpression {
  return ts.isParenthesizedExpression(node) || ts.isPropertyAccessExpression(node);
}

/** The import statement with the line break, blank line or space that may have come with it, on either side. */
function importVariants(text: string, imports: readonly Cut[]): Cut[][] {
  let variants: Cut[][] = [[]];
  for (const [start, end] of imports) {
    const before = /(?:\r?\n|[ \t]*)$/.exec(text.slice(0, start))?.[0].length ?? 0;
    const line = /^(?:\r?\n| )/.exec(text.slice(end))?.[0].length ?? 0;
    const blank = /^(?:\r?\n){2}/.exec(text.slice(end))?.[0].length ?? 0;
    const cuts: Cut[] = [
      [start, end],
      [start, end + line],
      [start, end + blank],
      [start - before, end],
      [start - before, end + line],
    ];
    variants = variants.flatMap((chosen) => cuts.map((one) => [...chosen, one]));
  }
  return variants;
}

function cut(text: string, cuts: readonly Cut[], insertions: ReadonlyMap<number, string>): string {
  let result = '';
  let at = 0;
  for (const [start, end] of cuts.toSorted((a, b) => a[0] - b[0])) {
    result += text.slice(at, start) + (insertions.get(start) ?? '');
    at = Math.max(at, end);
  }
  return result + text.slice(at);
}
