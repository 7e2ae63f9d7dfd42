/** Which of the launchers' modules can a project reach at all? Those that it depends on, and Node's own. */
import { existsSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import type { LaunchConfig } from '@parent-overrides/launch-sites';
import { workspaceOf } from '../resolve/workspace.ts';

interface Reachable {
  /** Undefined where nothing says what the project depends on: then it may be anything. */
  readonly reachable: ReadonlySet<string> | undefined;
}

const known = new WeakMap<LaunchConfig, Map<string, Reachable>>();

/** @param file absolute; its folder's packages, those above it, and those of its workspace count */
export function reachableModules(file: string, config: LaunchConfig): Reachable {
  const byDirectory = known.get(config) ?? new Map<string, Reachable>();
  known.set(config, byDirectory);
  const directory = path.dirname(file);
  let found = byDirectory.get(directory);
  if (!found) byDirectory.set(directory, (found = find(directory, config)));
  return found;
}

function find(directory: string, config: LaunchConfig): Reachable {
  const names = new Set(
    config.launchers.flatMap(({ from }) =>
      from.flatMap((origin) => ('module' in origin ? [origin.module] : [])),
    ),
  );
  const above = foldersAbove(directory);
  const workspace = workspaceOf(directory);
  const listed = new Set<string>();
  const manifests = [...above.map(readManifest), ...[...workspace.values()].map(({ content }) => content)];
  // A package of the workspace is no launcher's.
  for (const name of manifests.flatMap(dependenciesOf)) if (!workspace.has(name)) listed.add(name);
  if (listed.size === 0) return { reachable: undefined };
  const isThere = (name: string): boolean => {
    const [scope = '', rest = ''] = name.split('/');
    const dependency = scope.startsWith('@') ? `${scope}/${rest}` : scope;
    return (
      isBuiltin(name) ||
      listed.has(dependency) ||
      above.some((folder) => existsSync(path.join(folder, 'node_modules', dependency)))
    );
  };
  return { reachable: new Set([...names].filter(isThere).map((name) => name.replace(/^node:/, ''))) };
}

function foldersAbove(directory: string): string[] {
  const parent = path.dirname(directory);
  return parent === directory ? [directory] : [directory, ...foldersAbove(parent)];
}

function readManifest(folder: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as Record<string, unknown>;
  } catch {
    return {};
  }
}

const FIELDS = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'];

function dependenciesOf(manifest: Readonly<Record<string, unknown>>): string[] {
  return FIELDS.flatMap((field) => {
    const listed = manifest[field];
    return typeof listed === 'object' && listed !== null ? Object.keys(listed) : [];
  });
}
