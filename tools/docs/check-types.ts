/** The types of all pages' code, one program for each language, against the built packages. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import type { Block } from './markdown.ts';

/** As a TypeScript project has it, and as an editor sees JavaScript. */
const STRICT = { ts: true, js: false };
const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  // The pages show code for Node, for pages and for web Workers.
  lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  types: ['node'],
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  allowJs: true,
  checkJs: true,
  skipLibCheck: true,
  noEmit: true,
};
/** What a fragment may leave out: "cannot find name", with and without a suggestion. */
const MISSING_NAMES = [2304, 2552];
/** "Property does not exist". JavaScript cannot say what type a setting has that is defined without a default. */
const NO_MEMBER = 2339;

/** A block and the file it is written to, with those that it imports beside it. */
interface Source {
  readonly block: Block;
  readonly file: string;
}

/**
 * @param root the workspace; the code is written below it
 * @returns what is wrong, as `page:line: message`
 */
export function checkTypes(blocks: readonly Block[], root: string): string[] {
  const folder = path.join(root, 'types');
  const sources = blocks
    .filter(({ language, mark }) => /^[cm]?[jt]s$/.test(language) && !mark?.startsWith('shown only'))
    .map((block, i): Source => {
      const ending = { js: 'mjs', ts: 'mts' }[block.language] ?? block.language;
      return { block, file: path.join(folder, block.page, block.file ?? `block-${i}.${ending}`) };
    });
  // Under the same name again: a page that mends its program. Both are checked, the later one under another name.
  const taken = new Set<string>();
  const written = sources.map(({ block, file }) => {
    const free = taken.has(file) ? file.replace(/(\.\w+)$/, `-${block.line}$1`) : file;
    taken.add(free);
    mkdirSync(path.dirname(free), { recursive: true });
    writeFileSync(free, block.code);
    return { block, file: free };
  });
  writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }');
  return Object.entries(STRICT).flatMap(([language, strict]) =>
    diagnose(
      written.filter(({ block }) => block.language.endsWith(language)),
      { ...OPTIONS, strict },
      root,
    ),
  );
}

/** Parsed once for all programs: most of what each of them reads. */
const declarations = new Map<string, ts.SourceFile | undefined>();

function diagnose(sources: readonly Source[], options: ts.CompilerOptions, root: string): string[] {
  const own = ts.createCompilerHost(options);
  const host: ts.CompilerHost = {
    ...own,
    getCurrentDirectory: () => root,
    getSourceFile: (file, ...rest) => {
      if (!file.endsWith('.d.ts')) return own.getSourceFile(file, ...rest);
      const source = declarations.get(file) ?? own.getSourceFile(file, ...rest);
      declarations.set(file, source);
      return source;
    },
  };
  const program = ts.createProgram(
    sources.map(({ file }) => file),
    options,
    host,
  );
  return sources.flatMap(({ block, file }) => {
    const source = program.getSourceFile(file)!;
    const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    return found
      .map(({ code, start = 0, messageText }) => {
        const { line } = source.getLineAndCharacterOfPosition(start);
        return { code, line: block.line + 1 + line, text: ts.flattenDiagnosticMessageText(messageText, ' ') };
      })
      .filter(({ code }) => block.mark !== 'fragment' || !MISSING_NAMES.includes(code))
      .filter(({ code, text }) => options.strict || code !== NO_MEMBER || !text.endsWith("'unknown'."))
      .map(({ line, text }) => `${block.page}:${line}: ${text}`);
  });
}
