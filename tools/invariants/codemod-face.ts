/** The codemod's migration of one text, as its bin runs it, and of a single site of it. */
import {
  applyEdits,
  findLaunchSites,
  type LaunchSite,
  mayLaunch,
  type ModuleKind,
  planEdits,
  resolveConfig,
  type Source,
} from '../../packages/launch-sites/src/index.ts';
import { type Migration, migrateText } from '../../packages/codemod/src/migrate/migrate-text.ts';
import { ParseError, parseSource } from '../../packages/project-modules/src/parse/parse.ts';

const config = resolveConfig();

export interface CodemodFile {
  readonly filename: string;
  readonly text: string;
  readonly moduleKind?: ModuleKind | undefined;
}

export function isCandidate(text: string): boolean {
  return mayLaunch(text, config);
}

/** @returns nothing when the text does not parse; any other error is the codemod's and is thrown. */
export function migrate(file: CodemodFile, twoEnded: 'both-ends' | 'refused'): Migration | undefined {
  try {
    return migrateText({
      ...file,
      config,
      otherEnds: () =>
        twoEnded === 'both-ends'
          ? undefined
          : { reason: 'worker-file-not-found', advice: 'Not part of this check.' },
    });
  } catch (error) {
    if (error instanceof ParseError) return undefined;
    throw error;
  }
}

/** The sites by the search by names, and by asking about every call; parsed anew, because trees remember answers. */
export function sitesBothWays(file: CodemodFile): {
  byNames: readonly LaunchSite[];
  everywhere: readonly LaunchSite[];
} {
  const parsed = (): Source => parseSource(file.filename, file.text, file.moduleKind);
  return {
    byNames: findLaunchSites(parsed(), config),
    everywhere: findLaunchSites({ ...parsed(), asksEverywhere: true }, config),
  };
}

/** Every site that the analysis finds on the codemod's parser, and what migrating one of them alone gives. */
export function sitesOneByOne(file: CodemodFile): {
  sites: LaunchSite[];
  migrateOne: (site: LaunchSite) => string;
} {
  const source = parseSource(file.filename, file.text, file.moduleKind);
  return {
    sites: findLaunchSites(source, config),
    migrateOne: (site) => applyEdits(file.text, planEdits(source, config, [site])),
  };
}
