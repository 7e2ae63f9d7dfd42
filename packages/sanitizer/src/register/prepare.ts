/** A module's text, as a loader has it, made ready to run. */
import { fileURLToPath } from 'node:url';
import { fromComment } from './inline-map.ts';
import { instrumentText, SteppedAside } from '../instrument/instrument-text.ts';

/**
 * @param file a path
 * @returns the text to run: instrumented with its map inside, or as it was where that cannot be
 */
export function prepare(file: string, text: string, sourceType: 'module' | 'commonjs' | undefined): string {
  try {
    const { code, map } = instrumentText(file, text, { sourceType, map: fromComment(file, text) });
    const inline = Buffer.from(map).toString('base64');
    return `${code}\n//# sourceMappingURL=data:application/json;base64,${inline}`;
  } catch (error) {
    if (!(error instanceof SteppedAside)) throw error;
    process.emitWarning(`The sanitizer steps aside for ${file}: ${error.message}.`, 'ParentOverridesWarning');
    return text;
  }
}

/** @returns the path of a `file:` URL, and nothing for any other */
export function fileOf(url: string): string | undefined {
  return url.startsWith('file:') ? fileURLToPath(url.replace(/[?#].*$/, '')) : undefined;
}
