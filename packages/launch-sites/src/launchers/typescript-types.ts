/** What a TypeScript program knows and the file alone does not: who declared the member that is called. */
import { remembered } from '../memo.ts';
import { MOST_BASES } from '../bounds.ts';
import type ts from 'typescript';
import type { LaunchTypes, Node, SeenAs, TypeDeclaration } from '../vocabulary/source.ts';
import { moduleName } from '../evaluate/value.ts';

/** The part of typescript-eslint's parser services that is read. */
export interface ProgramServices {
  readonly program: ts.Program;
  readonly esTreeNodeToTSNodeMap: { get(node: never): unknown };
}

/** `ts.SymbolFlags.Alias`; a number, so that TypeScript itself is not loaded for it. */
const ALIAS = 2097152;

/** Answers from a program's checker. Never throws: what the checker cannot say is left out. */
export function typesFromProgram({ program, esTreeNodeToTSNodeMap }: ProgramServices): LaunchTypes {
  const checker = program.getTypeChecker();
  const tsNode = (node: Node): ts.Node | undefined =>
    esTreeNodeToTSNodeMap.get(node as never) as ts.Node | undefined;

  return {
    hasModule: (module) => modulesIn(program).has(module),
    calledDeclarations: (callee) =>
      quietly(() => {
        const node = tsNode(callee.type === 'MemberExpression' ? callee.property : callee);
        let symbol = node && checker.getSymbolAtLocation(node);
        if (symbol && symbol.flags & ALIAS) symbol = checker.getAliasedSymbol(symbol);
        return named(symbol);
      }),
    typeDeclarations: (expression) =>
      quietly(() => {
        const node = tsNode(expression);
        return node ? typeDeclarations(checker, checker.getTypeAtLocation(node)) : [];
      }),
    isFunction: (expression) =>
      quietly(() => {
        const node = tsNode(expression);
        if (!node) return [];
        return checker.getNonNullableType(checker.getTypeAtLocation(node)).getCallSignatures();
      }).length > 0,
    seenAs: (expression) =>
      quietly(() => {
        const node = tsNode(expression);
        return node ? [seenAs(checker, checker.getTypeAtLocation(node))] : [];
      })[0] ?? 'unknown',
  };
}

/** What may be one or the other is not seen, so a callback that may be absent is none for sure. */
function seenAs(checker: ts.TypeChecker, type: ts.Type): SeenAs {
  if (type.isUnion()) {
    const [only, another] = new Set(type.types.map((part) => seenAs(checker, part)));
    return only && !another ? only : 'unknown';
  }
  if (type.getCallSignatures().length > 0 || type.getSymbol()?.name === 'Function') return 'function';
  return isPlain(checker, type) || isObject(type) ? 'other' : 'unknown';
}

/** By their names, because the numbers of their flags differ among TypeScript's versions. */
function isPlain(checker: ts.TypeChecker, type: ts.Type): boolean {
  return (
    type.isLiteral() ||
    /^(?:string|number|boolean|true|false|bigint|symbol|null|undefined|void|never)$/.test(
      checker.typeToString(type),
    )
  );
}

/** An instance of a class or an interface that has members, and no call among them. */
function isObject(type: ts.Type): boolean {
  const target = ((type as ts.TypeReference).target as ts.Type | undefined) ?? type;
  return target.isClassOrInterface() && type.getProperties().length > 0;
}

const known = new WeakMap<ts.Program, ReadonlySet<string>>();

/** Every answer that `moduleOf` can give for a program's declarations. */
function modulesIn(program: ts.Program): ReadonlySet<string> {
  return remembered(known, program, () => {
    const ambient = program.getTypeChecker().getAmbientModules();
    return new Set([
      ...ambient.map(({ name }) => moduleName(name.slice(1, -1))),
      ...program.getSourceFiles().map(({ fileName }) => packageOf(fileName)),
    ]);
  });
}

/** A checker can throw on broken programs; the untyped answer then stands. */
function quietly<T>(ask: () => readonly T[]): readonly T[] {
  try {
    return ask();
  } catch {
    return [];
  }
}

/** The classes and interfaces of a type, with those they extend; every part of a union or an intersection. */
function typeDeclarations(checker: ts.TypeChecker, type: ts.Type, depth = 0): TypeDeclaration[] {
  if (depth > MOST_BASES) return [];
  if (type.isUnionOrIntersection())
    return [
      ...named(type.aliasSymbol),
      ...type.types.flatMap((part) => typeDeclarations(checker, part, depth + 1)),
    ];
  const target = (type as ts.TypeReference).target as ts.Type | undefined;
  const declared = target ?? type;
  const bases = declared.isClassOrInterface() ? checker.getBaseTypes(declared) : [];
  const symbol = type.getSymbol();
  return [
    ...named(type.aliasSymbol),
    ...named(symbol),
    ...bases.flatMap((base) => typeDeclarations(checker, base, depth + 1)),
  ];
}

function named(symbol: ts.Symbol | undefined): TypeDeclaration[] {
  return symbol?.declarations?.map((declaration) => described(symbol.name, declaration)) ?? [];
}

function described(symbolName: string, declaration: ts.Declaration): TypeDeclaration {
  const name = symbolName === 'default' ? (nameOf(declaration) ?? symbolName) : symbolName;
  const container = nameOf(declaration.parent);
  return { module: moduleOf(declaration), name, ...(container !== undefined && { container }) };
}

/** A file, which a module's symbol is declared by, has no parent. */
function nameOf(node: ts.Node | undefined): string | undefined {
  const name = (node as { name?: { text?: unknown } } | undefined)?.name?.text;
  return typeof name === 'string' ? name : undefined;
}

/** The ambient module that declares it (`declare module 'timers'`), else the package of its file, else nothing. */
function moduleOf(declaration: ts.Node): string {
  for (let node: ts.Node | undefined = declaration; node as ts.Node | undefined; node = node.parent) {
    const { body, name } = node as Partial<ts.ModuleDeclaration>;
    if (body !== undefined && name !== undefined && /^["']/.test(quotedName(node, name)))
      return moduleName(name.text);
  }
  return packageOf(declaration.getSourceFile().fileName);
}

/** A module's name is a string literal, a namespace's an identifier. */
function quotedName(module: ts.Node, name: { readonly pos: number; readonly end: number }): string {
  return module.getSourceFile().text.slice(name.pos, name.end).trimStart();
}

function packageOf(fileName: string): string {
  const found = /^.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(fileName)?.[1];
  const name = found?.replaceAll('\\', '/') ?? '';
  if (!name.startsWith('@types/')) return name;
  const typed = name.slice('@types/'.length);
  return typed.includes('__') ? `@${typed.replace('__', '/')}` : typed;
}
