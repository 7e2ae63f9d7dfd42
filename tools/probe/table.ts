/** The table of docs/why.md: read from the page, brought up to date with what was probed, and rendered. */
import type { Probe } from './run.ts';

/** Launch site to Node version to its two cells. */
type Rows = Map<string, Map<string, string>>;

const HEAD = ['launch site', 'without the wrapper', 'with it', 'seen on Node'];

function cells({ unwrapped, wrapped, leaks }: Probe): string {
  const left = leaks.unwrapped
    ? `${unwrapped}, **shared**: a change on either side shows on the other`
    : unwrapped;
  const right = leaks.wrapped ? `${wrapped}, **shared**` : `${wrapped}, its own copy`;
  return `${left} | ${right}`;
}

function readRows(text: string): Rows {
  const rows: Rows = new Map();
  for (const line of text.split('\n')) {
    const [, site, without, wrapped, versions] = line.split('|').map((cell) => cell.trim());
    if (!versions || site === HEAD[0] || site!.startsWith('---')) continue;
    const row = rows.get(site!) ?? new Map<string, string>();
    for (const version of versions.split(', ')) row.set(version, `${without} | ${wrapped}`);
    rows.set(site!, row);
  }
  return rows;
}

/**
 * @param previous the table as the page has it: Node versions that were not probed now keep their cells
 * @param probed what each Node version (its major) showed
 * @returns one line per launch site, and one more for each set of Node versions that differ from the others
 */
export function makeTable(
  previous: string,
  probed: readonly (readonly [string, readonly Probe[]])[],
): string {
  const known = readRows(previous);
  const lines = probed[0]![1].map(({ site }) => {
    const row = known.get(site) ?? new Map<string, string>();
    for (const [version, probes] of probed)
      row.set(version, cells(probes.find((probe) => probe.site === site)!));
    const versions = [...row.keys()].sort((a, b) => Number(a) - Number(b));
    const alike = new Map<string, string[]>();
    for (const version of versions) {
      const cell = row.get(version)!;
      alike.set(cell, [...(alike.get(cell) ?? []), version]);
    }
    return [...alike].map(([cell, on]) => `| ${site} | ${cell} | ${on.join(', ')} |`).join('\n');
  });
  return [`| ${HEAD.join(' | ')} |`, '|---|---|---|---|', ...lines].join('\n');
}
