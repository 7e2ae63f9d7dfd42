/** `explain FILE:LINE[:COLUMN]`: why each call there is a launch, or is none, and what a run would do with it. */
import { statSync } from 'node:fs';
import path from 'node:path';
import {
  explainCall,
  findLaunchSites,
  launchingAssignments,
  withoutTypes,
  type LaunchConfig,
} from '@parent-overrides/launch-sites';
import { declaredModuleKind } from '../files/nearest-package.ts';
import { decode, inWords, readBytes } from '../files/read-source.ts';
import { EXTENSIONS, selectFiles } from '../files/select-files.ts';
import { shownPath } from '../files/shown-path.ts';
import { checkEditable, describe } from '../migrate/migrate-file.ts';
import { lineStarts } from '@parent-overrides/project-modules/line-starts';
import { otherModules, parseSource, type ParsedSource } from '@parent-overrides/project-modules';
import { idsOf, readConfigs, type ConfigOptions } from '../settings/read-configs.ts';
import type { FileConfig } from '../settings/file-config.ts';
import { TypedProjects } from '../types/typed-projects.ts';
import { UsageError } from '../usage-error.ts';
import { explainedCall, type ExplainReport } from './explain-report.ts';
import { outcomes } from './outcome.ts';
import { callsAt, readPlace } from './place.ts';

export interface ExplainOptions extends ConfigOptions {
  /** As typed. */
  readonly place: string;
  readonly cwd: string;
  readonly only?: readonly string[] | undefined;
}

/**
 * Explains without writing anything.
 *
 * @throws {UsageError} when the place is none, the file cannot be read or parsed, or there is no call
 */
export async function explain(options: ExplainOptions): Promise<ExplainReport> {
  const place = readPlace(options.place);
  const show = shownPath(options.cwd);
  if (statSync(path.resolve(options.cwd, place.file), { throwIfNoEntry: false })?.isDirectory())
    throw new UsageError(`${place.file} is a folder. explain needs a file: FILE:LINE.`);
  const { files } = selectFiles([place.file], { cwd: options.cwd, extensions: EXTENSIONS, ignore: [] });
  const [file = place.file] = files;
  const configs = await readConfigs(options, files);
  const only = idsOf(options.only, configs.all);
  const own = configs.of(file);
  if ('skip' in own) return { version: 1, file: show(file), skipped: own.skip, calls: [] };

  const types = options.types && new TypedProjects(options.types, options.cwd, files);
  const { source, config } = read({ file, shown: show(file), config: own.config, types });
  const notes = types?.notes(show) ?? [];
  const lines = lineStarts(source.text);
  const asked = [...(source.calls ?? []), ...launchingAssignments(source, config)];
  const calls = callsAt(asked, lines, place, show(file), (call) => explainCall(source, config, call));
  const sites = findLaunchSites(source, config);
  const workerFiles = new Set<string>();
  const explained = (configOf: (other: string) => FileConfig): ExplainReport => {
    const about = { file, source, lines, config, sites, show, only, extensions: EXTENSIONS, configOf };
    const outcomeOf = outcomes(about);
    return {
      version: 1,
      file: show(file),
      ...(notes.length > 0 && { notes }),
      calls: calls.map((call) => explainedCall(call, lines, outcomeOf, show)),
    };
  };
  const report = explained((other) => {
    workerFiles.add(other);
    return { config };
  });
  if (!options.eslint || workerFiles.size === 0) return report;
  // ESLint's config may say something else about the files of the other ends, which are known only now.
  const all = await readConfigs(options, [...files, ...workerFiles]);
  return explained((other) => all.of(other));
}

interface Asked {
  readonly file: string;
  readonly shown: string;
  readonly config: LaunchConfig;
  readonly types: TypedProjects | undefined;
}

/** The file, and the config of what is known of it: a typed one only where there are types. */
function read({ file, shown, config: wanted, types: projects }: Asked): {
  source: ParsedSource;
  config: LaunchConfig;
} {
  let bytes;
  try {
    bytes = readBytes(file);
  } catch (error) {
    throw new UsageError(`${shown} cannot be read: ${inWords(error)}.`);
  }
  const { text, notUtf8 } = decode(bytes);
  try {
    checkEditable(text, notUtf8);
    const types = projects?.of(file, text);
    const config = types ? wanted : withoutTypes(wanted);
    const modules = otherModules(file, text, config);
    const source = parseSource(file, text, declaredModuleKind(file), modules, types?.answers);
    return { source, config };
  } catch (error) {
    throw new UsageError(`${shown} ${describe(error)}`);
  }
}
