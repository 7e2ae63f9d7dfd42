#!/usr/bin/env node
import { availableParallelism } from 'node:os';
import { Command, CommanderError } from 'commander';
import pc from 'picocolors';
import packageJson from '../package.json' with { type: 'json' };
import {
  collect,
  list,
  presetOf,
  threads,
  typesOf,
  WHAT,
  withDot,
  type ExplainFlags,
  type Flags,
} from './cli-options.ts';
import { explain } from './explain/explain.ts';
import { explainText } from './explain/explain-text.ts';
import { EXPLAIN_HELP, HELP, INIT_HELP, PROBE_HELP } from './help.ts';
import { runInit, type InitFlags } from './init-command.ts';
import { MOST_THREADS } from './bounds.ts';
import { probeText } from './probe/probe-text.ts';
import { runProbe } from './probe/run-probe.ts';
import { progressOn } from './report/progress.ts';
import { inWords } from './files/read-source.ts';
import type { Report } from './report/report.ts';
import { run } from './run.ts';
import { EXTENSIONS } from './files/select-files.ts';
import { textReport } from './report/text-report.ts';
import { UsageError } from './usage-error.ts';

const EXIT = { done: 0, workFound: 1, someFailed: 2, usage: 3, internal: 4 };

const program = new Command('parent-overrides-codemod')
  .description("Wrap launches in withParentOverrides, so that what they start keeps its parent's overrides.")
  .usage(
    '[options] <paths...>\n       parent-overrides-codemod explain [options] <file:line[:column]>\n       parent-overrides-codemod init [options] [folder]\n       parent-overrides-codemod probe <file>',
  )
  .argument('<paths...>', 'files and directories to migrate')
  .option('--dry-run', 'write nothing; report what would change')
  .option('--diff', 'write nothing; print the changes as a patch')
  .option('--check', 'write nothing; exit with 1 when there is something to change, or left to do by hand')
  .option('--allow-manual', 'with --check: what is left to do by hand does not count')
  .option(
    '--json',
    'print the report as JSON (see report.schema.json in this package); without --dry-run it writes the files too',
  )
  .addOption(WHAT.only)
  .addOption(WHAT.preset)
  .addOption(WHAT.strict)
  .addOption(WHAT.config)
  .addOption(WHAT.eslint)
  .addOption(WHAT.types)
  .option('--ext <endings>', `endings of source files (default: ${EXTENSIONS.join(',')})`, list)
  .option('--ignore <pattern>', 'leave out what matches, as in .gitignore; may be repeated', collect)
  .option(
    '--owner <name>',
    'only files that CODEOWNERS gives to this one (@org/team; none: to nobody); may be repeated',
    list,
  )
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
  // `help` may be the name of a folder, and an option before `explain` belongs to a run.
  .helpCommand(false)
  .enablePositionalOptions()
  .addHelpText('after', HELP)
  .showHelpAfterError('Run with --help for the options.')
  .exitOverride()
  .action(migrate);

program
  .command('explain')
  .description('say why a call is a launch, or is none')
  .usage('[options] <file:line[:column]>')
  .argument('<place>', 'FILE:LINE, or FILE:LINE:COLUMN as a report gives it')
  .option('--json', 'print the explanation as JSON (see explain.schema.json in this package)')
  .addOption(WHAT.only)
  .addOption(WHAT.preset)
  .addOption(WHAT.strict)
  .addOption(WHAT.config)
  .addOption(WHAT.eslint)
  .addOption(WHAT.types)
  .helpOption('-h, --help', 'show this help')
  .addHelpText('after', EXPLAIN_HELP)
  .showHelpAfterError('Run explain --help for the options.')
  .exitOverride()
  .action(explainPlace);

program
  .command('init')
  .description('bring runtime, plugin and config into a project')
  .usage('[options] [folder]')
  .argument('[folder]', "the project's folder", '.')
  .option('--yes', 'do it without a question')
  .option('--no-install', 'write the config only; the packages are installed already, or by you')
  .option('--force', 'also edit a config with uncommitted changes')
  .helpOption('-h, --help', 'show this help')
  .addHelpText('after', INIT_HELP)
  .showHelpAfterError('Run init --help for the options.')
  .exitOverride()
  .action(initialise);

program
  .command('probe')
  .description('measure whose context a callback of your own queue has')
  .usage('<file>')
  .argument('<file>', 'exports launch, a function that hands a callback to the queue')
  .helpOption('-h, --help', 'show this help')
  .addHelpText('after', PROBE_HELP)
  .showHelpAfterError('Run probe --help for what the file is.')
  .exitOverride()
  .action(probe);

async function migrate(paths: string[], flags: Flags): Promise<void> {
  const { only } = flags;
  const check = flags.check ?? false;
  const allowManual = flags.allowManual ?? false;
  if (allowManual && !check)
    throw new UsageError('--allow-manual says what --check counts. Give --check too, or leave it out.');
  const report = await run(
    {
      paths,
      cwd: process.cwd(),
      dryRun: (flags.dryRun ?? false) || check || (flags.diff ?? false),
      diff: flags.diff ?? false,
      eslint: flags.eslint ?? false,
      config: flags.config,
      extensions: flags.ext?.map(withDot) ?? EXTENSIONS,
      ignore: flags.ignore ?? [],
      only,
      owners: flags.owner,
      preset: presetOf(flags),
      types: typesOf(flags),
      force: flags.force ?? false,
      concurrency: flags.concurrency,
    },
    progressOn(process.stderr),
  );
  print(report, { json: flags.json ?? false, verbose: flags.verbose ?? false, check, allowManual, only });
  if (report.summary.failed > 0) process.exitCode = EXIT.someFailed;
  else process.exitCode = check && isWorkLeft(report, allowManual) ? EXIT.workFound : EXIT.done;
}

/** A green check means that every launch is wrapped, or left on purpose, and that its stores go along, or stay, on purpose. */
function isWorkLeft({ summary: { changed, refused }, stores }: Report, allowManual: boolean): boolean {
  return changed > 0 || (refused + stores.length > 0 && !allowManual);
}

/** An option that stands before a command would be lost without a word. */
function refuseOptionsBefore(command: string): void {
  const before = Object.keys(program.opts()).filter((name) => program.getOptionValueSource(name) === 'cli');
  if (before.length > 0)
    throw new UsageError(
      `Options before ${command} are those of a run. Give the options of ${command} after it.`,
    );
}

async function explainPlace(place: string, flags: ExplainFlags): Promise<void> {
  refuseOptionsBefore('explain');
  const { eslint = false, config, only } = flags;
  const report = await explain({
    ...{ place, cwd: process.cwd(), eslint, config, only },
    preset: presetOf(flags),
    types: typesOf(flags),
  });
  const text = flags.json
    ? `${JSON.stringify(report, null, 2)}\n`
    : explainText(report, colorsFor(process.stdout));
  process.stdout.write(text);
}

async function probe(file: string): Promise<void> {
  refuseOptionsBefore('probe');
  const report = await runProbe(file, process.cwd());
  process.stdout.write(probeText(report, colorsFor(process.stdout)));
}

async function initialise(folder: string, flags: InitFlags): Promise<void> {
  refuseOptionsBefore('init');
  const isDone = await runInit(folder, flags, colorsFor(process.stdout));
  process.exitCode = isDone ? EXIT.done : EXIT.someFailed;
}

function print(
  report: Report,
  {
    json,
    ...options
  }: { json: boolean; verbose: boolean; check: boolean; allowManual: boolean; only: string[] | undefined },
): void {
  if (json) {
    process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
    return;
  }
  const patch = report.files.flatMap((file) => file.diff ?? []).join('');
  process.stdout.write(patch);
  // Beside a patch, the report must not get into the pipe to `git apply`.
  const stream = patch ? process.stderr : process.stdout;
  stream.write(textReport(report, { colors: colorsFor(stream), ...options }));
}

/** picocolors takes CI for a terminal, and an absent answer for its own: a pipe gets no colours, wherever it is. */
function colorsFor(stream: NodeJS.WriteStream): ReturnType<typeof pc.createColors> {
  return pc.createColors(stream.isTTY ? pc.isColorSupported : false);
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // `codemod ... | head` closes the pipe early; the files are written by then.
  if (error.code === 'EPIPE') return;
  process.stderr.write(`${pc.red('error:')} the report cannot be written: ${inWords(error)}.\n`);
  process.exit(EXIT.internal);
});

try {
  await program.parseAsync(process.argv.map((word) => (word === '--types' ? '--types=' : word)));
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
