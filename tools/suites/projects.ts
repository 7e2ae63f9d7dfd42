/**
 * Which published projects the suites are: packages whose tarball ships its tests, and that launch a lot. Versions
 * are pinned in `install/package.json`, everything below them in `install/package-lock.json`.
 */
import {
  LAUNCHERS,
  type Launcher,
  type ParentOverridesSettings,
} from '../../packages/launch-sites/src/index.ts';

export type Runner = 'node' | 'mocha' | 'tape';

export interface Project {
  readonly name: string;
  readonly runner: Runner;
  /** For Node, before the runner. */
  readonly nodeArguments?: readonly string[];
  /** Every test file, relative to the package. */
  readonly tests: RegExp;
  /** Those that run without `--all`, where all of them take minutes. */
  readonly quick?: RegExp;
  /** What the project's own tests call the package: `require('..')` launches as `require('piscina')` does. */
  readonly itself?: readonly string[];
}

export const PROJECTS: readonly Project[] = [
  { name: 'fastq', runner: 'tape', tests: /^test\/(?:test|promise)\.js$/, itself: ['../'] },
  { name: 'steed', runner: 'tape', tests: /^test\.js$/ },
  { name: 'mqemitter', runner: 'node', tests: /^test\/test\.js$/ },
  { name: 'better-queue', runner: 'mocha', tests: /^test\/[^/]*\.js$/ },
  {
    name: 'bottleneck',
    runner: 'mocha',
    // The others need a Redis server.
    tests: /^test\/(?!.*redis)[^/]*\.js$/,
    itself: ['./bottleneck', '../lib/index.js'],
  },
  {
    name: 'sonic-boom',
    runner: 'node',
    tests: /^test\/[^/]*\.test\.js$/,
    quick: /^test\/(?!write|retry)[^/]*\.test\.js$/,
  },
  {
    name: 'avvio',
    runner: 'node',
    tests: /^test\/.*\.test\.js$/,
    quick: /^test\/(?:after-and|await|basic|callbacks|close|events|plugin|pretty)[^/]*\.test\.js$/,
  },
  {
    name: 'thread-stream',
    runner: 'node',
    nodeArguments: ['--expose-gc'],
    // The others need files that its build makes.
    tests: /^test\/(?!esm|transpiled|ts-)[^/]*\.test\.m?js$/,
    quick:
      /^test\/(?:base|context|end|error-flush|event|flush|post-message|ready|thread-management)\.test\.js$/,
  },
  {
    name: 'piscina',
    runner: 'node',
    nodeArguments: ['--import', 'tsx'],
    tests: /^test\/.*test\.ts$/,
    quick:
      /^test\/(?:async-context|move-test|post-task|simple-test|task-queue|test-uncaught-exception-from-handler|workers)\.test\.ts$/,
    itself: ['..', '../dist', '../..'],
  },
];

/** The launchers of the package `name`, also under the names that its own tests import it by. */
export function settingsFor({ name, itself = [] }: Project): ParentOverridesSettings {
  return { launchers: LAUNCHERS.flatMap((launcher) => renamed(launcher, name, itself)) };
}

function renamed(launcher: Launcher, name: string, itself: readonly string[]): Launcher[] {
  const own = launcher.from.filter((source) => 'module' in source && source.module === name);
  const more = own.flatMap((source) => itself.map((module) => ({ ...source, module })));
  return more.length === 0 ? [] : [{ ...launcher, from: [...launcher.from, ...more] }];
}
