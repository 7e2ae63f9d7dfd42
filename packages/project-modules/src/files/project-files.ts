/**
 * The files of the project as they are now: read when they are asked for, and again when they have changed. An editor
 * keeps a process for days, and what was true of a queue's module yesterday must not be reported today.
 */
import { readFileSync, statSync } from 'node:fs';
import { LRUCache } from 'lru-cache';
import { LONGEST_MODULE, MOST_FILES_WATCHED, MOST_TEXT_KEPT, SHARE_OF_TIME } from '../bounds.ts';

export interface ProjectFile {
  readonly file: string;
  /** Without a byte order mark. */
  readonly text: string;
}

/** Why a file cannot be looked into. */
export type Unreadable = 'cannot be read' | 'is too long to be followed';

interface Stamp {
  readonly of: string;
  /** The round in which it was last seen to be so. */
  round: number;
}

/** Of a file that is not there: that is remembered as well. */
const MISSING = 'missing';

export class ProjectFiles {
  readonly #stamps = new LRUCache<string, Stamp>({ max: MOST_FILES_WATCHED });
  readonly #contents = new LRUCache<string, ProjectFile | Unreadable>({
    maxSize: MOST_TEXT_KEPT,
    sizeCalculation: (content) => (typeof content === 'string' ? 0 : content.text.length) + 100,
  });
  #round = 0;
  #nextLook = 0;
  #changes = 0;
  #moves = 0;

  /** How many files have turned out to be others than they were: what was answered before may be wrong. */
  get changes(): number {
    return this.#changes;
  }

  /** How many of those came, went, or say how others are found: names may mean other files than they did. */
  get moves(): number {
    return this.#moves;
  }

  /** Within a round what was looked at is not looked at again. */
  get round(): number {
    return this.#round;
  }

  /**
   * From here on every file is looked at once more, when it is asked for. What was found to lead nowhere is not asked
   * for again, so now and then all are looked at: as often as costs next to nothing.
   *
   * @param lookFurther what else is to be looked at then
   */
  startRound(lookFurther: () => void): void {
    this.#round++;
    const begun = performance.now();
    if (begun < this.#nextLook) return;
    for (const file of [...this.#stamps.keys()]) this.stampOf(file);
    lookFurther();
    this.#nextLook = begun + (performance.now() - begun) / SHARE_OF_TIME;
  }

  /** What was missing is there, as whoever looks for names has found out. */
  noteMove(): void {
    this.#changes++;
    this.#moves++;
  }

  /** @param file absolute */
  read(file: string): ProjectFile | Unreadable {
    const stamp = this.stampOf(file);
    const known = this.#contents.get(file);
    if (known !== undefined) return known;
    const content = readText(file, stamp);
    this.#contents.set(file, content);
    return content;
  }

  /** What a JSON file holds; undefined where it is missing or does not parse, of which others complain. */
  readRecord(
    file: string,
    parse: (text: string) => unknown = JSON.parse,
  ): Readonly<Record<string, unknown>> | undefined {
    const content = this.read(file);
    if (typeof content === 'string') return undefined;
    try {
      const value = parse(content.text);
      return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
    } catch {
      return undefined;
    }
  }

  /** Another text has another stamp; that of a file that is not there is the same for all. */
  stampOf(file: string): string {
    const known = this.#stamps.get(file);
    if (known?.round === this.#round) return known.of;
    const now = currentStamp(file);
    if (known?.of === now) {
      known.round = this.#round;
      return now;
    }
    if (known) {
      this.#changes++;
      if (known.of === MISSING || now === MISSING || !isCode(file)) this.#moves++;
    }
    this.#contents.delete(file);
    this.#stamps.set(file, { of: now, round: this.#round });
    return now;
  }
}

/** All others that are read (package.json, tsconfig.json) say where modules are. */
function isCode(file: string): boolean {
  return /\.[cm]?[jt]sx?$/.test(file);
}

/** Another time or another size is another text. */
function currentStamp(file: string): string {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats?.isFile() ? `${stats.mtimeMs} ${stats.size}` : MISSING;
}

function readText(file: string, stamp: string): ProjectFile | Unreadable {
  if (stamp === MISSING) return 'cannot be read';
  if (Number(stamp.split(' ')[1]) > LONGEST_MODULE) return 'is too long to be followed';
  try {
    return { file, text: readFileSync(file, 'utf8').replace(/^\uFEFF/, '') };
  } catch {
    return 'cannot be read';
  }
}
