import {
  callsOf,
  type LaunchTypes,
  type ModuleKind,
  type OtherModules,
  type Source,
} from '@parent-overrides/launch-sites';
import type { Comment, ParserOptions, ParseResult } from 'oxc-parser';
import { oxcParser, scopeManager, visitors } from '../native.ts';
import { installedVersions } from '../versions/installed-versions.ts';
import { lineStarts } from './line-starts.ts';
import { isTooDeep } from './nesting.ts';
import { parseTree } from './parse-tree.ts';

export type { Comment } from 'oxc-parser';

/** A parsed file: what the analysis reads, and its comments (for `eslint-disable`). */
export interface ParsedSource extends Source {
  readonly comments: readonly Comment[];
}

/** A file that no way of reading it could parse; the message starts with `line:column`. */
export class ParseError extends Error {
  override readonly name = 'ParseError';
}

/** It may be right, but nothing can look into it. */
export class DepthError extends ParseError {
  constructor() {
    super('1:1 nested too deeply to be analysed');
  }
}

const JAVASCRIPT = /\.[cm]?js$/i;

/**
 * The ways to read a file, best first. The file's ending decides the first (and whether it is TypeScript). JSX in
 * a `.js` file is common and has to be asked for; a `return` outside a function is legal in CommonJS only.
 */
function attempts(filename: string): ParserOptions[] {
  if (!JAVASCRIPT.test(filename)) return [{}, { sourceType: 'commonjs' }];
  return [
    {},
    { lang: 'jsx' },
    { lang: 'jsx', sourceType: 'commonjs' },
    { lang: 'jsx', sourceType: 'script' },
  ];
}

function firstError(result: ParseResult): { message: string; offset: number } | undefined {
  const error = result.errors.find(({ severity }) => (severity as string) === 'Error');
  if (!error) return undefined;
  return { message: error.message, offset: error.labels[0]?.start ?? 0 };
}

/**
 * Parse and resolve one file.
 *
 * @param filename its ending tells TypeScript from JavaScript and module kinds apart
 * @param text without a byte order mark
 * @param moduleKind what package.json says of it
 * @param modules the answers about what it imports from the project's other files
 * @param types what a TypeScript program says of it
 * @throws {ParseError} when the text is not JavaScript or TypeScript, or nests too deeply
 */
export function parseSource(
  filename: string,
  text: string,
  moduleKind?: ModuleKind,
  modules?: OtherModules,
  types?: LaunchTypes,
): ParsedSource {
  if (isTooDeep(text)) throw new DepthError();
  let best: { message: string; offset: number } | undefined;
  for (const options of attempts(filename)) {
    const result = parseTree(filename, text, options);
    const error = firstError(result);
    if (error) {
      // The attempt that came furthest says most about what is wrong.
      if (!best || error.offset > best.offset) best = error;
      continue;
    }
    // What is legal in a script only (`<!--`) takes no import, whatever package.json says.
    const isScript =
      moduleKind === 'esm' &&
      (result.program.sourceType as string) !== 'module' &&
      firstError(oxcParser().parseSync(filename, text, { ...options, sourceType: 'module' })) !== undefined;
    return toSource(filename, text, result, isScript ? 'script' : moduleKind, { modules, types });
  }
  const { line, column } = lineStarts(text).position(best?.offset ?? 0);
  throw new ParseError(`${line}:${column} ${best?.message ?? 'cannot be parsed'}`);
}

function toSource(
  filename: string,
  text: string,
  result: ParseResult,
  moduleKind: ModuleKind | undefined,
  { modules, types }: { readonly modules: OtherModules | undefined; readonly types: LaunchTypes | undefined },
): ParsedSource {
  const ast = result.program as unknown as Source['ast'];
  const kind: string = result.program.sourceType;
  const { visitorKeys } = visitors();
  const calls = callsOf({ ast, visitorKeys });
  const versions = installedVersions(filename);
  let scopes: Source['scopeManager'] | undefined;
  return {
    ...{ ast, calls, visitorKeys, text, filename, comments: result.comments },
    ...(versions && { versions }),
    ...(moduleKind && { moduleKind }),
    ...(modules && { modules }),
    ...(types && { types }),
    // It takes as long as all the rest, and many files name a launcher without a call that could reach it.
    get scopeManager() {
      return (scopes ??= resolveScopes(ast, kind));
    },
  };
}

function resolveScopes(ast: Source['ast'], kind: string): Source['scopeManager'] {
  try {
    return scopeManager().analyze(ast, {
      // A CommonJS module's top level is a function: its names are not globals.
      globalReturn: kind === 'commonjs',
      // No library of global types: an unresolved name is a global, which is all the analysis asks.
      lib: [],
      sourceType: kind === 'module' ? 'module' : 'script',
    });
  } catch (error) {
    if (error instanceof RangeError) throw new DepthError();
    throw error;
  }
}
