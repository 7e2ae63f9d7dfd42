/** The wrapper changes no type error: what compiles with it compiles without it, and the other way round. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import type TypeScript from 'typescript';
import { describe, expect, test } from 'vitest';

const require = createRequire(import.meta.url);
const FOLDER = join(import.meta.dirname, 'transparent');
const TRADES = join(FOLDER, 'trades.ts');
const FILES = [join(FOLDER, 'launches.ts'), TRADES];
/** The oldest that is supported, and the newest of each major. */
const VERSIONS = { '5.6': 'typescript-5.6', '5.9': 'typescript-5.9', '6.0': 'typescript' };
const UNUSED_EXPECTATION = 2578;

const OPTIONS = {
  ...{ target: 'es2023', lib: ['es2023', 'esnext.disposable'], types: ['node'] },
  ...{ module: 'nodenext', moduleResolution: 'nodenext', allowImportingTsExtensions: true, noEmit: true },
  ...{ strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true },
  skipLibCheck: true,
};

/** The text with each `withParentOverrides(callback)` replaced by its callback. */
function unwrapped(ts: typeof TypeScript, path: string, text: string): string {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true);
  const cuts: [number, number][] = [];
  const visit = (node: TypeScript.Node): void => {
    if (ts.isCallExpression(node) && node.expression.getText() === 'withParentOverrides') {
      cuts.push([node.getStart(), node.arguments[0]!.getStart()], [node.arguments[0]!.end, node.end]);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  expect(cuts.length).toBeGreaterThan(0);
  return cuts
    .sort(([a], [b]) => b - a)
    .reduce((result, [start, end]) => result.slice(0, start) + result.slice(end), text);
}

/** Compiles both files and gives every error, as `file:line TScode message`. */
function compile(ts: typeof TypeScript, edit: (path: string, text: string) => string): string[] {
  const { options, errors } = ts.convertCompilerOptionsFromJson(OPTIONS, FOLDER);
  expect(errors).toEqual([]);
  const host = ts.createCompilerHost(options);
  const fromDisk = host.getSourceFile.bind(host);
  host.getSourceFile = (name, target, ...rest) =>
    FILES.includes(name)
      ? ts.createSourceFile(name, edit(name, readFileSync(name, 'utf8')), target, true)
      : fromDisk(name, target, ...rest);
  const program = ts.createProgram(FILES, options, host);
  return ts.getPreEmitDiagnostics(program).map(({ file, start, code, messageText }) => {
    const line = file ? ts.getLineAndCharacterOfPosition(file, start!).line + 1 : 0;
    const message = ts.flattenDiagnosticMessageText(messageText, ' ');
    return `${basename(file?.fileName ?? '')}:${line} TS${code} ${message}`;
  });
}

/** Where `trades.ts` expects an error, there is none without the wrapper. */
function unusedExpectations(): string[] {
  return readFileSync(TRADES, 'utf8')
    .split('\n')
    .flatMap((line, index) =>
      line.includes('@ts-expect-error')
        ? `trades.ts:${index + 1} TS${UNUSED_EXPECTATION} Unused '@ts-expect-error' directive.`
        : [],
    );
}

describe.each(Object.entries(VERSIONS))('TypeScript %s', { timeout: 120_000 }, (version, name) => {
  const ts: typeof TypeScript = require(name);

  test('is that version', () => {
    expect(ts.versionMajorMinor).toBe(version);
  });

  test('with the wrapper, launches have the errors that they should have', () => {
    expect(compile(ts, (_, text) => text)).toEqual([]);
  });

  test('without it they have the same, but for the known trades', () => {
    expect(compile(ts, (path, text) => unwrapped(ts, path, text))).toEqual(unusedExpectations());
  });
});
