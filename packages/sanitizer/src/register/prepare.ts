/** A module's text, as a loader has it, made ready to run. */
import { statSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type * as instrumenting from '../instrument/instrument-text.ts';
import { cached, type Made } from './cache.ts';
import { fromComment } from './inline-map.ts';

const INSTRUMENT = fileURLToPath(new URL('./instrument.cjs', import.meta.url));
let loaded: typeof instrumenting | undefined;
let loading = false;
let stamp: string | undefined;

/** Which instrumenter made a text: a new version of this package makes it anew. */
function instrumenter(): string {
  if (stamp === undefined) {
    const { mtimeMs, size } = statSync(INSTRUMENT);
    stamp = `${INSTRUMENT} ${mtimeMs} ${size}`;
  }
  return stamp;
}

/**
 * @param file a path
 * @returns the text to run: instrumented with its map inside, or as it was where that cannot be
 */
export function prepare(file: string, text: string, sourceType: 'module' | 'commonjs'): string {
  return cached([instrumenter(), file, sourceType, text], () => instrumented(file, text, sourceType)) ?? text;
}

function instrumented(file: string, text: string, sourceType: 'module' | 'commonjs'): Made | undefined {
  // What the instrumenter is made of comes along here while it is loaded, if somebody included it.
  if (loading) return undefined;
  loading = true;
  // With `require`, because hooks that wait for nothing call this. The parser is not needed where all is cached.
  loaded ??= createRequire(import.meta.url)(INSTRUMENT) as typeof instrumenting;
  loading = false;
  try {
    // Only such a file lets Node's test runner be joined.
    const prelude = /['"]node:test['"]/.test(text) ? '$parentOverrides.begin(globalThis);' : undefined;
    return loaded.instrumentText(file, text, {
      ...{ sourceType, prelude, map: fromComment(file, text) },
      // As Node itself names modules in stacks.
      source: sourceType === 'module' ? pathToFileURL(file).href : file,
    });
  } catch (error) {
    if (!(error instanceof loaded.SteppedAside)) throw error;
    // Not as a warning, which a thread for hooks would still hold when the program has ended already.
    writeSync(2, `@parent-overrides/sanitizer steps aside for ${file}: ${error.message}.\n`);
    return undefined;
  }
}

/** @returns the path of a `file:` URL, and nothing for any other */
export function fileOf(url: string): string | undefined {
  return url.startsWith('file:') ? fileURLToPath(url.replace(/[?#].*$/, '')) : undefined;
}
