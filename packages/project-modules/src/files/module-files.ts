/** The texts of the project's modules: read when they are asked for, and again when they have changed. */
import { readFileSync, statSync } from 'node:fs';
import { LRUCache } from 'lru-cache';

/** A module's text may be so long, in UTF-16 code units: what is longer was made by a program, for a program. */
const MAX_TEXT = 2_000_000;

/** So much text is kept, in UTF-16 code units. */
const MAX_KEPT = 16_000_000;

export interface ModuleFile {
  readonly file: string;
  readonly text: string;
}

/** Why a module cannot be looked into. */
export type Unreadable = 'cannot be read' | 'is too long to be followed';

interface Entry {
  readonly stamp: string;
  readonly content: ModuleFile | Unreadable;
  /** The round in which it was last seen to be as it was read. */
  round: number;
}

export class ModuleFiles {
  readonly #entries = new LRUCache<string, Entry>({
    maxSize: MAX_KEPT,
    sizeCalculation: ({ content }) => (typeof content === 'string' ? 0 : content.text.length) + 100,
  });
  #round = 0;
  #changes = 0;

  /** How many modules have turned out to be others than they were: what was answered before may be wrong. */
  get changes(): number {
    return this.#changes;
  }

  /** From here on every module is looked at once more, when it is asked for. */
  startRound(): void {
    this.#round++;
  }

  /** @param file absolute */
  read(file: string): ModuleFile | Unreadable {
    const known = this.#entries.get(file);
    if (known?.round === this.#round) return known.content;
    const stamp = stampOf(file);
    if (known?.stamp === stamp) {
      known.round = this.#round;
      return known.content;
    }
    if (known) this.#changes++;
    const content = readModule(file, stamp);
    this.#entries.set(file, { stamp, content, round: this.#round });
    return content;
  }
}

const MISSING = 'missing';

/** Another time or another size is another text; a file that is not there has none. */
function stampOf(file: string): string {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats?.isFile() ? `${stats.mtimeMs} ${stats.size}` : MISSING;
}

function readModule(file: string, stamp: string): ModuleFile | Unreadable {
  if (stamp === MISSING) return 'cannot be read';
  let text: string;
  try {
    text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch {
    return 'cannot be read';
  }
  if (text.length > MAX_TEXT) return 'is too long to be followed';
  return { file, text };
}
