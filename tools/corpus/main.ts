/**
 * `pnpm corpus`: the rule and the codemod over published packages, checked against each other.
 *
 * Exit code 0 when every check passed, 1 when one failed, 3 when it was called wrongly.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { CHECKS, type Check } from '../invariants/check-file.ts';
import type { PackageReport } from './check-package.ts';
import { type InstalledPackage, installPackages, readLock } from './install.ts';

const USAGE = `usage: pnpm corpus [-- [NAME...] [--list] [--json FILE]]

  NAME         only these packages of tools/corpus/corpus.lock.json
  --list       print every launch site: file, launcher, outcome, reason
  --json FILE  write the whole report to FILE`;

/** Fewer than this many packages with launches in them would prove little. */
const PACKAGES_WITH_LAUNCHES = 6;
/** Of the failures of one check in one package. */
const SHOWN = 5;
const PROCESSES = Math.min(2, availableParallelism());

await main();

async function main(): Promise<void> {
  const options = readArguments();
  if (options === undefined) return void (process.exitCode = 3);
  const begun = performance.now();
  const { installed, fetched } = await installPackages(options.packages);
  console.log(`${installed.length} packages, ${fetched} fetched in ${secondsSince(begun)} s.\n`);

  printRow(['package', 'files', 'candidates', 'sites', 'edited', 'refused', 'other', 'seconds']);
  const reports = await checkAll(installed, (report) => {
    printRow([`${report.name} ${report.version}`, ...countsOf([report])]);
    if (options.list) listSites(report);
  });
  printRow(['total', ...countsOf(reports)]);
  printRemarks(reports);
  if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(reports, null, 2)}\n`);

  let failed = 0;
  for (const report of reports) failed += printFailures(report);
  let passed = reports.reduce((sum, report) => sum + report.passed.length, 0);
  if (options.whole) {
    const withLaunches = reports.filter((report) => left(report).length > 0).length;
    if (withLaunches >= PACKAGES_WITH_LAUNCHES) passed++;
    else failed++;
    console.log(
      `\nLaunches found in ${withLaunches} packages; at least ${PACKAGES_WITH_LAUNCHES} are needed.`,
    );
  }
  console.log(`${passed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
}

/** Checks in `PROCESSES` processes; `show` gets the reports in the order of the packages, each as soon as it can. */
async function checkAll(
  packages: readonly InstalledPackage[],
  show: (report: PackageReport) => void,
): Promise<PackageReport[]> {
  const reports: (PackageReport | undefined)[] = packages.map(() => undefined);
  let next = 0;
  let shown = 0;
  const work = async (): Promise<void> => {
    const child = fork(new URL('./check-process.ts', import.meta.url));
    for (let index = next++; index < packages.length; index = next++) {
      child.send(packages[index]!);
      const [report] = (await once(child, 'message')) as [PackageReport];
      reports[index] = report;
      for (let ready = reports[shown]; ready !== undefined; ready = reports[shown]) {
        show(ready);
        shown++;
      }
    }
    child.disconnect();
  };
  await Promise.all(Array.from({ length: Math.min(PROCESSES, packages.length) }, work));
  return reports.filter((report) => report !== undefined);
}

function readArguments() {
  // `pnpm corpus -- X` hands the dashes on.
  const args = process.argv.slice(2).filter((argument, index) => !(index === 0 && argument === '--'));
  const pinned = readLock();
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { list: { type: 'boolean' }, json: { type: 'string' }, help: { type: 'boolean' } },
    });
    if (values.help) {
      console.log(USAGE);
      return undefined;
    }
    const unknown = positionals.filter((name) => !pinned.some((one) => one.name === name));
    if (unknown.length > 0) {
      throw new Error(
        `not in the corpus: ${unknown.join(', ')}. It has ${pinned.map(({ name }) => name).join(', ')}`,
      );
    }
    const packages = pinned.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
    return { packages, whole: positionals.length === 0, list: values.list ?? false, json: values.json };
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${USAGE}`);
    return undefined;
  }
}

function left(report: PackageReport) {
  return report.sites.filter(({ outcome }) => outcome === 'edited' || outcome === 'refused');
}

function countsOf(reports: readonly PackageReport[]): string[] {
  const sites = reports.flatMap((report) => report.sites);
  const count = (outcome: string): number => sites.filter((site) => site.outcome === outcome).length;
  const sum = (of: (report: PackageReport) => number): number =>
    reports.reduce((total, one) => total + of(one), 0);
  const [edited, refused] = [count('edited'), count('refused')];
  return [
    ...[sum(({ files }) => files), sum(({ candidates }) => candidates), sites.length, edited, refused].map(
      String,
    ),
    String(sites.length - edited - refused),
    sum(({ seconds }) => seconds).toFixed(1),
  ];
}

function printRow([name = '', ...cells]: readonly string[]): void {
  console.log(name.padEnd(40) + cells.map((cell) => cell.padStart(11)).join(''));
}

function listSites({ sites }: PackageReport): void {
  for (const { file, line, column, launcher, callee, outcome, reason } of sites) {
    const why = reason === undefined ? '' : ` (${reason})`;
    console.log(`  ${file}:${line}:${column}  ${launcher}  ${callee}  ${outcome}${why}`);
  }
}

function printRemarks(reports: readonly PackageReport[]): void {
  const leftOut = reports.reduce((sum, report) => sum + report.leftOut, 0);
  const unparsed = reports.flatMap((report) => report.unparsed.map((file) => `  ${report.name}/${file}`));
  console.log('\nOther: wrapped, detached, exempt, or left to an eslint-disable comment.');
  console.log(`${leftOut} files were left out as minified or not UTF-8.`);
  if (unparsed.length > 0) console.log(`Not parsed and not checked:\n${unparsed.join('\n')}`);
}

/** @returns how many checks failed */
function printFailures({ name, failures }: PackageReport): number {
  const checks = [...new Set(failures.map(({ check }) => check))] as Check[];
  for (const check of checks) {
    const those = failures.filter((failure) => failure.check === check);
    console.log(`\nFAILED ${name}: ${CHECKS[check]} (${those.length} files)`);
    for (const { file, detail } of those.slice(0, SHOWN)) console.log(`  ${file}: ${detail}`);
    if (those.length > SHOWN) console.log(`  and ${those.length - SHOWN} more`);
  }
  return checks.length;
}

function secondsSince(begun: number): string {
  return ((performance.now() - begun) / 1000).toFixed(1);
}
