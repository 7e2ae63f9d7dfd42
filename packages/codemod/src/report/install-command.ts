import { existsSync } from 'node:fs';
import path from 'node:path';
import { detect, type DetectResult, resolveCommand } from 'package-manager-detector';
import { depends, listsWorkspaces, nearestPackage } from '../files/nearest-package.ts';

export interface InstallCommand {
  /** Where to run it. */
  readonly directory: string;
  readonly command: string;
}

/**
 * The commands that add `name` to the packages of these files that do not have it, in the words of the package
 * manager that each one uses.
 */
export async function installCommands(
  files: readonly string[],
  name: string,
  show: (file: string) => string,
): Promise<InstallCommand[]> {
  const lacking = new Set<string>();
  const homeless: string[] = [];
  for (const file of files) {
    const found = nearestPackage(path.dirname(file));
    if (!found) homeless.push(path.dirname(file));
    else if (found.content['name'] !== name && !depends(found.content, name)) lacking.add(found.directory);
  }
  // Without any package.json it is one program, whatever its folders.
  const [shortest] = homeless.toSorted((a, b) => a.length - b.length);
  if (shortest !== undefined) lacking.add(commonFolder(shortest, homeless));
  const commands = [...lacking].sort().map(async (directory): Promise<InstallCommand> => {
    const { command, args } = await addCommand(directory, [name]);
    return { directory: show(directory), command: [command, ...args].join(' ') };
  });
  return Promise.all(commands);
}

function commonFolder(from: string, folders: readonly string[]): string {
  let common = from;
  while (!folders.every((folder) => folder === common || folder.startsWith(common + path.sep))) {
    const parent = path.dirname(common);
    if (parent === common) break;
    common = parent;
  }
  return common;
}

/** How a package manager is told to add packages to the one at `directory`: of its lockfile, or else npm. */
export async function addCommand(
  directory: string,
  names: readonly string[],
  { dev = false } = {},
): Promise<{ command: string; args: string[] }> {
  const manager = await detect({ cwd: directory });
  // Deno would look for a bare name on its own registry.
  const named = manager?.agent === 'deno' ? names.map((name) => `npm:${name}`) : names;
  const wanted = [...(dev ? ['-D'] : []), ...named];
  const resolved =
    manager && resolveCommand(manager.agent, 'add', [...rootFlag(manager, directory), ...wanted]);
  return resolved ?? { command: 'npm', args: ['install', ...wanted] };
}

/** pnpm and Yarn 1 refuse to add to the root of a workspace without a flag that says it is meant. */
function rootFlag({ agent }: DetectResult, directory: string): string[] {
  if (agent.startsWith('pnpm')) return existsSync(path.join(directory, 'pnpm-workspace.yaml')) ? ['-w'] : [];
  return agent === 'yarn' && listsWorkspaces(directory) ? ['-W'] : [];
}
