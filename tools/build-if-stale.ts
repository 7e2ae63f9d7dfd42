/** Tests and the demo run the built packages, and build them first when what is built is not what the sources say. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const PACKAGES = path.join(import.meta.dirname, '../packages');
const TSDOWN = createRequire(import.meta.url).resolve('tsdown/run');

/** What each package's `dist` is made from, besides its own files. */
const INLINED = {
  runtime: [],
  'eslint-plugin': ['../launch-sites/src', '../project-modules/src'],
  codemod: ['../launch-sites/src', '../project-modules/src'],
  sanitizer: ['../launch-sites/src', '../project-modules/src'],
} as const;

export type BuiltPackage = keyof typeof INLINED;
export const BUILT_PACKAGES = Object.keys(INLINED) as BuiltPackage[];

/**
 * Builds one package unless its `dist` is that of its present sources, and says whether it did.
 * @throws when the build fails
 */
export function buildIfStale(name: BuiltPackage): boolean {
  const folder = path.join(PACKAGES, name);
  const inputs = ['src', 'tsdown.config.ts', 'package.json', ...INLINED[name]];
  const build = (): void => {
    execFileSync(process.execPath, [TSDOWN, '--log-level', 'error'], { cwd: folder, stdio: 'inherit' });
  };
  return makeIfStale({ folder, inputs, output: 'dist', build });
}

export interface Recipe {
  readonly folder: string;
  /** Files and folders below `folder`. */
  readonly inputs: readonly string[];
  readonly output: string;
  readonly build: () => void;
}

/** Contents are compared, not times: those mislead when a file is saved while a build runs. */
export function makeIfStale({ folder, inputs, output, build }: Recipe): boolean {
  const stamp = path.join(folder, 'node_modules/.cache/built-from');
  const state = (): string => digest([...inputs, output].map((name) => path.join(folder, name)));
  if (read(stamp) === state()) return false;
  build();
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, state());
  return true;
}

function read(file: string): string | undefined {
  return statSync(file, { throwIfNoEntry: false })?.isFile() ? readFileSync(file, 'utf8') : undefined;
}

function digest(places: readonly string[]): string {
  const hash = createHash('sha256');
  const add = (place: string): void => {
    const stat = statSync(place, { throwIfNoEntry: false });
    hash.update(`${place}\0`);
    if (stat?.isDirectory()) for (const name of readdirSync(place).sort()) add(path.join(place, name));
    else if (stat) hash.update(readFileSync(place));
  };
  for (const place of places) add(place);
  return hash.digest('hex');
}
