/**
 * Invariant 7 of docs/architecture.md: a program has the same launches however it is split into modules. The codemod's
 * face and the rule look at each module as they do in a project; the joined program is one file without any.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findLaunchSites, mayLaunch, resolveConfig } from '../../packages/launch-sites/src/index.ts';
import { otherModules, parseSource } from '../../packages/project-modules/src/index.ts';
import { lint } from '../invariants/rule-face.ts';
import type { SplitProgram } from './split-programs.ts';

const config = resolveConfig();

/** A launch, known by the number in its line, and its status. (Whether an edit is safe depends on the file around it.) */
type Found = ReadonlyMap<string, string>;

export interface SplitOutcome {
  readonly problems: readonly string[];
  readonly launches: number;
}

export class SplitChecker {
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'fuzz-split-'));
  #runs = 0;

  check({ files, joined, joinedName }: SplitProgram): SplitOutcome {
    // A folder for each, because names mean files, and answers about those are remembered.
    const folder = path.join(this.#folder, String(this.#runs++));
    mkdirSync(folder);
    for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
    const expected = sitesOf(joinedName, joined);
    const byCodemod = new Map<string, string>();
    const byRule = new Set<string>();
    for (const [name, text] of Object.entries(files)) {
      const file = path.join(folder, name);
      for (const [number, status] of sitesOf(file, text)) byCodemod.set(number, status);
      for (const number of reportsOf(file, text, folder)) byRule.add(number);
    }
    rmSync(folder, { recursive: true });
    const unwrapped = [...expected].filter(([, status]) => status !== 'exempt').map(([number]) => number);
    return {
      launches: expected.size,
      problems: [
        ...difference('7. the codemod', list(byCodemod), list(expected)),
        ...difference('7. the rule', [...byRule].sort(), unwrapped.sort()),
      ],
    };
  }

  close(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

function sitesOf(file: string, text: string): Found {
  const modules = otherModules(file, text, config);
  if (!mayLaunch(text, config, modules)) return new Map();
  const sites = findLaunchSites(parseSource(file, text, undefined, modules), config);
  return new Map(
    sites.map(({ range, launcher, status }) => [
      numberAt(text, text.slice(0, range[0]).split('\n').length),
      `${launcher} ${status}`,
    ]),
  );
}

function reportsOf(file: string, text: string, folder: string): string[] {
  const linted = lint(text, file, file.endsWith('.cjs') ? 'commonjs' : 'module', folder);
  if (!linted) throw new Error(`ESLint does not parse ${path.basename(file)}`);
  return linted.reports.map(({ line }) => numberAt(text, line));
}

function numberAt(text: string, line: number): string {
  const written = text.split('\n')[line - 1] ?? '';
  return /work\((\d+)\)/.exec(written)?.[1] ?? `not a use: ${written}`;
}

function list(found: Found): string[] {
  return [...found].map(([number, status]) => `${number} ${status}`).sort();
}

function difference(who: string, found: readonly string[], expected: readonly string[]): string[] {
  const [missed, invented] = [
    expected.filter((one) => !found.includes(one)),
    found.filter((one) => !expected.includes(one)),
  ];
  if (missed.length + invented.length === 0) return [];
  return [`${who} misses [${missed.join(', ')}] and has [${invented.join(', ')}] besides`];
}
