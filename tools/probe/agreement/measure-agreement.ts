/** Runs probes under the sanitizer, each in a process of its own, and takes down what both say. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import type { JsonReport } from '../../../packages/sanitizer/src/report/json-report.ts';
import { buildIfStale } from '../../build-if-stale.ts';
import { ROOT } from '../../matrix/nodes.ts';
import { buildHarness } from '../build-harness.ts';
import { FAMILIES } from '../families.ts';
import { worse } from '../../../packages/codemod/src/probe/sees.ts';
import { installPackages, PACKAGES } from '../packages.ts';
import type { Probe, Seen } from '../probe.ts';
import type { Agreement } from './agreement.ts';

const REGISTER = join(ROOT, 'packages/sanitizer/dist/register.js');
/** What launches stand in. */
const APIS = join(ROOT, 'tools/probe/apis') + sep;
const LIMIT_SECONDS = 240;
/** Probes wait most of the time. */
const AT_ONCE = 3;

export interface One {
  readonly family: string;
  readonly probe: Probe;
  /** The package, as the probe names it. */
  readonly wanted: string | undefined;
}

/** Every API of every version that is probed, on the Node that runs this. */
export function allOnes(): readonly One[] {
  const major = Number(process.versions.node.split('.')[0]);
  return Object.entries(FAMILIES).flatMap(([family, probes]) =>
    probes
      .filter(({ nodes }) => nodes?.includes(major) !== false)
      .flatMap((probe) => (probe.packages ?? [undefined]).map((wanted) => ({ family, probe, wanted }))),
  );
}

/** @param onEach called with each when it is known: nothing where the probe had no answer, with the reason */
export async function measureAgreement(
  ones: readonly One[],
  onEach: (one: One, agreement: Agreement | undefined, said: string) => void,
): Promise<void> {
  installPackages();
  buildIfStale('sanitizer');
  const harness = await buildHarness('run-watched.ts');
  const folder = mkdtempSync(join(tmpdir(), 'agreement-'));
  const left = ones.map((one, index) => ({ one, report: join(folder, `${index}.json`) }));
  const work = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const { one, report } = next;
      const seen = await run(harness, one, report);
      const sees = worse(seen.together, seen.staggered);
      const answers = [seen.together, seen.staggered].filter((said) => !/^(?:failed|skipped)/.test(said));
      if (answers.length < 2) onEach(one, undefined, sees);
      else onEach(one, { ...agreementOf(one, seen, report), sees }, sees);
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function agreementOf({ family, probe }: One, { of }: Seen, report: string): Omit<Agreement, 'sees'> {
  const { findings } = JSON.parse(readFileSync(report, 'utf8')) as JsonReport;
  const isElsewhere = findings.some(({ launch }) => launch === null || !isInProbe(launch.file));
  const told = findings.map(({ kind, launch, callback }) => {
    return `${kind} ${launch?.text ?? `at no launch (${callback?.text ?? '?'})`}`;
  });
  return {
    ...{ api: probe.api, family, of },
    findings: told.sort(),
    ...(isElsewhere && { elsewhere: true as const }),
  };
}

/** What the callbacks of many probes do stands in a file of its own. */
function isInProbe(file: string): boolean {
  return file.startsWith(APIS) && !file.endsWith('task.ts');
}

/** @returns what the probe saw; why there is nothing, where the process did not get so far */
async function run(harness: string, { family, probe, wanted }: One, report: string): Promise<Seen> {
  const args = ['--import', REGISTER, harness, family, PACKAGES, probe.api, ...(wanted ? [wanted] : [])];
  const { stdout, said } = await new Promise<{ stdout: string; said: string }>((resolve) => {
    execFile(
      process.execPath,
      args,
      {
        cwd: PACKAGES,
        env: {
          ...process.env,
          NODE_NO_WARNINGS: '1',
          PARENT_OVERRIDES_REPORT: report,
          PARENT_OVERRIDES_SANITIZER: 'report',
        },
        timeout: LIMIT_SECONDS * 1000,
        killSignal: 'SIGKILL',
        maxBuffer: 64 * 1024 * 1024,
      },
      (error, out) => resolve({ stdout: out, said: error?.message.split('\n').at(-1) ?? 'no results' }),
    );
  });
  const last = stdout.trimEnd().split('\n').at(-1) ?? '';
  if (last.startsWith('{')) return JSON.parse(last) as Seen;
  const failed = `failed: ${said}`;
  return { api: probe.api, of: wanted ?? 'node', together: failed, staggered: failed };
}
