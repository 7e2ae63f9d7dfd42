/** What was measured, as data: `results.json`. The table, the rows and the pages are held against it by a test. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { worse } from '../../packages/codemod/src/probe/sees.ts';
import type { Seen } from './probe.ts';

const FILE = join(import.meta.dirname, 'results.json');

/** Whom a callback of one API runs as, in one version of its package. */
export interface Result {
  readonly api: string;
  readonly family: string;
  /** `node`, or the package's name. */
  readonly package: string;
  readonly version?: string;
  /** The same on every Node, or by its major. Of what happens in one turn and in requests, the worse. */
  readonly sees: string | Readonly<Record<string, string>>;
  /** Only where several callers launch in one turn. In requests that come one by one each callback was its caller's own. */
  readonly inOneTurn?: true;
}

export interface Results {
  readonly date: string;
  readonly nodes: Readonly<Record<string, string>>;
  readonly results: readonly Result[];
}

export function readResults(): Results {
  if (!existsSync(FILE)) return { date: '', nodes: {}, results: [] };
  return JSON.parse(readFileSync(FILE, 'utf8')) as Results;
}

/** One line for each, so that a difference is one line. */
export function writeResults({ date, nodes, results }: Results): void {
  const lines = results.map((result) => `    ${JSON.stringify(result)}`).join(',\n');
  writeFileSync(
    FILE,
    `{\n  "date": "${date}",\n  "nodes": ${JSON.stringify(nodes)},\n  "results": [\n${lines}\n  ]\n}\n`,
  );
}

const isNoAnswer = (sees: string): boolean => /^(?:skipped|failed)/.test(sees);
const keyOf = (api: string, of: string): string => `${api} ${of}`;

/** What was known, with what is seen now; what a machine could not measure stays as it was. */
export function merged(
  known: Results,
  family: string,
  bySeen: ReadonlyMap<string, readonly Seen[]>,
): readonly Result[] {
  const before = new Map(known.results.map((one) => [keyOf(one.api, ofOf(one)), one]));
  const all = new Map<string, { seen: Seen; byNode: Map<string, string>; isOwn: boolean }>();
  for (const [node, seen] of bySeen)
    for (const one of seen) {
      const key = keyOf(one.api, one.of);
      const entry = all.get(key) ?? {
        seen: one,
        byNode: new Map(nodesOf(before.get(key), known)),
        isOwn: true,
      };
      all.set(key, entry);
      if (isNoAnswer(one.together) || isNoAnswer(one.staggered)) continue;
      entry.byNode.set(node, worse(one.together, one.staggered));
      entry.isOwn &&= one.staggered === 'own';
    }
  return [...all.values()].flatMap(({ seen, byNode, isOwn }): Result[] => {
    const values = new Set(byNode.values());
    const [only] = values;
    if (only === undefined) return [];
    const at = seen.of.lastIndexOf('@');
    return [
      {
        ...{ api: seen.api, family },
        ...(at > 0
          ? { package: seen.of.slice(0, at), version: seen.of.slice(at + 1) }
          : { package: seen.of }),
        sees: values.size === 1 ? only : Object.fromEntries([...byNode].sort()),
        ...(isOwn && only !== 'own' && { inOneTurn: true as const }),
      },
    ];
  });
}

function ofOf({ package: name, version }: Result): string {
  return version === undefined ? name : `${name}@${version}`;
}

function nodesOf(result: Result | undefined, { nodes }: Results): [string, string][] {
  if (!result) return [];
  const { sees } = result;
  return typeof sees === 'string'
    ? Object.keys(nodes).map((node) => [node, sees] as [string, string])
    : Object.entries(sees);
}

/** The worst of all Nodes. */
export function worstOf({ sees }: Result): string {
  return typeof sees === 'string' ? sees : Object.values(sees).reduce(worse, 'own');
}
