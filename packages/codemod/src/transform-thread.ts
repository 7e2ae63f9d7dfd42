/** The jscodeshift transform's other half; transform.cjs says why it is a thread. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { workerData, type MessagePort } from 'node:worker_threads';
import { remembered, type LaunchConfig, type OtherEnd, type Refusal } from '@parent-overrides/launch-sites';
import { describe, FileError } from './migrate/migrate-file.ts';
import { migrateText, type Migration, type SiteReport } from './migrate/migrate-text.ts';
import { declaredModuleKind } from './files/nearest-package.ts';
import { otherModules, ParseError } from '@parent-overrides/project-modules';
import { decode } from './files/read-source.ts';
import { PRESETS, type Preset } from './settings/preset.ts';
import { UsageError } from './usage-error.ts';
import { configForAll } from './settings/file-config.ts';
import { idsOf } from './settings/read-configs.ts';

interface TransformRequest {
  /** Comes back with the answer. */
  readonly id: number;
  /** Absent when a test gives the text alone. */
  readonly file: string | undefined;
  readonly source: string;
  readonly options: {
    readonly only?: string | readonly string[];
    readonly preset?: string;
    readonly strict?: boolean | string;
    readonly config?: string;
  };
}

interface TransformAnswer {
  readonly error?: string;
  /** Absent when nothing changes, which jscodeshift takes to mean just that. */
  readonly source?: string | undefined;
  /** What is refused, for jscodeshift's report. */
  readonly messages: readonly string[];
  /** What became of each launch, for its statistics. */
  readonly outcomes: readonly string[];
}

const { port, answers } = workerData as { port: MessagePort; answers: Int32Array };
const configs = new Map<string, LaunchConfig>();

port.on('message', (request: TransformRequest) => {
  port.postMessage({ id: request.id, ...answer(request) });
  Atomics.add(answers, 0, 1);
  Atomics.notify(answers, 0);
});

function answer(request: TransformRequest): TransformAnswer {
  try {
    const { text, bom } = takeOffMark(request);
    const { sites, text: edited } = migrate(request, text);
    return {
      source: edited === text ? undefined : bom + edited,
      messages: sites.flatMap(refusalLine),
      outcomes: sites.map((site) => `${site.launcher} ${site.outcome}`),
    };
  } catch (error) {
    const text = (error as Error).name === 'UsageError' ? (error as Error).message : describe(error);
    return { error: text, messages: [], outcomes: [] };
  }
}

function takeOffMark({ file, source }: TransformRequest): { text: string; bom: string } {
  // jscodeshift reads every file as UTF-8; what was not leaves replacement characters, which must not be written.
  if (file !== undefined && source.includes('\uFFFD')) {
    const { notUtf8 } = decode(readFileSync(file));
    if (notUtf8) throw new FileError(`${notUtf8}. Convert it to UTF-8 first`);
  }
  return source.startsWith('\uFEFF') ? { text: source.slice(1), bom: '\uFEFF' } : { text: source, bom: '' };
}

function migrate({ file, options }: TransformRequest, text: string): Migration {
  const { only } = options;
  const isStrict = options.strict === true || options.strict === 'true';
  const config = configFor(options.config, isStrict ? 'strict' : presetNamed(options.preset));
  const common = {
    ...{ text, config, otherEnds: refuseOtherEnd },
    only: idsOf(only === undefined ? undefined : [only].flat().flatMap((ids) => ids.split(',')), [config]),
  };
  if (file !== undefined) {
    const absolute = resolve(file);
    const modules = otherModules(absolute, text, config);
    return migrateText({ ...common, filename: file, moduleKind: declaredModuleKind(absolute), modules });
  }
  try {
    return migrateText({ ...common, filename: 'source.js' });
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    return migrateText({ ...common, filename: 'source.tsx' });
  }
}

function configFor(file: string | undefined, preset: Preset | undefined): LaunchConfig {
  return remembered(configs, `${preset} ${file}`, () => configForAll(file, preset));
}

function presetNamed(name: string | undefined): Preset | undefined {
  const preset = PRESETS.find((known) => known === name);
  if (name !== undefined && !preset)
    throw new UsageError(`--preset is ${name}, but it must be one of ${PRESETS.join(', ')}.`);
  return preset;
}

function refuseOtherEnd({ file }: OtherEnd): Refusal {
  return {
    reason: 'worker-file-not-editable',
    advice: `This launch and its worker file ${file} must change together, which jscodeshift cannot do. Run \`npx @parent-overrides/codemod\` on both.`,
  };
}

function refusalLine({ outcome, refusal, line, column, callee }: SiteReport): string[] {
  return outcome === 'refused' ? [`${line}:${column} ${callee}: ${refusal?.advice}`] : [];
}
