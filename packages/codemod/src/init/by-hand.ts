/** What `init` leaves to people: configs that it does not edit, and decisions that no file tells. */
import path from 'node:path';
import { depends } from '../report/install-command.ts';
import type { Report } from '../report/report.ts';
import { outdatedEslint } from './linter.ts';
import type { Project } from './look.ts';
import { eslintBlock, oxlintBlock } from './new-config.ts';
import type { Preset } from '../settings/preset.ts';
import type { PlannedConfig } from './plan-config.ts';

const STORES_PAGE = 'https://github.com/parent-overrides/parent-overrides/blob/main/docs/stores.md';

/** @returns paragraphs; lines that begin with two blanks are code */
export function byHand(
  project: Project,
  preset: Preset,
  { plan }: PlannedConfig,
  report: Report | undefined,
): string[] {
  return [...config(project, preset, plan), ...adoptions(project, report)];
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

/** Kinds of launches that leave the thread. */
const CROSSING = new Set(['spawn', 'payload']);
const JOB_QUEUES = ['bullmq', 'bull', 'bee-queue', 'pg-boss', 'agenda'];

/**
 * A store gets into threads, pools and jobs only when it is adopted, and what of it may leave the thread is a decision
 * that no file tells: it may hold a key or a session.
 */
function adoptions({ stores, packageFile }: Project, report: Report | undefined): string[] {
  const jobs = JOB_QUEUES.find((name) => depends(packageFile.content, name));
  const launch = report?.files.flatMap((file) =>
    file.sites.filter(({ kind }) => CROSSING.has(kind)).map(({ line }) => `${file.file}:${line}`),
  )[0];
  const why = launch ?? (jobs !== undefined && `${jobs} in package.json`);
  if (!why) return [];
  const nothingCrosses = `Work leaves the thread here (${why}), and a store goes along only when it is adopted.`;
  return [
    ...stores.own.map(({ file, line, name = 'store' }) => {
      const block = [
        "import { adoptStore } from '@parent-overrides/runtime';",
        '',
        "// May its value leave the thread? 'thread', 'anywhere' (jobs too), a codec for a part of it, or not at all:",
        `adoptStore(${name}, { id: '${name}', wire: false });`,
      ];
      return `${nothingCrosses} Beside the store (${file}:${line}), decide:\n\n${indented(block.join('\n'))}\n\n${STORES_PAGE}`;
    }),
    ...(stores.packages.includes('nestjs-cls')
      ? [`${nothingCrosses} For nestjs-cls: ${STORES_PAGE}#a-tenant-in-nestjs-cls-in-threads-pools-and-jobs`]
      : []),
  ];
}

function indented(block: string): string {
  return block.replaceAll(/^(?=.)/gm, '  ');
}
