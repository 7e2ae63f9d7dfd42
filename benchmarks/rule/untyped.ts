/** The preset `recommended` over the corpus, beside peers in the same run of ESLint. */
import { cpSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { mayLaunch, resolveConfig } from '../../packages/launch-sites/src/index.ts';
import { CORPUS, installPackages, readLock } from '../../tools/corpus/install.ts';
import { readSourceFiles } from '../../tools/corpus/source-files.ts';
import { benchHost, runInHost } from './bench-host.ts';
import { ESLINT, TYPESCRIPT_PARSER } from '../../tools/versions.ts';
import type { FileTimes, LintTask } from './lint-task.ts';
import { ourTime, printRow, ruleTime, sum } from './report.ts';

/** The most that the rules may take of a lint with `@eslint/js` recommended and nothing else. */
const BUDGET = { 'whole corpus': 0.01, 'files that launch': 0.03 } as const;

const PEERS = [
  '@tanstack/query/exhaustive-deps',
  'n/no-deprecated-api',
  'testing-library/await-async-queries',
];

/** Prints the tables and says whether the budget holds. */
export async function untypedHolds(): Promise<boolean> {
  const times = await lintCorpus(await corpusTasks());
  const whole = printTable('whole corpus', times);
  const names = times.filter(({ candidate }) => candidate);
  printTable('files with a launcher’s name in the text', names);
  const launching = times.filter(({ reports }) => reports > 0);
  const few = printTable('files that launch', launching);
  // Against every peer over the corpus as a whole, and there alone. The files that launch were chosen because our
  // rule reports in each of them, and makes an edit every time: a rule that finds nothing there is always cheaper.
  const slower = PEERS.filter((name) => ruleTime(times, name) <= whole.ours);
  if (slower.length > 0) console.error(`  not faster than ${slower.join(', ')} on the whole corpus\n`);
  const holds = [within('whole corpus', whole), within('files that launch', few)];
  return holds.every(Boolean) && slower.length === 0;
}

async function corpusTasks(): Promise<LintTask[]> {
  const { installed } = await installPackages(readLock());
  const config = resolveConfig();
  return installed.flatMap(({ directory }) => {
    const { type = 'commonjs' } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as {
      type?: 'module' | 'commonjs';
    };
    return readSourceFiles(directory).files.map(({ path, text }) => ({
      file: join(relative(CORPUS, directory), path),
      sourceType: /\.(?:[cm]?ts|tsx|mjs)$/.test(path) ? 'module' : path.endsWith('.cjs') ? 'commonjs' : type,
      candidate: mayLaunch(text, config),
    }));
  });
}

async function lintCorpus(tasks: LintTask[]): Promise<FileTimes[]> {
  const host = await benchHost('bench', {
    '@eslint/js': '10.0.1',
    ...TYPESCRIPT_PARSER,
    '@tanstack/eslint-plugin-query': '5.106.1',
    'eslint-plugin-n': '18.5.0',
    'eslint-plugin-testing-library': '7.16.2',
  });
  host.write('tasks.json', JSON.stringify(tasks));
  // Whole packages, as they lie on a disk: the rules look into the modules that a file imports.
  const copy = join(host.directory, 'corpus');
  rmSync(copy, { recursive: true, force: true });
  cpSync(CORPUS, copy, { recursive: true });
  console.log(`Linting ${tasks.length} files with ESLint ${ESLINT.eslint} on Node ${process.version} ...\n`);
  return runInHost(host, 'lint-corpus.js') as FileTimes[];
}

interface Cost {
  readonly ours: number;
  readonly lint: number;
}

function printTable(title: string, files: readonly FileTimes[]): Cost {
  const peers = PEERS.map((name) => [name, ruleTime(files, name)] as const);
  // Without the peers: they are here to be compared with, and would make our share look smaller.
  const lint = sum(files, ({ total }) => total) - peers.reduce((all, [, time]) => all + time, 0);
  const parsing = sum(files, ({ parse }) => parse);
  const ours = ourTime(files);
  console.log(`${title}: ${files.length} files`);
  printRow('lint without the peers', lint, lint);
  printRow('  of which parsing', parsing, lint);
  printRow('parent-overrides, all three rules', ours, lint);
  for (const [name, time] of peers) printRow(name, time, lint);
  console.log('');
  return { ours, lint };
}

function within(title: keyof typeof BUDGET, { ours, lint }: Cost): boolean {
  const holds = ours <= BUDGET[title] * lint;
  if (!holds) console.error(`  over the budget of ${BUDGET[title] * 100} % on the ${title}\n`);
  return holds;
}
