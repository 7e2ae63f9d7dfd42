/**
 * The Vite plugin, for Vitest above all: instruments the program's own files, and lets the test fail in which a
 * callback ran as somebody else.
 */
import { fileURLToPath } from 'node:url';
import { instrumentText, SteppedAside } from '../instrument/instrument-text.ts';
import { isProgramFile } from '../register/program-files.ts';
import { beginReport } from '../report/json-report.ts';
import { reportSettings } from '../report/settings.ts';
import { PRELUDE_ESM } from '../instrument/prelude.ts';

export interface SanitizerOptions {
  /** Names of installed packages whose files are instrumented as well. */
  readonly include?: readonly string[];
}

/** As much of Vite's plugin context as is used. */
interface TransformContext {
  readonly environment?: { readonly config?: { readonly consumer?: string } };
  getCombinedSourcemap: () => unknown;
  warn: (message: string) => void;
}

/** As much of a Vitest configuration as is changed. */
interface VitestConfig {
  test?: { setupFiles?: string | string[] };
}

/** As Vite wants it; written out so that the types need no Vite. */
export interface SanitizerPlugin {
  readonly name: string;
  readonly enforce: 'post';
  readonly config: (config: object) => void;
  readonly transform: (
    this: TransformContext,
    code: string,
    id: string,
    options?: { ssr?: boolean },
  ) => { code: string; map: string } | undefined;
}

const SETUP = fileURLToPath(new URL('./vitest-setup.js', import.meta.url));
const SOURCE = /\.[cm]?[jt]sx?$/;

/** @throws TypeError for options that it does not have */
export default function sanitizer(options: SanitizerOptions = {}): SanitizerPlugin {
  const unknown = Object.keys(options).find((name) => name !== 'include');
  if (unknown !== undefined) throw new TypeError(`The sanitizer has no option ${unknown}. It has: include.`);
  const include = options.include ?? [];
  return {
    name: '@parent-overrides/sanitizer',
    // What other plugins look for in a file is still there.
    enforce: 'post',
    config(config: VitestConfig) {
      config.test ??= {};
      // Before the project's own: what those load of the program would run unwatched, and for good.
      config.test.setupFiles = [SETUP, ...[config.test.setupFiles ?? []].flat()];
      // Vitest's processes share the file. Each would make it anew for itself.
      const { file } = reportSettings();
      if (file !== undefined) beginReport(file);
    },
    transform(code, id, { ssr } = {}) {
      const file = id.replace(/[?#].*$/, '');
      const consumer = this.environment?.config?.consumer;
      // A browser has no AsyncLocalStorage.
      if (consumer === 'client' && ssr !== true && process.env['VITEST'] === undefined) return undefined;
      if (id.startsWith('\0') || !SOURCE.test(file) || !isProgramFile(file, include)) return undefined;
      try {
        const map = this.getCombinedSourcemap() as never;
        return instrumentText(file, code, { map, ownMap: true, sourceType: 'module', prelude: PRELUDE_ESM });
      } catch (error) {
        if (!(error instanceof SteppedAside)) throw error;
        this.warn(`The sanitizer steps aside for ${file}: ${error.message}.`);
        return undefined;
      }
    },
  };
}
