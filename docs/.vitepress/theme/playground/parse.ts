/**
 * The playground's parser. The codemod's is native code, and its WebAssembly build needs headers that static files do not
 * get. This one is ESLint's for TypeScript, from the door that typescript-eslint keeps open for its own playground.
 * `tools/docs/playground.test.ts` holds over every fixture that both lead to the same launches.
 */
import { analyze } from '@typescript-eslint/scope-manager';
import { astConverter } from '@typescript-eslint/typescript-estree/use-at-your-own-risk';
import { visitorKeys } from '@typescript-eslint/visitor-keys';
import ts from 'typescript';
import { callsOf, type Source } from '../../../../packages/launch-sites/src/index.ts';
import type { disableComments } from '../../../../packages/codemod/src/parse/disable-comments.ts';

export interface ParsedText extends Source {
  readonly calls: NonNullable<Source['calls']>;
  readonly comments: Parameters<typeof disableComments>[0];
}

/** The text is no JavaScript or TypeScript. */
export class UnreadableText extends Error {
  override readonly name = 'UnreadableText';
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

/**
 * @param filename its ending tells the language: `.cjs` is CommonJS, everything else a module
 * @throws {UnreadableText} with the place of the first mistake
 */
export function parseText(filename: string, text: string): ParsedText {
  const isCommonJs = filename.endsWith('.cjs');
  const { ast, comments } = treeOf(filename, text);
  const sourceType = isCommonJs ? 'script' : 'module';
  return {
    ...{ ast, comments, text, filename, visitorKeys, moduleKind: isCommonJs ? 'commonjs' : 'esm' },
    calls: callsOf({ ast, visitorKeys }),
    scopeManager: analyze(ast, { sourceType, globalReturn: isCommonJs, lib: [] }),
  };
}

function treeOf(filename: string, text: string): Pick<ParsedText, 'ast' | 'comments'> {
  const file = ts.createSourceFile(filename, text, ts.ScriptTarget.Latest, true, scriptKind(filename));
  let estree;
  try {
    ({ estree } = astConverter(file, SETTINGS as unknown as Parameters<typeof astConverter>[1], false));
  } catch (error) {
    throw unreadable(error);
  }
  const comments = (estree.comments ?? []).map(({ type, value, range: [start, end] }) => {
    return { type, value, start, end };
  });
  return { ast: estree, comments };
}

/** What the converter reads of its settings; the rest is about files and programs. */
const SETTINGS = { comment: true, loc: false, range: true, tokens: false, errorOnUnknownASTType: false };

/** JSX is common in `.js` files, and costs nothing where it is not. */
function scriptKind(filename: string): ts.ScriptKind {
  if (/\.[cm]?ts$/.test(filename)) return ts.ScriptKind.TS;
  return filename.endsWith('.tsx') ? ts.ScriptKind.TSX : ts.ScriptKind.JSX;
}

/** The converter's error for what TypeScript could not parse knows its place; any other is not the text's fault. */
function unreadable(error: unknown): unknown {
  if (!(error instanceof Error) || !('location' in error)) return error;
  const { start } = error.location as { start: { offset: number } };
  return new UnreadableText(error.message, start.offset);
}
