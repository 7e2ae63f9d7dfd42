/**
 * One engine over a list of files, in a process of its own: `engines.ts <engine> <list.json>` prints what each file
 * took. Reading the files is not counted; parsing, analysing, editing and checking are.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import {
  applyEdits,
  findLaunchSites,
  mayLaunch,
  planEdits,
  resolveConfig,
} from '../../packages/launch-sites/src/index.ts';
import { canShareMemory, shareMemory } from '../../packages/project-modules/src/parse/parse-tree.ts';
import { parseSource } from '../../packages/project-modules/src/parse/parse.ts';
import { migrateText } from '../../packages/codemod/src/migrate/migrate-text.ts';
import { declaredModuleKind } from '../../packages/codemod/src/files/nearest-package.ts';

export interface FileTime {
  readonly file: string;
  readonly milliseconds: number;
  /** `failed`: the engine could not parse it. */
  readonly outcome: 'changed' | 'unchanged' | 'failed';
}

/** What is measured of one file. It gives the new text; undefined when nothing changes. */
export type Step = () => string | undefined;

/** Prepares the step, which is not measured. */
export type Engine = (file: string, text: string) => Step;

// What the codemod depends on is resolved from it.
const require = createRequire(new URL('../../packages/codemod/package.json', import.meta.url));

const ENGINES: Record<string, () => Engine> = { codemod, analysis, oxc, jscodeshift };

const [name = '', list = ''] = process.argv.slice(2);
const engine = ENGINES[name]!();
const times = (JSON.parse(readFileSync(list, 'utf8')) as string[]).map((file) => timeOne(engine, file));
process.stdout.write(JSON.stringify(times));

function timeOne(prepare: Engine, file: string): FileTime {
  const text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  let begun = performance.now();
  let outcome: FileTime['outcome'];
  try {
    const step = prepare(file, text);
    begun = performance.now();
    const result = step();
    outcome = result === undefined || result === text ? 'unchanged' : 'changed';
  } catch {
    outcome = 'failed';
  }
  return { file, milliseconds: performance.now() - begun, outcome };
}

/** What the bin does with a file: its look at the text, and the second parse and analysis that check every edit. */
function codemod(): Engine {
  const config = resolveConfig();
  shareMemory(canShareMemory(1));
  return (filename, text) => () =>
    mayLaunch(text, config)
      ? migrateText({
          filename,
          text,
          config,
          moduleKind: declaredModuleKind(filename),
          otherEnds: () => undefined,
        }).text
      : undefined;
}

/** Finding and planning alone, on a tree that is parsed and whose scopes are resolved. */
function analysis(): Engine {
  const config = resolveConfig();
  return (filename, text) => {
    if (!mayLaunch(text, config)) return () => undefined;
    const source = parseSource(filename, text, declaredModuleKind(filename));
    // Resolved when they are first read.
    if (source.scopeManager.scopes.length === 0) throw new Error(`${filename} has no scopes`);
    return () => applyEdits(text, planEdits(source, config, findLaunchSites(source, config)));
  };
}

/** The floor: a tree of the same shape as the codemod's, and nothing done with it. */
function oxc(): Engine {
  const { parseSync } = require('oxc-parser') as typeof import('oxc-parser');
  return (file, text) => () => {
    // The tree is made when it is first read.
    const { program } = parseSync(file, text, { astType: 'ts', range: true });
    return program.end < 0 ? text : undefined;
  };
}

/** The peer: the same wrap written as one would with jscodeshift's own API and default parser. */
function jscodeshift(): Engine {
  const wrap = createRequire(import.meta.url)('./jscodeshift-wrap.cjs') as (
    file: { path: string; source: string },
    api: { jscodeshift: unknown },
  ) => string | undefined;
  const core: unknown = require('jscodeshift');
  return (path, source) => () => wrap({ path, source }, { jscodeshift: core });
}
