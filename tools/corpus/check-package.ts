/** All files of one package through the invariants. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Check, checkFile, CHECKS, type Failure, type SiteLine } from '../invariants/check-file.ts';
import { isCandidate } from '../invariants/codemod-face.ts';
import type { ScriptKind } from '../invariants/rule-face.ts';
import type { InstalledPackage } from './install.ts';
import { readSourceFiles } from './source-files.ts';

export interface PackageReport {
  readonly name: string;
  readonly version: string;
  readonly files: number;
  /** Minified, or not UTF-8. */
  readonly leftOut: number;
  readonly candidates: number;
  /** Candidates that a parser does not read (Flow, templates). */
  readonly unparsed: readonly string[];
  readonly sites: readonly (SiteLine & { readonly file: string })[];
  readonly failures: readonly (Failure & { readonly file: string })[];
  readonly passed: readonly Check[];
  readonly seconds: number;
}

export function checkPackage({ name, version, directory }: InstalledPackage): PackageReport {
  const begun = performance.now();
  const { files, leftOut } = readSourceFiles(directory);
  const type = packageType(directory);
  const sites: PackageReport['sites'][number][] = [];
  const failures: PackageReport['failures'][number][] = [];
  const unparsed: string[] = [];
  let candidates = 0;
  for (const { path, text } of files) {
    if (!isCandidate(text)) continue;
    candidates++;
    const kind = scriptKindOf(path, type);
    const moduleKind = type && (type === 'module' ? 'esm' : 'commonjs');
    const outcome = checkFile({ filename: path, text, moduleKind }, kind);
    if (outcome.unparsed !== undefined) unparsed.push(`${path} (by the ${outcome.unparsed})`);
    sites.push(...outcome.sites.map((site) => ({ ...site, file: path })));
    failures.push(...outcome.failures.map((failure) => ({ ...failure, file: path })));
  }
  const failed = new Set(failures.map(({ check }) => check));
  const passed = (Object.keys(CHECKS) as Check[]).filter((check) => !failed.has(check));
  const seconds = (performance.now() - begun) / 1000;
  return {
    name,
    version,
    files: files.length,
    leftOut,
    candidates,
    unparsed,
    sites,
    failures,
    passed,
    seconds,
  };
}

type PackageType = 'module' | 'commonjs' | undefined;

function packageType(directory: string): PackageType {
  return (JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as { type?: PackageType }).type;
}

/** What a careful user's ESLint config says: the file's ending, else the package's `"type"`. */
function scriptKindOf(path: string, type: PackageType): ScriptKind {
  if (/\.(?:[cm]?ts|tsx|mjs)$/.test(path)) return 'module';
  if (path.endsWith('.cjs')) return 'commonjs';
  return type ?? 'commonjs';
}
