/** Asks a package's tests about one changed file after another. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Answer, Tests } from './tests-process.ts';

/** Tests get this many times what they took without a mutant before they count as hanging. */
const PATIENCE = 5;
/** Less than this says more about a busy machine than about a mutant. In ms. */
const LEAST_PATIENCE = 30_000;
/** For the first run, of which nothing is known. In ms. */
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
  }

  /** Runs all tests once to see that they pass, and how long they take. */
  async begin(anyFile: string): Promise<Answer> {
    const begun = performance.now();
    const answer = await this.ask(anyFile);
    this.#patience = Math.max(LEAST_PATIENCE, PATIENCE * (performance.now() - begun));
    return answer;
  }

  /** @param changed the file that is not what it was when the tests were last asked */
  async ask(changed: string): Promise<Answer> {
    const child = (this.#child ??= await this.#start());
    const answer = await this.#answerOf(child, () => child.send(changed));
    if (typeof answer !== 'string') return answer;
    this.stop();
    return { failure: answer, passed: 0 };
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
      stdio: 'ignore',
    });
    this.#child = child;
    const ready = await Promise.race([once(child, 'message'), once(child, 'exit')]);
    if (ready[0] !== 'ready')
      throw new Error(`The tests of ${this.#tests.root} cannot be started by vitest.`);
    return child;
  }

  /** Its answer, or what happened instead. */
  async #answerOf(child: ChildProcess, send: () => void): Promise<Answer | string> {
    const seconds = this.#patience / 1000;
    return new Promise((resolve) => {
      const settle = (what: Answer | string): void => {
        clearTimeout(timer);
        child.removeAllListeners();
        resolve(what);
      };
      const timer = setTimeout(settle, this.#patience, `no end after ${seconds.toFixed(0)} s`);
      child.once('message', settle).once('exit', () => {
        settle('the tests died');
      });
      send();
    });
  }
}
