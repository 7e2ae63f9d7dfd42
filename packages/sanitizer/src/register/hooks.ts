/** Node's loader hooks for ES modules. On Node 20 they run in a thread of their own. */
import type { LoadHook } from 'node:module';
import { fileOf, prepare } from './prepare.ts';
import { isProgramFile } from './program-files.ts';

const ESM = new Set(['module', 'module-typescript']);

export const load: LoadHook = async (url, context, next) => instrumentLoaded(url, await next(url, context));

export type Loaded = Awaited<ReturnType<LoadHook>>;

/** CommonJS is instrumented where it is compiled. */
export function instrumentLoaded(url: string, loaded: Loaded): Loaded {
  const { format, source } = loaded;
  if (!ESM.has(format as string) || !source) return loaded;
  const file = fileOf(url);
  if (file === undefined || !isProgramFile(file)) return loaded;
  const text = typeof source === 'string' ? source : new TextDecoder().decode(source);
  return { ...loaded, source: prepare(file, text, 'module') };
}
