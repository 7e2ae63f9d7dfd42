/** The command `init`: prints what was found and planned, asks, and has it done. */
import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import type pc from 'picocolors';
import { carryOut, hasWork, prepareInit } from './set-up.ts';
import { initText, shownCommand, type Prepared } from './init/init-text.ts';
import { depends } from './files/nearest-package.ts';
import { progressOn } from './report/progress.ts';

export interface InitFlags {
  readonly yes?: boolean;
  /** False for `--no-install`. */
  readonly install: boolean;
  readonly force?: boolean;
}

const SANITIZER = '@parent-overrides/sanitizer';
const SANITIZER_PAGE = 'https://github.com/parent-overrides/parent-overrides/blob/main/docs/sanitizer.md';

/** The codemod looks for what the linter will. */
function nextSteps({ plan: { preset }, report, project }: Prepared): string {
  const flags = `${preset.name === 'recommended' ? '' : ` --preset ${preset.name}`}${preset.typed ? ' --types' : ''}`;
  const { edited = 0, refused = 0 } = report?.summary ?? {};
  if (report && edited + refused === 0) return 'Nothing to wrap.\n';
  return [
    edited > 0
      ? `Next: \`npx @parent-overrides/codemod . --diff${flags}\` shows what it would wrap.\n`
      : `Next: \`npx @parent-overrides/codemod . --check${flags}\` says what is to wrap, and what is left by hand.\n`,
    depends(project.packageFile.content, SANITIZER)
      ? ''
      : `Then ${SANITIZER} shows, in a run of your tests, which callbacks ran as somebody else: ${SANITIZER_PAGE}\n`,
  ].join('');
}

/**
 * @param folder as typed
 * @returns false when something failed, which is said then
 * @throws {import('./usage-error.ts').UsageError} when it cannot start as asked; then nothing was done
 */
export async function runInit(
  folder: string,
  { yes = false, install, force = false }: InitFlags,
  colors: ReturnType<typeof pc.createColors>,
): Promise<boolean> {
  const prepared = await prepareInit(folder, process.cwd(), progressOn(process.stderr));
  process.stdout.write(`${initText(prepared, colors)}\n`);
  if (!hasWork(prepared)) {
    process.stdout.write(`Nothing to install and nothing to write.\n${nextSteps(prepared)}`);
    return true;
  }
  if (!(yes || (await isAgreed()))) {
    process.stdout.write('Nothing was installed or written. `init --yes` does it.\n');
    return true;
  }
  const problem = carryOut(prepared, { force, install });
  if (problem !== undefined) {
    process.stderr.write(`${colors.red('error:')} ${problem}\n`);
    return false;
  }
  const { plan, show } = prepared;
  const left = install ? [] : plan.commands.map((command) => `Next: ${shownCommand(command, show)}\n`);
  process.stdout.write(`Done.\n${left.join('')}${nextSteps(prepared)}`);
  return true;
}

/** Only somebody at a terminal can be asked. */
async function isAgreed(): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) return false;
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    // Ctrl-C and Ctrl-D close it without an answer, which Node says by an error or not at all.
    const closed = once(terminal, 'close').then(() => '');
    const asked = terminal.question('Do this? [y/N] ').catch(() => '');
    const answer = await Promise.race([asked, closed]);
    return /^\s*y(?:es)?\s*$/i.test(answer);
  } finally {
    terminal.close();
  }
}
