/**
 * `pnpm bench:codemod [--node 20,24]`: how fast the codemod is, beside its peer and its floor in the same run, and what
 * it needs, on each Node version.
 *
 * Exit code 0 when every bound below holds, 1 when one does not.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { LAUNCHERS, type Launcher } from '../../packages/launch-sites/src/index.ts';
import { installPackages, readLock } from '../../tools/corpus/install.ts';
import { readSourceFiles } from '../../tools/corpus/source-files.ts';
import type { FileTime } from './engines.ts';
import { nodeBinary, versionOf, wantedMajors } from '../../tools/matrix/nodes.ts';
import { makeTree } from './tree.ts';

const BOUNDS = {
  /** Times as fast as jscodeshift with its default parser. */
  fasterThanJscodeshift: 10,
  /** Times a bare oxc parse. */
  overBareParse: 2,
  /** Finding and planning alone, in bare oxc parses. */
  analysisOverBareParse: 0.5,
  /** Time per file in the largest tree, over that in the smallest. */
  growth: 1.25,
  megabytesOfMemory: 350,
  secondsToFirstFile: 0.5,
  megabytesOfInstall: 15,
};

const ROUNDS = 3;
/** Files in the smallest tree; the largest, 16 times that, has 40,000. */
const TREE = 2_500;
/** Memory is bounded by the largest file, not by the number; a source file that people write is not larger. */
const LARGEST = 300_000;

/** A launcher's global or module is in the text: as much as a search by name can tell, whoever makes it. */
const NAMES = new RegExp(
  LAUNCHERS.filter(({ preset }) => preset === 'recommended')
    .flatMap(({ from, member }) => (from.length > 0 ? from.map(nameOf) : [`\\b${member}\\b`]))
    .join('|'),
);

function nameOf(source: Launcher['from'][number]): string {
  return 'global' in source ? `\\b${source.global}\\b` : `['"\`](?:node:)?${source.module}['"\`]`;
}

const ROOT = path.join(import.meta.dirname, '../..');
const PACKAGE = path.join(ROOT, 'packages/codemod');
const BIN = path.join(PACKAGE, 'dist/cli.js');

if (!existsSync(BIN)) throw new Error('packages/codemod is not built: run `pnpm build` first');
const work = mkdtempSync(path.join(tmpdir(), 'bench-codemod-'));
let held = 0;
let failed = 0;
try {
  await main();
} finally {
  rmSync(work, { recursive: true, force: true });
}
console.log(`\n${held} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

async function main(): Promise<void> {
  const nodes = wantedMajors(process.argv.slice(2)).map(nodeBinary);
  const { installed } = await installPackages(readLock());
  const sources = installed.flatMap(({ directory }) =>
    readSourceFiles(directory).files.map(({ path: name, text }) => ({
      file: path.join(directory, name),
      size: text.length,
      candidate: NAMES.test(text),
    })),
  );
  const candidates = sources.filter(({ candidate }) => candidate).map(({ file }) => file);
  const small = sources.filter(({ size }) => size <= LARGEST).map(({ file }) => file);
  const every = small.length / TREE;
  const chosen = Array.from({ length: TREE }, (_, i) => small[Math.floor(i * every)]!);
  makeTree(path.join(work, 'tree'), chosen, path.dirname(installed[0]!.directory), 16);

  for (const node of nodes) {
    console.log(`Node ${versionOf(node)}, ${availableParallelism()} × ${cpus()[0]?.model}\n`);
    compareEngines(node, candidates, sources.length);
    growTree(node);
    startUp(node);
    console.log();
  }
  install();
}

/** Candidate files through each engine, one after the other, in fresh processes; the median round counts. */
function compareEngines(node: string, candidates: readonly string[], all: number): void {
  console.log(`${candidates.length} of ${all} files name a launcher:`);
  const rounds = Array.from({ length: ROUNDS }, () => ({
    codemod: runEngine(node, 'codemod', candidates),
    analysis: runEngine(node, 'analysis', candidates),
    oxc: runEngine(node, 'oxc', candidates),
  }));
  // Once, because it takes a minute.
  const peer = runEngine(node, 'jscodeshift', candidates);
  const parsedByPeer = new Set(peer.filter(({ outcome }) => outcome !== 'failed').map(({ file }) => file));

  row('codemod', median(rounds.map(({ codemod }) => total(codemod))), rounds[0]!.codemod);
  row(
    '  of it finding and planning',
    median(rounds.map(({ analysis }) => total(analysis))),
    rounds[0]!.analysis,
  );
  row('oxc, parse only', median(rounds.map(({ oxc }) => total(oxc))), rounds[0]!.oxc);
  row('jscodeshift, default parser', total(peer), peer);
  const both = rounds.map(({ codemod }) => total(codemod.filter(({ file }) => parsedByPeer.has(file))));
  const speed = total(peer.filter(({ file }) => parsedByPeer.has(file))) / median(both);
  const over = median(rounds.map(({ codemod, oxc }) => total(codemod) / total(oxc)));
  bound(
    `${speed.toFixed(1)} times as fast as jscodeshift on the ${parsedByPeer.size} files that it parses`,
    speed >= BOUNDS.fasterThanJscodeshift,
    `at least ${BOUNDS.fasterThanJscodeshift}`,
  );
  bound(
    `${over.toFixed(2)} times a bare parse`,
    over <= BOUNDS.overBareParse,
    `at most ${BOUNDS.overBareParse}`,
  );
  const analysis = median(rounds.map((round) => total(round.analysis) / total(round.oxc)));
  bound(
    `${analysis.toFixed(2)} times a bare parse for finding and planning`,
    analysis <= BOUNDS.analysisOverBareParse,
    `at most ${BOUNDS.analysisOverBareParse}`,
  );
}

function runEngine(node: string, name: string, files: readonly string[]): FileTime[] {
  const list = path.join(work, 'files.json');
  writeFileSync(list, JSON.stringify(files));
  const args = ['--import', 'tsx', path.join(import.meta.dirname, 'engines.ts'), name, list];
  const output = execFileSync(node, args, { cwd: ROOT, encoding: 'utf8', maxBuffer: 1 << 28 });
  return JSON.parse(output) as FileTime[];
}

function row(name: string, milliseconds: number, times: readonly FileTime[]): void {
  const count = (outcome: FileTime['outcome']): number =>
    times.filter((time) => time.outcome === outcome).length;
  console.log(
    `  ${name.padEnd(28)} ${(milliseconds / 1000).toFixed(2).padStart(7)} s ${(milliseconds / times.length).toFixed(1).padStart(7)} ms a file` +
      `   ${count('changed')} changed, ${count('failed')} not parsed`,
  );
}

/** The bin over trees of 1, 4 and 16 times the size. */
function growTree(node: string): void {
  console.log('\nThe bin, dry run:');
  const perFile = [1, 4, 16].map((copies) => {
    const paths = Array.from({ length: copies }, (_, copy) => path.join(work, 'tree', String(copy)));
    const { seconds, megabytes } = runBin(node, paths);
    const count = copies * TREE;
    console.log(
      `  ${String(count).padStart(6)} files ${seconds.toFixed(1).padStart(6)} s ${((seconds / count) * 1000).toFixed(2)} ms a file, ${megabytes.toFixed(0)} MB`,
    );
    if (copies === 16) {
      bound(
        `${megabytes.toFixed(0)} MB of memory at ${count} files`,
        megabytes < BOUNDS.megabytesOfMemory,
        `under ${BOUNDS.megabytesOfMemory}`,
      );
    }
    return seconds / count;
  });
  const growth = perFile[2]! / perFile[0]!;
  bound(
    `${growth.toFixed(2)} times the time per file at 16 times the files`,
    growth <= BOUNDS.growth,
    `at most ${BOUNDS.growth}`,
  );
}

/** @returns wall time, and the most memory that the process ever had resident */
function runBin(node: string, paths: readonly string[]): { seconds: number; megabytes: number } {
  const memory = path.join(work, 'memory');
  const note = `process.on('exit', () => require('node:fs').writeFileSync(${JSON.stringify(memory)}, String(process.resourceUsage().maxRSS)))`;
  const preload = path.join(work, 'note-memory.cjs');
  writeFileSync(preload, note);
  const begun = performance.now();
  const { status, stderr } = spawnSync(node, ['--require', preload, BIN, '--dry-run', '--json', ...paths], {
    cwd: work,
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  const seconds = (performance.now() - begun) / 1000;
  // A file of the corpus may not parse; the run is whole all the same.
  if (status !== 0 && status !== 2) throw new Error(`the bin ended with ${status}: ${stderr}`);
  return { seconds, megabytes: Number(readFileSync(memory, 'utf8')) / 1024 };
}

/** One file from nothing: the whole process, which is more than the start-up. */
function startUp(node: string): void {
  const file = path.join(work, 'one.mjs');
  writeFileSync(file, 'setImmediate(() => work());\n');
  const seconds = median(Array.from({ length: 5 }, () => runBin(node, [file]).seconds));
  console.log('\nOne file:');
  bound(
    `${seconds.toFixed(2)} s for the whole run`,
    seconds < BOUNDS.secondsToFirstFile,
    `under ${BOUNDS.secondsToFirstFile}`,
  );
}

/** The tarball in an empty project, through a cache of its own. */
function install(): void {
  console.log('A cold install:');
  const project = path.join(work, 'project');
  const npm = (cwd: string, ...args: string[]): void => {
    execFileSync('npm', [...args, '--loglevel=error', '--ignore-scripts'], {
      cwd,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  };
  npm(PACKAGE, 'pack', '--pack-destination', work);
  const tarball = readdirSync(work).find((name) => name.endsWith('.tgz'))!;
  const begun = performance.now();
  npm(
    work,
    'install',
    '--prefix',
    project,
    '--cache',
    path.join(work, 'npm-cache'),
    '--no-audit',
    '--no-fund',
    path.join(work, tarball),
  );
  const seconds = (performance.now() - begun) / 1000;
  const megabytes = sizeOf(path.join(project, 'node_modules')) / 1e6;
  bound(
    `${megabytes.toFixed(1)} MB in ${seconds.toFixed(1)} s`,
    megabytes < BOUNDS.megabytesOfInstall,
    `under ${BOUNDS.megabytesOfInstall} MB`,
  );
}

function bound(measured: string, holds: boolean, wanted: string): void {
  if (holds) held++;
  else failed++;
  console.log(`  ${holds ? 'ok  ' : 'FAIL'} ${measured} (${wanted})`);
}

function sizeOf(directory: string): number {
  return readdirSync(directory, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(path.join(entry.parentPath, entry.name)).size, 0);
}

function total(times: readonly FileTime[]): number {
  return times.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
