/** What `init` sees in a project, each with the reason: it asks nothing that a file answers. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { detect } from 'package-manager-detector';
import { repositoryRoot } from '../files/git.ts';
import {
  depends,
  isWorkspace,
  nearestPackage,
  workspaceRoot,
  type PackageFile,
} from '../files/nearest-package.ts';
import { UsageError } from '../usage-error.ts';
import { findLinter, type Linter } from './linter.ts';
import { findStores, type Stores } from '../stores/find-stores.ts';

/** Something that was found, and where that shows. */
export interface Fact {
  readonly what: string;
  readonly why: string;
}

export interface Project {
  /** Where its package.json is. */
  readonly directory: string;
  readonly packageFile: PackageFile;
  /** The workspace's root; of a project that is no part of one, its own folder. */
  readonly root: string;
  readonly isWorkspaceRoot: boolean;
  readonly framework: Fact;
  readonly modules: Fact;
  readonly language: Fact & { readonly isTypeScript: boolean };
  readonly linter: Linter;
  readonly packageManager: Fact;
  readonly stores: Stores;
}

/** First match wins: Nest runs on Express or Fastify, and Next brings React. */
const FRAMEWORKS: readonly (readonly [dependency: string, name: string])[] = [
  ['@nestjs/core', 'NestJS'],
  ['next', 'Next.js'],
  ['fastify', 'Fastify'],
  ['hono', 'Hono'],
  ['express', 'Express'],
  ['koa', 'Koa'],
];

/**
 * @param directory absolute, without symbolic links
 * @param show how paths are printed
 * @throws {UsageError} when there is no package.json
 */
export async function lookAt(directory: string, show: (file: string) => string): Promise<Project> {
  const packageFile = nearestPackage(directory);
  if (!packageFile)
    throw new UsageError(
      `There is no package.json at or above ${show(directory)}. Run \`npm init\` first, or name the project's folder.`,
    );
  const own = packageFile.directory;
  const root = workspaceRoot(own) ?? own;
  const manager = await detect({ cwd: own });
  return {
    ...{ directory: own, packageFile, root, isWorkspaceRoot: root === own && isWorkspace(own) },
    framework: frameworkOf(packageFile),
    modules: modulesOf(packageFile),
    language: languageOf(packageFile, root, show),
    linter: findLinter(own, repositoryRoot(own) ?? root, show),
    packageManager: manager
      ? { what: manager.agent.replace(/@.*/, ''), why: 'its lockfile, or the field packageManager' }
      : { what: 'npm', why: 'no lockfile of another' },
    stores: findStores(packageFile, show),
  };
}

function frameworkOf({ content }: PackageFile): Fact {
  const found = FRAMEWORKS.find(([dependency]) => depends(content, dependency));
  return found
    ? { what: found[1], why: `${found[0]} in package.json` }
    : { what: 'none that is known', why: 'package.json lists none' };
}

function modulesOf({ content }: PackageFile): Fact {
  return content['type'] === 'module'
    ? { what: 'ES modules', why: '"type": "module" in package.json' }
    : { what: 'CommonJS, where a file does not say otherwise', why: 'no "type": "module" in package.json' };
}

function languageOf(
  { content, directory }: PackageFile,
  root: string,
  show: (file: string) => string,
): Project['language'] {
  const config = [directory, root]
    .map((folder) => path.join(folder, 'tsconfig.json'))
    .find((file) => existsSync(file));
  if (config !== undefined) return { what: 'TypeScript', why: show(config), isTypeScript: true };
  return depends(content, 'typescript')
    ? { what: 'TypeScript', why: 'typescript in package.json', isTypeScript: true }
    : { what: 'JavaScript', why: 'no tsconfig.json', isTypeScript: false };
}
