/**
 * `pnpm losses`: runs `fixtures/lost-contexts.mjs` on Node, Bun and Deno, and writes the table in `docs/faq.md` of what each loses
 * by itself. `--check` only says whether the table is what it would write.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildIfStale } from '../build-if-stale.ts';
import { hostCommand, HOSTS, type Host, type HostCommand } from './hosts.ts';
import { ROOT } from './nodes.ts';

const PAGE = join(ROOT, 'docs/faq.md');
const BEGIN = '<!-- losses: written by `pnpm losses` -->';
const END = '<!-- /losses -->';
const PROGRAM = join(import.meta.dirname, 'fixtures/lost-contexts.mjs');

/** By API: what a bare callback saw that was given as `ada`, and a wrapped one. */
type Results = Readonly<Record<string, readonly [bare: string, wrapped: string]>>;

function resultsOn(binary: string, args: readonly string[]): Results {
  const options = { cwd: ROOT, encoding: 'utf8', timeout: 120_000 } as const;
  return JSON.parse(execFileSync(binary, [...args, PROGRAM], options)) as Results;
}

/** Undefined, after saying so, where the host cannot be had: then there is nothing to compare. */
function available(host: Host): HostCommand | undefined {
  try {
    return hostCommand(host);
  } catch (error) {
    console.log(`SKIPPED: no ${host} here. ${(error as Error).message}\n\n0 passed, 0 failed`);
    return undefined;
  }
}

const inWords = (seen: string): string => (seen === 'ada' ? 'kept' : seen === 'nobody' ? 'lost' : seen);

/** The APIs that some host loses, and what a wrapper makes of it there. */
function table(results: ReadonlyMap<string, Results>): string {
  const hosts = [...results.keys()];
  const [first] = results.values();
  const lost = Object.keys(first!).filter((api) =>
    hosts.some((host) => results.get(host)![api]![0] !== 'ada'),
  );
  const cell = (host: string, api: string): string => {
    const [bare, wrapped] = results.get(host)![api]!;
    return bare === wrapped ? inWords(bare) : `${inWords(bare)}; wrapped: ${inWords(wrapped)}`;
  };
  const rows = [
    ['', ...hosts],
    hosts.map(() => '---').concat('---'),
    ...lost.map((api) => [api, ...hosts.map((host) => cell(host, api))]),
  ];
  return rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

buildIfStale('runtime');
const results = new Map([[`Node ${process.versions.node.split('.')[0]}`, resultsOn(process.execPath, [])]]);
for (const host of HOSTS) {
  const command = available(host);
  if (command === undefined) process.exit(0);
  const { name, binary, args } = command;
  results.set(
    name.replace(/^./, (letter) => letter.toUpperCase()),
    resultsOn(binary, args),
  );
}
const page = readFileSync(PAGE, 'utf8');
const [head, rest = ''] = page.split(BEGIN);
const [before, tail] = rest.split(END);
if (tail === undefined) throw new Error(`${PAGE} needs the lines ${BEGIN} and ${END}.`);
const written = table(results);
console.log(written);
if (process.argv.includes('--check')) {
  // Prettier has set the columns.
  const plain = (text: string): string => text.replaceAll(/[ -]+/g, ' ').trim();
  const same = plain(before!) === plain(written);
  console.log(
    same ? '\n1 passed, 0 failed' : `\n${PAGE} has another table: run pnpm losses.\n\n0 passed, 1 failed`,
  );
  if (!same) process.exitCode = 1;
} else writeFileSync(PAGE, `${head}${BEGIN}\n\n${written}\n\n${END}${tail}`);
