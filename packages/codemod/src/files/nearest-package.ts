import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { remembered, type ModuleKind } from '@parent-overrides/launch-sites';

export interface PackageFile {
  readonly directory: string;
  readonly content: Readonly<Record<string, unknown>>;
}

const packages = new Map<string, PackageFile | undefined>();

/** The nearest `package.json` at or above `directory`; one that is not JSON counts as absent. */
export function nearestPackage(directory: string): PackageFile | undefined {
  return remembered(packages, directory, () => {
    const parent = path.dirname(directory);
    return readPackage(directory) ?? (parent === directory ? undefined : nearestPackage(parent));
  });
}

function readPackage(directory: string): PackageFile | undefined {
  try {
    const content: unknown = JSON.parse(readFileSync(path.join(directory, 'package.json'), 'utf8'));
    if (typeof content !== 'object' || content === null || Array.isArray(content)) return undefined;
    return { directory, content: content as Record<string, unknown> };
  } catch {
    return undefined;
  }
}

/**
 * What `package.json` says about a file's module kind. Only `"type"` counts: without it a bundler may read the
 * file as ESM where Node would read CommonJS.
 */
export function declaredModuleKind(file: string): ModuleKind | undefined {
  const type = nearestPackage(path.dirname(file))?.content['type'];
  if (type === 'module') return 'esm';
  return type === 'commonjs' ? 'commonjs' : undefined;
}

const DEPENDENCIES = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'];

/** Is it listed, in whatever way? */
export function depends(content: Readonly<Record<string, unknown>>, name: string): boolean {
  return DEPENDENCIES.some((key) => {
    const listed = content[key];
    return typeof listed === 'object' && listed !== null && Object.hasOwn(listed, name);
  });
}

export function isWorkspace(directory: string): boolean {
  if (existsSync(path.join(directory, 'pnpm-workspace.yaml'))) return true;
  return listsWorkspaces(directory);
}

/** Is it the root of a workspace of npm's or Yarn's? */
export function listsWorkspaces(directory: string): boolean {
  const found = nearestPackage(directory);
  return found?.directory === directory && found.content['workspaces'] !== undefined;
}

/** The root of the workspace that a folder is in, if it is in one. */
export function workspaceRoot(directory: string): string | undefined {
  if (isWorkspace(directory)) return directory;
  const parent = path.dirname(directory);
  return parent === directory ? undefined : workspaceRoot(parent);
}
