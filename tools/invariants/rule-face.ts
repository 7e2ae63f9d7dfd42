/** The ESLint plugin as its users run it: ESLint's own Linter, espree for JavaScript, typescript-eslint for TypeScript. */
import * as typescriptParser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import plugin from '../../packages/eslint-plugin/src/index.ts';

export type ScriptKind = 'module' | 'commonjs' | 'script';

export interface Report {
  readonly line: number;
  readonly column: number;
  readonly message: string;
  /** The replacement that the suggestion to wrap makes; absent where the rule only reports. */
  readonly wrap?: { readonly range: readonly [number, number]; readonly text: string };
}

export interface Lint {
  readonly reports: readonly Report[];
  /** The kind the text was parsed as; hand it on, so that the edited text is read the same way. */
  readonly kind: ScriptKind;
}

/** By the folder that holds what is linted: ESLint lints nothing that lies outside of its own. */
const linters = new Map<string, Linter>();

function linterIn(cwd: string): Linter {
  const known = linters.get(cwd) ?? new Linter({ configType: 'flat', cwd });
  linters.set(cwd, known);
  return known;
}

// A pattern that matches everything would not make ESLint lint TypeScript.
const FILES = ['**/*.{js,cjs,mjs,jsx,ts,cts,mts,tsx}'];
const TYPESCRIPT = /\.(?:[cm]?ts|tsx)$/;

/**
 * Lints one text with every rule of the preset `recommended`.
 *
 * @param likely the kind a user's config would say; the others are tried when the text does not parse as it
 * @param cwd the project's folder, where the file is one of a project on disk
 * @returns nothing when the text does not parse as any kind
 */
export function lint(
  text: string,
  filename: string,
  likely: ScriptKind,
  cwd = process.cwd(),
): Lint | undefined {
  const kinds = TYPESCRIPT.test(filename)
    ? [likely]
    : new Set<ScriptKind>([likely, 'module', 'commonjs', 'script']);
  for (const kind of kinds) {
    const messages = linterIn(cwd).verify(text, configFor(filename, kind), { filename });
    if (messages.some(({ fatal }) => fatal)) continue;
    const unmatched = messages.find(
      // What is about the whole file has no line, whatever the types say.
      ({ ruleId, line }: { ruleId: string | null; line?: number }) => ruleId === null && line === undefined,
    );
    if (unmatched) throw new Error(`ESLint did not lint ${filename}: ${unmatched.message}`);
    const ours = messages.filter(({ ruleId }) => ruleId?.startsWith('parent-overrides/'));
    return { kind, reports: ours.map(toReport).sort(byPosition) };
  }
  return undefined;
}

export function applyReplacement(
  text: string,
  { range, text: inserted }: NonNullable<Report['wrap']>,
): string {
  return text.slice(0, range[0]) + inserted + text.slice(range[1]);
}

function toReport({ line, column, message, suggestions }: Linter.LintMessage): Report {
  const wrap = suggestions?.find(({ messageId }) => messageId === 'wrap')?.fix;
  return { line, column, message, ...(wrap && { wrap }) };
}

function byPosition(a: Report, b: Report): number {
  return a.line - b.line || a.column - b.column;
}

function configFor(filename: string, kind: ScriptKind): Linter.Config[] {
  const languageOptions: Linter.LanguageOptions = TYPESCRIPT.test(filename)
    ? { parser: typescriptParser, sourceType: kind }
    : { ecmaVersion: 'latest', sourceType: kind, parserOptions: { ecmaFeatures: { jsx: true } } };
  return [
    { ...plugin.configs.recommended, files: FILES },
    { files: FILES, languageOptions, linterOptions: { reportUnusedDisableDirectives: 'off' } },
  ];
}
