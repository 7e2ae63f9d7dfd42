/** `pnpm demo -- PATH...`: what the two tools say about somebody's own files. Nothing is written. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { EXTENSIONS, selectFiles } from '../../packages/codemod/src/files/select-files.ts';
import { buildAndSay } from './build.ts';
import { lint, type Problem } from './lint.ts';
import { CODEMOD } from './paths.ts';
import { heading, paint, plural } from './print.ts';

/**
 * Lints the paths, then shows the codemod's dry run; gives the exit code.
 * @throws UsageError when a path does not exist or there is nothing to read
 */
export async function inspectPaths(paths: readonly string[], cwd: string): Promise<number> {
  const { files, roots, notes } = selectFiles(paths, { cwd, extensions: EXTENSIONS, ignore: [] });
  for (const note of notes) console.log(paint('dim', note));
  buildAndSay();

  heading(`ESLint with the recommended preset, on ${plural(files.length, 'file')}`);
  const problems = await lintBelow(roots, files);
  for (const { file, line, column, rule, message } of problems) {
    const shown = path.relative(cwd, file);
    console.log(
      `  ${paint('bold', `${shown}:${line}:${column}`)}  ${message}${rule ? '' : paint('red', ' (not linted)')}`,
    );
  }
  console.log(`  ${plural(problems.length, 'problem')}`);

  heading('The codemod, as a dry run');
  const given = paths.map((one) => path.resolve(cwd, one));
  const { status, error } = spawnSync(process.execPath, [CODEMOD, '--diff', ...given], {
    cwd,
    stdio: 'inherit',
  });
  if (error) throw new Error(`The codemod could not be run: ${error.message}`);
  return status ?? 1;
}

/** ESLint sees no file outside its working directory, so each given root is one. */
async function lintBelow(roots: readonly string[], files: readonly string[]): Promise<Problem[]> {
  const problems: Problem[] = [];
  const left = new Set(files);
  for (const file of files) {
    if (isReadable(file)) continue;
    // ESLint would give up on all the others.
    left.delete(file);
    problems.push({ file, line: 1, column: 1, rule: null, message: 'The file may not be read.' });
  }
  for (const root of [...roots].sort((a, b) => a.length - b.length)) {
    const own = [...left].filter((file) => !path.relative(root, file).startsWith('..'));
    for (const file of own) left.delete(file);
    if (own.length === 0) continue;
    const found = await lint(own, root);
    problems.push(...found.map((problem) => ({ ...problem, file: path.join(root, problem.file) })));
  }
  return problems;
}

function isReadable(file: string): boolean {
  try {
    accessSync(file, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}
