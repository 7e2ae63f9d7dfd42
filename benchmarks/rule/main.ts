/**
 * `pnpm bench:rule`: what the rules cost, beside peers in the same run of ESLint over the corpus.
 *
 * Exit code 0 when the budget below holds, 1 when it does not.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mayLaunch, resolveConfig } from '../../packages/launch-sites/src/index.ts';
import { installPackages, readLock } from '../../tools/corpus/install.ts';
import { readSourceFiles } from '../../tools/corpus/source-files.ts';
import { cleanEnvironment, createHost } from '../../tools/hosts/host.ts';
import { packPlugin } from '../../tools/hosts/pack-plugin.ts';
import type { FileTimes, LintTask } from './lint-task.ts';

/** The most that the rules may take of a lint with `@eslint/js` recommended and nothing else. */
const BUDGET = { 'whole corpus': 0.01, 'files that launch': 0.03 } as const;

const OURS = [
  'parent-overrides/require-wrapper',
  'parent-overrides/no-late-capture',
  'parent-overrides/no-module-scope-capture',
];
const PEERS = [
  '@tanstack/query/exhaustive-deps',
  'n/no-deprecated-api',
  'testing-library/await-async-queries',
];

const times = await lintCorpus(await corpusTasks());
const launching = times.filter(({ reports }) => reports > 0);
const candidates = times.filter(({ candidate }) => candidate);
const holds = [
  report('whole corpus', times, BUDGET['whole corpus']),
  report('files with a launcher’s name in the text', candidates),
  report('files that launch', launching, BUDGET['files that launch']),
];
if (!holds.every(Boolean)) process.exitCode = 1;

async function corpusTasks(): Promise<LintTask[]> {
  const { installed } = await installPackages(readLock());
  const config = resolveConfig();
  return installed.flatMap(({ directory }) => {
    const { type = 'commonjs' } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as {
      type?: 'module' | 'commonjs';
    };
    return readSourceFiles(directory).files.map(({ path, text }) => ({
      file: join(directory, path),
      sourceType: /\.(?:[cm]?ts|tsx|mjs)$/.test(path) ? 'module' : path.endsWith('.cjs') ? 'commonjs' : type,
      candidate: mayLaunch(text, config),
    }));
  });
}

async function lintCorpus(tasks: LintTask[]): Promise<FileTimes[]> {
  const host = await createHost('bench', packPlugin(), {
    eslint: '10.15.0',
    '@eslint/js': '10.0.1',
    '@typescript-eslint/parser': '8.72.0',
    '@tanstack/eslint-plugin-query': '5.106.1',
    'eslint-plugin-n': '18.5.0',
    'eslint-plugin-testing-library': '7.16.2',
    typescript: '6.0.3',
  });
  const script = join(host.directory, 'lint-corpus.js');
  copyFileSync(join(import.meta.dirname, 'lint-corpus.js'), script);
  writeFileSync(join(host.directory, 'tasks.json'), JSON.stringify(tasks));
  console.log(`Linting ${tasks.length} files with ESLint 10.15.0 on Node ${process.version} ...\n`);
  execFileSync(process.execPath, ['--max-old-space-size=4096', script], {
    cwd: host.directory,
    env: cleanEnvironment(),
    stdio: 'inherit',
  });
  return JSON.parse(host.read('times.json')) as FileTimes[];
}

/** Prints one table and says whether the budget holds on these files. */
function report(title: string, files: readonly FileTimes[], budget?: number): boolean {
  const sum = (pick: (times: FileTimes) => number): number =>
    files.reduce((total, file) => total + pick(file), 0);
  const rule = (name: string): number => sum(({ rules }) => rules[name] ?? 0);
  const ours = OURS.reduce((total, name) => total + rule(name), 0);
  const peers = PEERS.map((name) => [name, rule(name)] as const);
  // Without the peers: they are here to be compared with, and would make our share look smaller.
  const lint = sum(({ total }) => total) - peers.reduce((total, [, time]) => total + time, 0);
  const row = (name: string, time: number): void => {
    const milliseconds = `${time.toFixed(1)} ms`.padStart(12);
    console.log(`  ${name.padEnd(42)}${milliseconds}${`${((100 * time) / lint).toFixed(2)} %`.padStart(10)}`);
  };
  console.log(`${title}: ${files.length} files`);
  row('lint without the peers', lint);
  row(
    '  of which parsing',
    sum(({ parse }) => parse),
  );
  row('parent-overrides, all three rules', ours);
  for (const [name, time] of peers) row(name, time);
  console.log('');
  if (budget === undefined) return true;
  const slower = peers.filter(([, time]) => time <= ours).map(([name]) => name);
  if (ours > budget * lint) console.error(`  over the budget of ${budget * 100} % on the ${title}\n`);
  if (slower.length > 0) console.error(`  not faster than ${slower.join(', ')} on the ${title}\n`);
  return ours <= budget * lint && slower.length === 0;
}
