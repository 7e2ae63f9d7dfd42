/** Every probe on each Node, each family in a process of its own; the results are data, `results.json`. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { nodeBinary, versionOf } from '../matrix/nodes.ts';
import { buildHarness } from './build-harness.ts';
import { FAMILIES } from './families.ts';
import { installPackages, PACKAGES } from './packages.ts';
import type { Seen } from './probe.ts';
import { merged, readResults, writeResults } from './results.ts';

/** A family takes half a minute. */
const LIMIT_SECONDS = 400;

export interface Wanted {
  readonly majors: readonly number[];
  /** Only probes with this text in their name or their packages'. */
  readonly only?: string | undefined;
  readonly date: string;
}

/** @returns what went wrong: sentences about probes that failed */
export async function measureLibraries({ majors, only, date }: Wanted): Promise<readonly string[]> {
  installPackages();
  const harness = await buildHarness();
  const known = readResults();
  const nodes = {
    ...known.nodes,
    ...Object.fromEntries(majors.map((major) => [major, versionOf(nodeBinary(major))])),
  };
  const failures: string[] = [];
  let results = known.results;
  for (const family of Object.keys(FAMILIES)) {
    // Probes wait most of the time, so the versions go side by side.
    const seen = await Promise.all(majors.map((major) => run(harness, nodeBinary(major), family, only)));
    const bySeen = new Map(majors.map((major, index) => [String(major), seen[index] ?? []]));
    const measured = merged({ ...known, nodes }, family, bySeen);
    const isMeasured = new Set(measured.map(({ api, version }) => `${api} ${version}`));
    const kept =
      only === undefined
        ? []
        : results.filter((one) => one.family === family && !isMeasured.has(`${one.api} ${one.version}`));
    results = [...results.filter((one) => one.family !== family), ...measured, ...kept];
    for (const [node, all] of bySeen)
      for (const { api, of, together, staggered } of all)
        for (const said of new Set([together, staggered]))
          if (/^(?:failed|skipped)/.test(said)) failures.push(`Node ${node}, ${of}, ${api}: ${said}`);
    // What was measured so far is worth keeping if a later family ends the run.
    writeResults({ date, nodes, results });
  }
  return failures;
}

async function run(
  harness: string,
  binary: string,
  family: string,
  only: string | undefined,
): Promise<readonly Seen[]> {
  const { stdout } = await promisify(execFile)(binary, [harness, family, PACKAGES, ...(only ? [only] : [])], {
    cwd: PACKAGES,
    // Deprecations of old packages are no news.
    env: { ...process.env, NODE_NO_WARNINGS: '1' },
    timeout: LIMIT_SECONDS * 1000,
    killSignal: 'SIGKILL',
    maxBuffer: 64 * 1024 * 1024,
  });
  const last = stdout.trimEnd().split('\n').at(-1) ?? '';
  if (last.startsWith('[')) return JSON.parse(last) as Seen[];
  throw new Error(`the family ${family} on ${binary} printed no results.`);
}
