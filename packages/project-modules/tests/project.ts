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
  type Source,
} from '@parent-overrides/launch-sites';
import { afterAll } from 'vitest';
import { parse } from '../../launch-sites/tests/parse.ts';
import { projectModules } from '../src/index.ts';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

export type Files = Readonly<Record<string, string>>;

const SOURCE = /\.[cm]?[jt]sx?$/;

export function parseModule(file: string, text: string, modules?: OtherModules): Source | undefined {
  try {
    const source = parse('oxc', text, {
      filename: file,
      sourceType: file.endsWith('.cjs') ? 'commonjs' : 'module',
    });
    return modules ? Object.assign(source, { modules }) : source;
  } catch {
    return undefined;
  }
}

export class Project {
  readonly folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'project-modules-')));
  readonly config: LaunchConfig;
  readonly #modulesOf: (file: string) => OtherModules | undefined;

  constructor(files: Files, config = resolveConfig()) {
    folders.push(this.folder);
    this.config = config;
    this.#modulesOf = projectModules(config, parseModule);
    this.write(files);
  }

  path(name: string): string {
    return path.join(this.folder, name);
  }

  write(files: Files): void {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(path.dirname(this.path(name)), { recursive: true });
      writeFileSync(this.path(name), text);
    }
  }

  modulesOf(name: string): OtherModules | undefined {
    return this.#modulesOf(this.path(name));
  }

  sites(name: string): LaunchSite[] {
    const text = readFileSync(this.path(name), 'utf8');
    const modules = this.modulesOf(name);
    const source = parseModule(this.path(name), text, modules);
    if (!source) throw new Error(`${name} does not parse`);
    const sites = findLaunchSites(source, this.config);
    // Whoever has no tree yet asks the text first: a no must be right.
    if (
      sites.length > 0 &&
      !(mayLaunch(text, this.config) || (mayLaunch(text, this.config, modules) && modules?.mayLead(text)))
    )
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
