/**
 * The Jest transformer. It lets another one compile the file first (babel-jest, ts-jest, @swc/jest), then instruments
 * what that made:
 * `transform: { '\\.[jt]sx?$': ['@parent-overrides/sanitizer/jest', { transformer: 'ts-jest' }] }`
 */
import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SourceMapInput } from '@jridgewell/remapping';
import { instrumentText, SteppedAside } from '../instrument/instrument-text.ts';
import { PRELUDE_COMMONJS, PRELUDE_ESM } from '../instrument/prelude.ts';
import { fromComment } from '../register/inline-map.ts';
import { isProgramFile } from '../register/program-files.ts';
import { beginToReport } from '../report/take-findings.ts';
import { startWatching } from '../watch/watch.ts';
import { joinJest } from './join-jest.ts';

export interface JestOptions {
  /** Who compiles a file first: a module, or a module and its options. `false` for nobody. */
  readonly transformer?: string | readonly [string, unknown] | false;
  /** Names of installed packages whose files are instrumented as well. */
  readonly include?: readonly string[];
}

interface TransformOptions {
  readonly config: { readonly rootDir: string };
  readonly supportsStaticESM?: boolean;
  readonly transformerConfig?: unknown;
}

interface Transformed {
  code: string;
  map?: unknown;
}

interface Transformer {
  readonly process?: (text: string, file: string, options: TransformOptions) => Transformed | string;
  readonly processAsync?: (
    text: string,
    file: string,
    options: TransformOptions,
  ) => Promise<Transformed | string>;
  readonly getCacheKey?: (text: string, file: string, options: TransformOptions) => string;
  readonly createTransformer?: (options?: unknown) => Transformer;
}

const KNOWN = ['transformer', 'include'];

/** Jest keeps what a transformer made: what another version of this one did is not to be run by this one. */
const { mtimeMs, size } = statSync(fileURLToPath(import.meta.url));
const VERSION = `${mtimeMs} ${size}`;

// Jest loads its transformers in each worker, outside of the realms that tests run in.
joinJest(startWatching());
beginToReport();

/** @throws TypeError for options that it does not have */
export function createTransformer(options: JestOptions = {}): Transformer {
  const unknown = Object.keys(options).find((name) => !KNOWN.includes(name));
  if (unknown !== undefined) {
    throw new TypeError(
      `The sanitizer's Jest transformer has no option ${unknown}. It has: ${KNOWN.join(', ')}.`,
    );
  }
  let inner: Transformer | undefined;
  const first = (rootDir: string): Transformer => (inner ??= loadInner(options.transformer, rootDir));
  /** What the other one is told of its own options. */
  const told = (given: TransformOptions): TransformOptions => ({
    ...given,
    transformerConfig: typeof options.transformer === 'object' ? options.transformer[1] : {},
  });
  return {
    process(text, file, given) {
      const { process: compile } = first(given.config.rootDir);
      return finish(compile?.(text, file, told(given)) ?? text, file, given, options);
    },
    async processAsync(text, file, given) {
      const { process: compile, processAsync = compile } = first(given.config.rootDir);
      return finish((await processAsync?.(text, file, told(given))) ?? text, file, given, options);
    },
    getCacheKey(text, file, given) {
      const key = first(given.config.rootDir).getCacheKey?.(text, file, told(given)) ?? text;
      const hash = createHash('sha256').update(`${VERSION}\0${key}\0${file}\0${JSON.stringify(options)}`);
      return hash.update(String(given.supportsStaticESM)).digest('hex');
    },
  };
}

/** @throws Error when the module is not there, in the words of `require` */
function loadInner(asked: JestOptions['transformer'], rootDir: string): Transformer {
  if (asked === false) return {};
  const [name, options] = typeof asked === 'object' ? asked : [asked ?? 'babel-jest', undefined];
  const require = createRequire(path.join(rootDir, 'package.json'));
  const loaded = require(name) as Transformer & { default?: Transformer };
  const transformer = loaded.default ?? loaded;
  return transformer.createTransformer?.(options) ?? transformer;
}

function finish(
  compiled: Transformed | string,
  file: string,
  given: TransformOptions,
  { include = [] }: JestOptions,
): Transformed {
  const made = typeof compiled === 'string' ? { code: compiled } : compiled;
  if (!isProgramFile(file, include)) return made;
  const esm = given.supportsStaticESM === true && !/^\s*(?:"use strict"|'use strict')/.test(made.code);
  try {
    const instrumented = instrumentText(file, made.code, {
      map: mapOf(made) ?? fromComment(file, made.code),
      sourceType: esm ? 'module' : 'commonjs',
      prelude: esm ? PRELUDE_ESM : PRELUDE_COMMONJS,
    });
    return instrumented ?? made;
  } catch (error) {
    if (!(error instanceof SteppedAside)) throw error;
    process.emitWarning(`The sanitizer steps aside for ${file}: ${error.message}.`, 'ParentOverridesWarning');
    return made;
  }
}

function mapOf({ map }: Transformed): SourceMapInput | undefined {
  if (map === null || map === undefined || map === '') return undefined;
  return typeof map === 'string' ? (JSON.parse(map) as SourceMapInput) : (map as SourceMapInput);
}

export default { createTransformer };
