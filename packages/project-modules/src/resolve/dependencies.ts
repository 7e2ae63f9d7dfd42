/** Which packages can a folder's files import at all? Those that are listed for it, and those that are installed above. */
import { remembered, type OtherModules } from '@parent-overrides/launch-sites';
import { existsSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import type { ProjectFiles } from '../files/project-files.ts';
import { splitSpecifier, type Workspace, type Workspaces } from './workspace.ts';

type Reachable = NonNullable<OtherModules['reachable']>;

/** What is known of a folder: the same as of the one above it, where it has no package of its own. */
interface Folder {
  readonly listed: ReadonlySet<string>;
  /** Its `node_modules` and those above it. */
  readonly installs: readonly string[];
}

export class Dependencies {
  readonly #files: ProjectFiles;
  readonly #workspaces: Workspaces;
  readonly #folders = new Map<string, Folder>();
  readonly #reachable = new WeakMap<Folder, Reachable>();

  constructor(files: ProjectFiles, workspaces: Workspaces) {
    this.#files = files;
    this.#workspaces = workspaces;
  }

  forget(): void {
    this.#folders.clear();
  }

  /**
   * One object for all folders in which the answer is the same; undefined where nothing says what the project depends
   * on: then it may be anything.
   */
  of(directory: string): Reachable | undefined {
    const folder = this.#folder(directory);
    return folder.listed.size === 0
      ? undefined
      : remembered(this.#reachable, folder, () => reachableFrom(folder));
  }

  #folder(directory: string): Folder {
    const known = this.#folders.get(directory);
    if (known) return known;
    const parent = path.dirname(directory);
    const above: Folder = parent === directory ? { listed: new Set(), installs: [] } : this.#folder(parent);
    const found = this.#below(directory, above);
    this.#folders.set(directory, found);
    return found;
  }

  #below(directory: string, above: Folder): Folder {
    const manifest = this.#files.readRecord(path.join(directory, 'package.json'));
    const workspace = this.#workspaces.of(directory);
    const isRoot = workspace !== this.#workspaces.of(path.dirname(directory));
    const install = path.join(directory, 'node_modules');
    const hasInstall = existsSync(install);
    if (!manifest && !isRoot && !hasInstall) return above;
    const manifests = [
      manifest ?? {},
      ...(isRoot ? [...workspace.values()].map(({ content }) => content) : []),
    ];
    return {
      listed: new Set([...above.listed, ...manifests.flatMap((each) => listedIn(each, workspace))]),
      installs: hasInstall ? [install, ...above.installs] : above.installs,
    };
  }
}

function reachableFrom({ listed, installs }: Folder): Reachable {
  const answers = new Map<string, boolean>();
  const isInstalled = (name: string): boolean => installs.some((at) => existsSync(path.join(at, name)));
  return {
    has: (module) => {
      if (isBuiltin(module)) return true;
      const name = splitSpecifier(module)?.name ?? module;
      return remembered(answers, name, () => listed.has(name) || isInstalled(name));
    },
  };
}

const FIELDS = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'];

/** A package of the workspace is no launcher's. */
function listedIn(manifest: Readonly<Record<string, unknown>>, workspace: Workspace): string[] {
  return FIELDS.flatMap((field) => {
    const listed = manifest[field];
    return typeof listed === 'object' && listed !== null ? Object.keys(listed) : [];
  }).filter((name) => !workspace.has(name));
}
