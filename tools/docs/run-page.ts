/**
 * Goes through a page as a reader does: writes its files, types its commands, runs its code, compares what is printed.
 *
 * - A js or ts block that is named is written under its name; other ones run at once, or, where they import the
 *   ESLint plugin, are given to ESLint as its config. A named block runs too when it says `// prints`.
 * - A shell block's commands are checked; they run when an output follows, or when it starts a program with `node`.
 * - A text or diff block is what the last command printed, or the page's last program. A diff that follows no command
 *   is applied to that program.
 *
 * `<!-- block: X -->` before a block says otherwise. X is a command: the block is lines of what it prints. `fragment`:
 * its types are checked, it does not run. `browser`: browser.test.ts runs it. `shown only, WHY`: nothing looks at it.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { commandsOf, programOf, runHere, type Run } from './commands.ts';
import { checkCommand } from './known-commands.ts';
import type { Block } from './markdown.ts';

export type Fate = 'ran' | 'written' | 'compared' | 'checked' | 'fragment' | 'browser' | 'shown only';

export interface Outcome {
  readonly block: Block;
  readonly fate: Fate | undefined;
  /** What does not hold, each as `page:line: what`. */
  readonly problems: readonly string[];
}

const CODE = ['js', 'mjs', 'cjs', 'ts'];
const CONFIG =
  "import parentOverrides from '@parent-overrides/eslint-plugin';\nexport default [parentOverrides.configs.recommended];\n";

/** What the `// prints ...` comments of a program say, in their order. */
export function printsOf(code: string): string[] {
  return [...code.matchAll(/\/\/ prints (.+)$/gm)].map(([, line]) => line!);
}

/** @param folder a new one, below a workspace */
export async function runPage(blocks: readonly Block[], folder: string): Promise<Outcome[]> {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), '{ "name": "page", "type": "module" }');
  writeFileSync(path.join(folder, 'eslint.config.js'), CONFIG);
  const page = new Page(blocks, folder);
  const outcomes: Outcome[] = [];
  for (const [at, block] of blocks.entries()) {
    const problems: string[] = [];
    const fate = await page.read(block, at, (problem) =>
      problems.push(`${block.page}:${block.line}: ${problem}`),
    );
    outcomes.push({ block, fate, problems });
  }
  return outcomes;
}

type Complain = (problem: string) => void;

class Page {
  /** What an output block shows: the last command, or the last file that is a program. */
  #last: readonly string[] | undefined;
  #program: string | undefined;
  readonly #blocks: readonly Block[];
  readonly #folder: string;

  constructor(blocks: readonly Block[], folder: string) {
    this.#blocks = blocks;
    this.#folder = folder;
  }

  async read(block: Block, at: number, complain: Complain): Promise<Fate | undefined> {
    const { language, mark } = block;
    if (mark === 'fragment' || mark === 'browser') {
      if (!CODE.includes(language)) complain(`a block of ${language || 'no language'} cannot be a ${mark}`);
      if (mark === 'browser' && block.file === undefined) complain('code for the browser needs a file name');
      return mark;
    }
    if (mark?.startsWith('shown only, ')) return 'shown only';
    if (mark !== undefined) return this.#compare(block, commandsOf(mark)[0]!, complain);
    if (CODE.includes(language)) return this.#code(block, at, complain);
    if (language === 'json') return this.#json(block, complain);
    if (language === 'sh') return this.#commands(block, this.#blocks[at + 1], complain);
    if (language === 'diff' && this.#blocks[at - 1]?.language !== 'sh') return this.#patch(block, complain);
    if ((language === 'text' || language === 'diff') && this.#last)
      return this.#compare(block, this.#last, complain);
    complain(`nothing accounts for this block: see "Docs" in CONTRIBUTING.md`);
    return undefined;
  }

  #write(name: string, text: string): void {
    const file = path.join(this.#folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  async #code({ code, file, language }: Block, at: number, complain: Complain): Promise<Fate> {
    const prints = printsOf(code);
    const name = file ?? `example-${at}.${language === 'js' ? 'mjs' : language === 'ts' ? 'mts' : language}`;
    this.#write(name, code);
    if (file !== undefined) [this.#program, this.#last] = [file, ['node', file]];
    if (file !== undefined && prints.length === 0) return 'written';
    if (file === undefined && code.includes("'@parent-overrides/eslint-plugin'")) {
      const run = await runHere(['npx', 'eslint', '--config', name, '--stdin'], this.#folder, 'export {};\n');
      if (run.code !== 0) complain(`ESLint does not take this config:\n${run.stdout}${run.stderr}`);
    } else {
      // Node 20 does not run TypeScript.
      const node = /\.m?ts$/.test(name) ? ['npx', 'tsx'] : ['node'];
      const run = await runHere([...node, name], this.#folder);
      if (run.code !== 0) complain(`it fails:\n${run.stderr}`);
      const expected = prints.map((line) => `${line}\n`).join('');
      if (run.stdout !== expected) complain(`it says that it prints\n${expected}and prints\n${run.stdout}`);
    }
    if (file === undefined) rmSync(path.join(this.#folder, name));
    return 'ran';
  }

  #json({ code, file }: Block, complain: Complain): Fate {
    try {
      JSON.parse(code);
    } catch (error) {
      complain(String(error));
    }
    if (file !== undefined) this.#write(file, code);
    return 'checked';
  }

  async #commands({ code }: Block, next: Block | undefined, complain: Complain): Promise<Fate> {
    const commands = commandsOf(code);
    const shows = (next?.language === 'text' || next?.language === 'diff') && next.mark === undefined;
    const runs = (shows && commands.every(programOf)) || commands.some(([word]) => word === 'node');
    for (const [i, command] of commands.entries()) {
      const wrong = await checkCommand(command, this.#folder);
      if (wrong !== undefined) complain(`${command.join(' ')}: ${wrong}`);
      // The last one runs where its output is compared.
      else if (runs && !(shows && i === commands.length - 1)) {
        const { code: status, stderr } = await runHere(command, this.#folder);
        if (status !== 0) complain(`${command.join(' ')} ends with ${status}:\n${stderr}`);
      }
    }
    this.#last = commands.at(-1);
    return runs ? 'ran' : 'checked';
  }

  async #compare({ code }: Block, command: readonly string[], complain: Complain): Promise<Fate> {
    const name = command.join(' ');
    if (!programOf(command)) {
      complain(`this should be what '${name}' prints, which is not run here`);
      return 'compared';
    }
    const run = await runHere(command, this.#folder);
    if (!says(run, code, command[0] === 'node', this.#folder))
      complain(`'${name}' prints something else:\n${run.stdout}${run.stderr}`);
    return 'compared';
  }

  #patch({ code }: Block, complain: Complain): Fate {
    if (this.#program === undefined) {
      complain('there is no program before it to apply this to');
      return 'compared';
    }
    let text = readFileSync(path.join(this.#folder, this.#program), 'utf8');
    for (const hunk of code.split(/^@@.*\n/m).map((part) => part.split('\n').slice(0, -1))) {
      const side = (other: string) =>
        hunk
          .filter((line) => !line.startsWith(other))
          .map((line) => `${line.slice(1)}\n`)
          .join('');
      const [before, after] = [side('+'), side('-')];
      if (text.split(before).length !== 2) complain(`${this.#program} does not have, once:\n${before}`);
      text = text.replace(before, () => after);
    }
    this.#write(this.#program, text);
    this.#last = ['node', this.#program];
    return 'compared';
  }
}

/** A program prints exactly that; of a tool's report the page may show consecutive lines, and pad them as it likes. */
function says({ stdout }: Run, shown: string, exactly: boolean, folder: string): boolean {
  if (exactly) return stdout === shown;
  const squeeze = (text: string) =>
    text
      .replaceAll(`${folder}/`, '')
      .split('\n')
      .map((line) => line.trim().replaceAll(/\s+/g, ' '))
      .filter((line) => line !== '')
      .join('\n');
  return `\n${squeeze(stdout)}\n`.includes(`\n${squeeze(shown)}\n`);
}
