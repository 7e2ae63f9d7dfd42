/**
 * `pnpm bench:words [FOLDER]`: how to look for a few words in many texts, which is what the rules do with every file.
 * Three ways over the same texts: from the rarest letter of each word (`mentions.ts`), from its first, and all words
 * in one regular expression. The figures are CPU time, as ratios to the first way; the best of some rounds counts.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isMentioned, part } from '../../packages/launch-sites/src/names/mentions.ts';

/** The globals and methods that every text is searched for by the preset `recommended`. */
const WORDS = ['setImmediate', 'Worker', 'SharedWorker', 'submit'];
const ROUNDS = 9;
const LONGEST = 400_000;
const ENOUGH = 60_000_000;

const mentions = WORDS.map(part);
const alternation = new RegExp(WORDS.join('|'));
const WAYS: Readonly<Record<string, (text: string) => boolean>> = {
  'from the rarest letter': (text) => mentions.some((mention) => isMentioned(text, mention)),
  'from the first letter': (text) => WORDS.some((word) => text.includes(word)),
  'one alternation': (text) => alternation.test(text),
};

const folder = process.argv[2] ?? fileURLToPath(new URL('../../node_modules/.pnpm', import.meta.url));
const texts = readTexts(folder);
const best = new Map<string, number>();
for (let round = 0; round < ROUNDS; round++)
  for (const [way, holds] of Object.entries(WAYS)) {
    const begun = process.cpuUsage();
    const found = texts.filter(holds).length;
    const { user, system } = process.cpuUsage(begun);
    if (round === 0) console.log(`${way}: in ${found} of ${texts.length} texts`);
    best.set(way, Math.min(best.get(way) ?? Infinity, user + system));
  }
const reference = best.get('from the rarest letter') ?? NaN;
for (const [way, time] of best)
  console.log(
    `${way.padEnd(24)} ${(time / 1000).toFixed(0).padStart(6)} ms  ${(time / reference).toFixed(2)}`,
  );

function readTexts(root: string): string[] {
  const found: string[] = [];
  let size = 0;
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    if (!entry.isFile() || !/(?<!\.d)\.(?:[cm]?[jt]s|tsx)$/.test(entry.name)) continue;
    if (statSync(file).size > LONGEST) continue;
    found.push(readFileSync(file, 'utf8'));
    size += found.at(-1)?.length ?? 0;
    if (size > ENOUGH) break;
  }
  return found;
}
