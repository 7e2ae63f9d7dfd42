import path from 'node:path';
import { pathToFileURL } from 'node:url';
import parser from '@typescript-eslint/parser';
import { ESLint, type Linter } from 'eslint';
import { PLUGIN } from './paths.ts';

export interface Problem {
  file: string;
  line: number;
  column: number;
  rule: string | null;
  message: string;
}

/**
 * Lints files with the built plugin's `recommended` preset and nothing else; a file that does not parse is a problem
 * without a rule.
 * @param directory where the files are; ESLint sees none outside of it
 */
export async function lint(files: readonly string[], directory: string): Promise<Problem[]> {
  const { default: plugin } = (await import(pathToFileURL(PLUGIN).href)) as {
    default: { configs: { recommended: Linter.Config } };
  };
  const eslint = new ESLint({
    cwd: directory,
    overrideConfigFile: true,
    overrideConfig: [
      {
        files: ['**/*.{js,jsx,mjs,cjs,ts,tsx,mts,cts}'],
        languageOptions: { parser, parserOptions: { ecmaFeatures: { jsx: true } } },
        linterOptions: { reportUnusedDisableDirectives: 'off' },
      },
      plugin.configs.recommended,
    ],
  });
  const results = await eslint.lintFiles([...files]);
  // A file may switch on other rules in a comment; those are not ours to report.
  const isOurs = ({ fatal, ruleId }: Linter.LintMessage) => fatal || ruleId?.startsWith('parent-overrides/');
  return results.flatMap(({ filePath, messages }) =>
    messages.filter(isOurs).map(({ line, column, ruleId, message }) => ({
      file: path.relative(directory, filePath),
      ...{ line, column, rule: ruleId, message },
    })),
  );
}
