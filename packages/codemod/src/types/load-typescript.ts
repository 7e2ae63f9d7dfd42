/** The project's own TypeScript: its answers are those that the project's editor and linter get. */
import { createRequire } from 'node:module';
import path from 'node:path';
import type ts from 'typescript';
import { OLDEST_TYPESCRIPT } from '../bounds.ts';
import { UsageError } from '../usage-error.ts';

export type TypeScript = typeof ts;

/**
 * @param directories where to look for it, best first
 * @throws {UsageError} when none has one that can be asked
 */
export function loadTypeScript(directories: readonly string[]): TypeScript {
  for (const directory of directories) {
    const require = createRequire(path.join(directory, 'package.json'));
    let entry;
    try {
      entry = require.resolve('typescript');
    } catch {
      continue;
    }
    return checked(require(entry) as Partial<TypeScript>, entry);
  }
  throw new UsageError(
    `--types: TypeScript is not installed in ${directories[0]}. Install the project's dependencies first, or leave out --types.`,
  );
}

/** The native TypeScript, 7, can be asked by nobody else yet: what it exports is its version. */
function checked(loaded: Partial<TypeScript>, entry: string): TypeScript {
  const { version = 'of an unknown version', createProgram } = loaded;
  if (createProgram === undefined || Number.parseInt(version) < OLDEST_TYPESCRIPT)
    throw new UsageError(
      `--types: TypeScript ${version} (${entry}) cannot be asked for types. TypeScript 5 and 6 can: install one of them in the project, or leave out --types.`,
    );
  return loaded as TypeScript;
}
