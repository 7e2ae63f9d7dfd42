/** Which linter reads the project's files, and from which config. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { nearestPackage } from '../files/nearest-package.ts';
import { ESLINT_CONFIG_FILES } from '../settings/eslint-settings.ts';

export type Linter =
  | {
      readonly kind: 'eslint' | 'oxlint' | 'biome' | 'eslintrc';
      readonly what: string;
      readonly file: string;
    }
  | { readonly kind: 'none'; readonly what: string };

const LEGACY = ['', '.js', '.cjs', '.json', '.yml', '.yaml'].map((ending) => `.eslintrc${ending}`);

/** The linters that can be told apart by a file, best for us first: an ESLint beside Biome runs our rules. */
const CONFIGS = [
  { kind: 'eslint', what: 'ESLint, flat config', names: ESLINT_CONFIG_FILES },
  { kind: 'oxlint', what: 'oxlint', names: ['.oxlintrc.json'] },
  { kind: 'eslintrc', what: 'ESLint, the old config format', names: LEGACY },
  { kind: 'biome', what: 'Biome', names: ['biome.json', 'biome.jsonc'] },
] as const;

/** @param top the last folder that is looked into on the way up */
export function findLinter(directory: string, top: string, show: (file: string) => string): Linter {
  for (const { kind, what, names } of CONFIGS) {
    const file = nearest(directory, top, names);
    if (file !== undefined) return { kind, file, what: `${what} (${show(file)})` };
  }
  const found = nearestPackage(directory);
  if (found?.content['eslintConfig'] !== undefined)
    return {
      kind: 'eslintrc',
      file: path.join(found.directory, 'package.json'),
      what: 'ESLint, the old config format (eslintConfig in package.json)',
    };
  return { kind: 'none', what: 'none (no config file of ESLint, oxlint or Biome)' };
}

function nearest(directory: string, top: string, names: readonly string[]): string | undefined {
  const found = names.map((name) => path.join(directory, name)).find((file) => existsSync(file));
  const parent = path.dirname(directory);
  if (found !== undefined || directory === top || parent === directory) return found;
  return nearest(parent, top, names);
}

const OLDEST = [9, 15] as const;

/** @returns the version of the ESLint that is installed there, if that is too old for the plugin */
export function outdatedEslint(directory: string): string | undefined {
  let version;
  try {
    const require = createRequire(path.join(directory, 'package.json'));
    ({ version } = require('eslint/package.json') as { version: string });
  } catch {
    return undefined;
  }
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]) ? version : undefined;
}
