#!/usr/bin/env node
import { availableParallelism } from 'node:os';
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import pc from 'picocolors';
import packageJson from '../package.json' with { type: 'json' };
import { progressOn } from './report/progress.ts';
import { inWords } from './files/read-source.ts';
import type { Report } from './report/report.ts';
import { run } from './run.ts';
import { EXTENSIONS } from './files/select-files.ts';
import { textReport } from './report/text-report.ts';
import { UsageError } from './usage-error.ts';

const EXIT = { done: 0, workFound: 1, someFailed: 2, usage: 3, internal: 4 };

/** More threads than this cost memory and gain nothing: the main thread collects what they find. */
const MOST_THREADS = 4;

interface Flags {
  dryRun?: boolean;
  check?: boolean;
  diff?: boolean;
  json?: boolean;
  eslint?: boolean;
  config?: string;
  ext?: string[];
  ignore?: string[];
  only?: string[];
  strict?: boolean;
  force?: boolean;
  concurrency: number;
  verbose?: boolean;
}

const HELP = `
What it does
  Finds work that is started outside the current call (setImmediate, new Worker, executor.submit, p-queue,
  p-limit, pools) and wraps it, so that it sees the settings overrides of its parent:

    setImmediate(() => evaluate(example));
    setImmediate(withParentOverrides(() => evaluate(example)));

  It adds the import and changes nothing else. A launch that cannot be wrapped safely is listed with what to do
  by hand. A pool or web Worker has two ends, which are edited together or not at all: give both files.

Files
  Inside a git repository, what git tracks or would add; elsewhere everything that .gitignore does not name.
  Never symbolic links, .d.ts files or node_modules. Files must be UTF-8. Each file is replaced at once, so an
  interrupted run leaves every file old or new. A file with uncommitted changes is not written without --force.
  Put -- before a path that begins with a dash.

Comments
  // eslint-disable-next-line parent-overrides/require-wrapper (and its other forms) keeps a launch as it is;
  so does wrapping it in withoutParentOverrides.

Exit status
  0  done, or nothing to do
  1  --check found launches to wrap
  2  some files failed; the others are written
  3  wrong usage, nothing to read, or uncommitted changes; no file was touched
  4  internal error

Examples
  $ npx @parent-overrides/codemod src --diff       show what would change, as a patch
  $ npx @parent-overrides/codemod src              change it
  $ npx @parent-overrides/codemod . --check        fail in CI while there is something to wrap
  $ npx @parent-overrides/codemod src --only setImmediate --only p-queue#add
  $ npx @parent-overrides/codemod . --eslint       as the project's ESLint config says, file by file
  $ npx @parent-overrides/codemod . --json --dry-run | jq .summary
`;

function list(value: string, before: readonly string[] = []): string[] {
  const parts = value.split(',').flatMap((part) => part.trim() || []);
  // An empty variable of a script must not mean "none of them", and pass.
  if (parts.length === 0) throw new InvalidArgumentError('It is empty.');
  return [...before, ...parts];
}

function threads(value: string): number {
  const count = Number(value);
  if (!Number.isInteger(count) || count < 1)
    throw new InvalidArgumentError('It must be a whole number from 1.');
  return count;
}

const program = new Command('parent-overrides-codemod')
  .description("Wrap launches in withParentOverrides, so that what they start keeps its parent's overrides.")
  .usage('[options] <paths...>')
  .argument('<paths...>', 'files and directories to migrate')
  .option('--dry-run', 'write nothing; report what would change')
  .option('--diff', 'write nothing; print the changes as a patch')
  .option('--check', 'write nothing; exit with 1 when there is something to change')
  .option('--json', 'print the report as JSON (see report.schema.json in this package)')
  .option('--only <launcher>', 'look for this launcher only; may be repeated', list)
  .option('--strict', 'also the launchers of the strict preset (timers, process.nextTick, any .submit)')
  .option('--config <file>', "settings as JSON, as in ESLint's settings['parent-overrides']")
  .option('--eslint', "follow the project's ESLint config (this runs its code)")
  .option('--ext <endings>', `endings of source files (default: ${EXTENSIONS.join(',')})`, list)
  .option('--ignore <pattern>', 'leave out what matches, as in .gitignore; may be repeated', collect)
  .option('--force', 'also write files with uncommitted changes')
  .option(
    '--concurrency <threads>',
    'threads that analyse',
    threads,
    Math.min(availableParallelism(), MOST_THREADS),
  )
  .option('--verbose', 'list every launch, whatever became of it')
  .version(packageJson.version)
  .helpOption('-h, --help', 'show this help')
  .addHelpText('after', HELP)
  .showHelpAfterError('Run with --help for the options.')
  .exitOverride();

function collect(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}

async function main(): Promise<number> {
  program.parse();
  const flags = program.opts<Flags>();
  if (flags.eslint && flags.config !== undefined) {
    throw new UsageError('--eslint and --config both say what to look for. Give one of them.');
  }
  const { only } = flags;
  const check = flags.check ?? false;
  const report = await run(
    {
      paths: program.args,
      cwd: process.cwd(),
      dryRun: (flags.dryRun ?? false) || check || (flags.diff ?? false),
      diff: flags.diff ?? false,
      eslint: flags.eslint ?? false,
      config: flags.config,
      extensions: flags.ext?.map(withDot) ?? EXTENSIONS,
      ignore: flags.ignore ?? [],
      only,
      strict: flags.strict ?? false,
      force: flags.force ?? false,
      concurrency: flags.concurrency,
    },
    progressOn(process.stderr),
  );
  print(report, { json: flags.json ?? false, verbose: flags.verbose ?? false, check, only });
  if (report.summary.failed > 0) return EXIT.someFailed;
  return check && report.summary.changed > 0 ? EXIT.workFound : EXIT.done;
}

function print(
  report: Report,
  { json, ...options }: { json: boolean; verbose: boolean; check: boolean; only: string[] | undefined },
): void {
  if (json) {
    process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
    return;
  }
  const patch = report.files.flatMap((file) => file.diff ?? []).join('');
  process.stdout.write(patch);
  // Beside a patch, the report must not get into the pipe to `git apply`.
  const stream = patch ? process.stderr : process.stdout;
  // picocolors takes CI for a terminal, and an absent answer for its own: a pipe gets no colours, wherever it is.
  const colors = pc.createColors(stream.isTTY ? pc.isColorSupported : false);
  stream.write(textReport(report, { colors, ...options }));
}

function withDot(ending: string): string {
  return ending.startsWith('.') ? ending : `.${ending}`;
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // `codemod ... | head` closes the pipe early; the files are written by then.
  if (error.code === 'EPIPE') return;
  process.stderr.write(`${pc.red('error:')} the report cannot be written: ${inWords(error)}.\n`);
  process.exit(EXIT.internal);
});

try {
  process.exitCode = await main();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? EXIT.done : EXIT.usage;
  } else if (error instanceof UsageError) {
    process.stderr.write(`${pc.red('error:')} ${error.message}\n`);
    process.exitCode = EXIT.usage;
  } else {
    const stack = error instanceof Error ? error.stack : String(error);
    process.stderr.write(`${pc.red('internal error:')} ${stack}\nPlease report this.\n`);
    process.exitCode = EXIT.internal;
  }
}
