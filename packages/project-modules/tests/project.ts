/** A small project on disk, and the launches that the analysis finds in it when it may look into other files. */
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  findLaunchSites,
  mayLaunch,
  resolveConfig,
  type LaunchConfig,
  type LaunchSite,
  type OtherModules,
} from '@parent-overrides/launch-sites';
import { afterAll } from 'vitest';
import { otherModules, ParseError, parseSource } from '../src/index.ts';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

export type Files = Readonly<Record<string, string>>;

export function writeFiles(folder: string, files: Files): void {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

const SOURCE = /\.[cm]?[jt]sx?$/;

export class Project {
  readonly folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'project-modules-')));
  readonly config: LaunchConfig;

  constructor(files: Files, config = resolveConfig()) {
    folders.push(this.folder);
    this.config = config;
    this.write(files);
  }

  path(name: string): string {
    return path.join(this.folder, name);
  }

  write(files: Files): void {
    writeFiles(this.folder, files);
  }

  modulesOf(name: string): OtherModules | undefined {
    return otherModules(this.path(name), readFileSync(this.path(name), 'utf8'), this.config);
  }

  sites(name: string): LaunchSite[] {
    const text = readFileSync(this.path(name), 'utf8');
    const modules = this.modulesOf(name);
    // Asked first, as a face does: a no must be right, and nothing must have been looked into yet.
    const mayHaveSites = mayLaunch(text, this.config, modules);
    let sites: LaunchSite[];
    try {
      sites = findLaunchSites(parseSource(this.path(name), text, undefined, modules), this.config);
    } catch (error) {
      if (error instanceof ParseError) return [];
      throw error;
    }
    if (sites.length > 0 && !mayHaveSites)
      throw new Error(`by its text alone, ${name} would not be looked into`);
    return sites;
  }

  /** `use.ts:3` for each launch that nobody wrapped. */
  launches(): string[] {
    const names = readdirSync(this.folder, { recursive: true, encoding: 'utf8' });
    return names
      .filter((name) => SOURCE.test(name) && !name.includes('node_modules') && !name.endsWith('.d.ts'))
      .flatMap((name) => {
        const text = readFileSync(this.path(name), 'utf8');
        return this.sites(name)
          .filter(({ status }) => status === 'unwrapped')
          .map(({ range }) => `${name}:${text.slice(0, range[0]).split('\n').length}`);
      })
      .sort();
  }
}

/** The lines that `//~` marks. */
export function marked(files: Files): string[] {
  return Object.entries(files)
    .flatMap(([name, text]) =>
      text.split('\n').flatMap((line, index) => (line.includes('//~') ? [`${name}:${index + 1}`] : [])),
    )
    .sort();
}
