/** The packages of a monorepo by name: what their links in `node_modules` would say if anything were installed. */
import path from 'node:path';
import type { ProjectFiles } from '../files/project-files.ts';
import { tinyglobby, yaml } from '../native.ts';

export interface WorkspacePackage {
  readonly directory: string;
  /** Its package.json. */
  readonly content: Readonly<Record<string, unknown>>;
}

export type Workspace = ReadonlyMap<string, WorkspacePackage>;

const NONE: Workspace = new Map();

export class Workspaces {
  readonly #files: ProjectFiles;
  /** By every folder that was asked for, so that one root is read once. */
  readonly #known = new Map<string, Workspace>();

  constructor(files: ProjectFiles) {
    this.#files = files;
  }

  forget(): void {
    this.#known.clear();
  }

  /** The workspace that a folder is in, its outermost root's; empty where there is none. */
  of(directory: string): Workspace {
    const cached = this.#known.get(directory);
    if (cached) return cached;
    const parent = path.dirname(directory);
    const outer = parent === directory ? NONE : this.of(parent);
    const found = outer.size > 0 ? outer : this.#read(directory);
    this.#known.set(directory, found);
    return found;
  }

  #read(root: string): Workspace {
    const patterns = this.#patternsOf(root);
    if (patterns.length === 0) return NONE;
    const byName = new Map<string, WorkspacePackage>();
    const manifests = tinyglobby().globSync(
      patterns.map((pattern) => `${pattern.replace(/\/$/, '')}/package.json`),
      { cwd: root, absolute: true, ignore: ['**/node_modules/**'], expandDirectories: false },
    );
    for (const manifest of manifests.sort()) {
      const content = this.#files.readRecord(path.normalize(manifest));
      const name = content?.['name'];
      if (content && typeof name === 'string')
        byName.set(name, { directory: path.dirname(path.normalize(manifest)), content });
    }
    return byName;
  }

  /** What pnpm, npm, Yarn and Lerna call the folders of a workspace. */
  #patternsOf(root: string): string[] {
    const manifest = this.#files.readRecord(path.join(root, 'package.json'))?.['workspaces'];
    const parseYaml = (text: string): unknown => yaml().parse(text);
    const candidates = [
      this.#files.readRecord(path.join(root, 'pnpm-workspace.yaml'), parseYaml)?.['packages'],
      Array.isArray(manifest) ? manifest : (manifest as { packages?: unknown } | undefined)?.packages,
      this.#files.readRecord(path.join(root, 'lerna.json'))?.['packages'],
    ];
    const found: unknown[] = candidates.find((candidate) => Array.isArray(candidate)) ?? [];
    return found.filter((pattern) => typeof pattern === 'string');
  }
}

/** `@acme/queues/mail` is `mail` of `@acme/queues`; undefined for what cannot be a package's name. */
export function splitSpecifier(specifier: string): { name: string; subpath: string } | undefined {
  const match = /^((?:@[^/]+\/)?[^/@.#~][^/]*)(?:\/(.+))?$/.exec(specifier);
  return match?.[1] === undefined ? undefined : { name: match[1], subpath: match[2] ?? '' };
}
