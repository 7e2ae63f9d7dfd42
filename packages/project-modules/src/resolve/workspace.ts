/** The packages of a monorepo by name: what their links in `node_modules` would say if anything were installed. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { globSync } from 'tinyglobby';
import { parse } from 'yaml';

export interface WorkspacePackage {
  readonly directory: string;
  /** Its package.json. */
  readonly content: Readonly<Record<string, unknown>>;
}

type Workspace = ReadonlyMap<string, WorkspacePackage>;

const NONE: Workspace = new Map();

/** By every folder that was asked for, so that one root is read once. */
const known = new Map<string, Workspace>();

/** The workspace that a folder is in, its outermost root's; empty where there is none. */
export function workspaceOf(directory: string): Workspace {
  const cached = known.get(directory);
  if (cached) return cached;
  const parent = path.dirname(directory);
  const outer = parent === directory ? NONE : workspaceOf(parent);
  const found = outer.size > 0 ? outer : read(directory);
  known.set(directory, found);
  return found;
}

function read(root: string): Workspace {
  const patterns = patternsOf(root);
  if (patterns.length === 0) return NONE;
  const byName = new Map<string, WorkspacePackage>();
  const files = globSync(
    patterns.map((pattern) => `${pattern.replace(/\/$/, '')}/package.json`),
    { cwd: root, absolute: true, ignore: ['**/node_modules/**'], expandDirectories: false },
  );
  for (const file of files.sort()) {
    const content = readRecord(file, JSON.parse);
    const name = content?.['name'];
    if (content && typeof name === 'string') byName.set(name, { directory: path.dirname(file), content });
  }
  return byName;
}

/** What pnpm, npm, Yarn and Lerna call the folders of a workspace. */
function patternsOf(root: string): string[] {
  const manifest = readRecord(path.join(root, 'package.json'), JSON.parse)?.['workspaces'];
  const candidates = [
    readRecord(path.join(root, 'pnpm-workspace.yaml'), parse)?.['packages'],
    Array.isArray(manifest) ? manifest : (manifest as { packages?: unknown } | undefined)?.packages,
    readRecord(path.join(root, 'lerna.json'), JSON.parse)?.['packages'],
  ];
  const found: unknown[] = candidates.find((candidate) => Array.isArray(candidate)) ?? [];
  return found.filter((pattern) => typeof pattern === 'string');
}

/** A file that is not there, or that does not parse, says nothing: the package manager will complain of it. */
function readRecord(
  file: string,
  read: (text: string) => unknown,
): Readonly<Record<string, unknown>> | undefined {
  try {
    const content = read(readFileSync(file, 'utf8'));
    return typeof content === 'object' && content !== null ? (content as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** `@acme/queues/mail` is `mail` of `@acme/queues`; undefined for what cannot be a package's name. */
export function splitSpecifier(specifier: string): { name: string; subpath: string } | undefined {
  const match = /^((?:@[^/]+\/)?[^/@.#~][^/]*)(?:\/(.+))?$/.exec(specifier);
  return match?.[1] === undefined ? undefined : { name: match[1], subpath: match[2] ?? '' };
}
