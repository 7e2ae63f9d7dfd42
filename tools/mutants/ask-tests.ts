/** Asks a package's tests about one mutant after another. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Answer, Tests } from './tests-process.ts';

/** Tests get this many times what they took without a mutant before they count as hanging. */
const PATIENCE = 5;
/** Less than this says more about a busy machine than about a mutant. In ms. */
const LEAST_PATIENCE = 60_000;
/** For a first run of all tests, of which nothing is known, not even by what trials write. In ms. */
const FIRST_PATIENCE = 600_000;

/** The tests of one package, in a process that is started anew whenever a mutant made it hang or die. */
export class TestAsker {
  readonly #tests: Tests;
  readonly #temporary: string;
  #child: ChildProcess | undefined;
  #patience = FIRST_PATIENCE;

  /** @param temporary the folder for what the tests make */
  constructor(tests: Tests, temporary: string) {
    this.#tests = tests;
    this.#temporary = temporary;
    if (tests.log !== undefined) this.#patience = LEAST_PATIENCE;
  }

  /** Runs all tests once to see that they pass, and how long they take. */
  async begin(): Promise<Answer> {
    const begun = performance.now();
    const answer = await this.ask(0);
    this.#patience = Math.max(LEAST_PATIENCE, PATIENCE * (performance.now() - begun));
    return answer;
  }

  /** @param mutant its number; 0 for none */
  async ask(mutant: number): Promise<Answer> {
    const child = (this.#child ??= await this.#start());
    const answer = await this.#answerOf(child, mutant);
    if (typeof answer !== 'string') return answer;
    this.stop();
    return { failure: answer, passed: 0, ended: false };
  }

  /** With everything that it has started. */
  stop(): void {
    const pid = this.#child?.pid;
    this.#child = undefined;
    if (pid === undefined) return;
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // It is gone.
    }
  }

  async #start(): Promise<ChildProcess> {
    const { UPDATE_FIXTURES: _, ...env } = process.env;
    const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
    const child = fork(path.join(import.meta.dirname, 'tests-process.ts'), [JSON.stringify(this.#tests)], {
      cwd: this.#tests.root,
      execArgv: ['--import', tsx],
      env: { ...env, TMPDIR: this.#temporary },
      // A group of its own, to be killed as one.
      detached: true,
      stdio: process.env['MUTANTS_DEBUG'] ? 'inherit' : ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.#child = child;
    const [first] = (await Promise.race([once(child, 'message'), once(child, 'exit')])) as unknown[];
    if (first !== 'ready') throw new Error(`vitest cannot start the tests of ${this.#tests.root}.`);
    return child;
  }

  /** Its answer, or what happened instead. */
  async #answerOf(child: ChildProcess, mutant: number): Promise<Answer | string> {
    const begun = Date.now();
    return new Promise((resolve) => {
      const settle = (what: Answer | string): void => {
        clearInterval(watch);
        child.removeAllListeners();
        resolve(what);
      };
      const watch = setInterval(() => {
        if (Date.now() - Math.max(begun, this.#lastWrite()) > this.#patience) settle('no end');
      }, 500);
      child.once('message', settle).once('exit', () => {
        settle('the tests died');
      });
      child.send(mutant);
    });
  }

  /** While trials write, they are alive. In ms since 1970. */
  #lastWrite(): number {
    const { log } = this.#tests;
    return (log !== undefined && statSync(log, { throwIfNoEntry: false })?.mtimeMs) || 0;
  }
}
