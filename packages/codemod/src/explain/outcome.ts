/** What a run would do with one launch, with the files that are on disk. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  applyEdits,
  planReceiver,
  type LaunchConfig,
  type LaunchExplanation,
  type LaunchSite,
  type OtherEnd,
} from '@parent-overrides/launch-sites';
import { LINES_AROUND_EDIT } from '../bounds.ts';
import { declaredModuleKind } from '../files/nearest-package.ts';
import { decode } from '../files/read-source.ts';
import { selectFiles } from '../files/select-files.ts';
import { OtherEnds } from '../migrate/pair-ends.ts';
import { unifiedDiff } from '../migrate/unified-diff.ts';
import type { LineStarts } from '@parent-overrides/project-modules/line-starts';
import { otherModules, parseSource, type ParsedSource } from '@parent-overrides/project-modules';
import type { FileConfig } from '../settings/file-config.ts';
import { UsageError } from '../usage-error.ts';
import type { Outcome } from './explain-report.ts';
import { outcomesWith } from './launch-outcome.ts';

export interface ExplainedFile {
  /** Absolute. */
  readonly file: string;
  readonly source: ParsedSource;
  readonly lines: LineStarts;
  readonly config: LaunchConfig;
  /** Every launch of the file: which worker file is a script depends on all. */
  readonly sites: readonly LaunchSite[];
  readonly only?: readonly string[] | undefined;
  readonly extensions: readonly string[];
  readonly configOf: (file: string) => FileConfig;
  readonly show: (file: string) => string;
}

/** @returns what a run over the file and over what lies beside its worker files would do with a launch */
export function outcomes(asked: ExplainedFile): (launch: LaunchExplanation) => Outcome {
  const { file, source, lines, sites, config, only, extensions, configOf, show } = asked;
  const ends = new OtherEnds({ selected: selectable(extensions), configOf, only, show, diffs: false }, [
    { file, postponed: sites.flatMap(({ otherEnd }) => otherEnd ?? []) },
  ]);
  return outcomesWith({
    ...{
      shown: show(file),
      source,
      lines,
      sites,
      config,
      only,
      otherEnds: (end) => ends.look(file, end).refusal,
    },
    otherDiff: (end) => {
      const { workerFile } = ends.look(file, end);
      return workerFile === undefined ? '' : receiverDiff(asked, workerFile, end);
    },
  });
}

function receiverDiff({ config, show }: ExplainedFile, workerFile: string, end: OtherEnd): string {
  const { text } = decode(readFileSync(workerFile));
  const source = parseSource(
    workerFile,
    text,
    declaredModuleKind(workerFile),
    otherModules(workerFile, text, config),
  );
  const plan = planReceiver(source, config, end);
  if (plan.status !== 'editable') return '';
  return unifiedDiff(show(workerFile), text, applyEdits(text, plan.edit), { context: LINES_AROUND_EDIT });
}

/** Worker files that a run would edit if it were given the folders they are in: what git ignores is not among them. */
function selectable(extensions: readonly string[]): { has(file: string): boolean } {
  return {
    has: (file) => {
      const folder = path.dirname(file);
      try {
        return selectFiles([folder], { cwd: folder, extensions, ignore: [] }).files.includes(file);
      } catch (error) {
        if (error instanceof UsageError) return false;
        throw error;
      }
    },
  };
}
