/** What `init` leaves to people: configs that it does not edit, and decisions that no file tells. */
import path from 'node:path';
import { depends } from '../files/nearest-package.ts';
import type { Report } from '../report/report.ts';
import { outdatedEslint } from './linter.ts';
import type { Project } from './look.ts';
import { eslintBlock, oxlintBlock } from './new-config.ts';
import type { Preset } from '../settings/preset.ts';
import type { PlannedConfig } from './plan-config.ts';
import type { Stores } from '../stores/find-stores.ts';
import { sentenceOn, undecidedStores, type UndecidedStore } from '../stores/undecided.ts';

const JOBS_PAGE = 'https://github.com/parent-overrides/parent-overrides/blob/main/docs/jobs.md';

/** @returns paragraphs; lines that begin with two blanks are code */
export function byHand(
  project: Project,
  preset: Preset,
  { plan }: PlannedConfig,
  report: Report | undefined,
): string[] {
  return [...config(project, preset, plan), ...stores(project, report)];
}

function config({ linter }: Project, preset: Preset, plan: PlannedConfig['plan']): string[] {
  if (linter.kind === 'biome')
    return [
      `Biome runs no plugin of ours. In CI, \`npx @parent-overrides/codemod --check .\` finds the same launches and exits with 1. Or put ESLint beside Biome for this rule alone, with an eslint.config.mjs, and run init again.`,
    ];
  if (linter.kind === 'eslintrc')
    return [
      `The plugin needs ESLint 9.15 and its flat config. \`npx @eslint/migrate-config ${path.basename(linter.file)}\` writes one from what there is; then run init again. Until then \`npx @parent-overrides/codemod --check .\` finds the same launches.`,
    ];
  const outdated = linter.kind === 'eslint' && outdatedEslint(path.dirname(linter.file));
  if (outdated)
    return [`ESLint ${outdated} is installed, and the plugin needs 9.15: update it, then run init again.`];
  if (plan.status !== 'not-understood' || !('file' in linter)) return [];
  const block = linter.kind === 'eslint' ? eslintBlock(preset) : oxlintBlock();
  return [
    `${path.basename(linter.file)} is left as it is, because ${plan.why}. Add to it:\n\n${indented(block)}`,
  ];
}

/** Those that `docs/jobs.md` speaks of. */
const JOB_LIBRARIES = ['bullmq', 'bull', 'pg-boss', 'graphile-worker', 'amqplib'];

/** What a run of the codemod says of stores, and what it does not: the presets but `strict` do not look at jobs. */
function stores(project: Project, report: Report | undefined): string[] {
  const library = JOB_LIBRARIES.find((name) => depends(project.packageFile.content, name));
  const said = report?.stores ?? [];
  const left =
    said.length > 0 || library === undefined
      ? said
      : undecidedStores(project.stores, `${library} in package.json`);
  return [
    ...left.map((store) => `${sentenceOn(store)} ${store.advice}`),
    ...(library === undefined ? [] : jobs(library, project.stores, left)),
  ];
}

/** Until it is decided: no store may be in a job, or a receiver lists what it takes out of one. */
function jobs(
  library: string,
  { adoptions, receivesJobs }: Stores,
  left: readonly UndecidedStore[],
): string[] {
  const isMeant = adoptions.some(({ anywhere }) => anywhere) && !receivesJobs;
  if (left.length === 0 && !isMeant) return [];
  return [
    `A job of ${library} carries no store by itself, and only strict looks at jobs. \`npx @parent-overrides/codemod . --dry-run --preset strict\` lists both ends, and they are done by hand: ${JOBS_PAGE}`,
  ];
}

function indented(block: string): string {
  return block.replaceAll(/^(?=.)/gm, '  ');
}
