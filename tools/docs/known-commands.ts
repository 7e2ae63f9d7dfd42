/** Is a command of the docs one that works? Scripts, flags, packages and tarballs are looked up where they come from. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../demo/paths.ts';
import { programOf, runNode } from './commands.ts';

/** What is wrong with it, or nothing. */
type Verdict = string | undefined;

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly files?: readonly string[];
}

const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');
const manifest = (folder: string) => JSON.parse(read(path.join(folder, 'package.json'))) as Manifest;

/** By what they start with. These are not run for the docs. */
const CHECKS: Readonly<
  Record<string, (rest: readonly string[], folder: string) => Verdict | Promise<Verdict>>
> = {
  npm: checkNpm,
  git: ([command = '']) => oneOf(command, ['add', 'commit', 'checkout', 'apply'], 'git command'),
  'npx pnpm@10': checkPnpm,
  'npx prettier': (rest) => checkFlags(rest, path.join(ROOT, 'node_modules/prettier/bin/prettier.cjs')),
  'npx jscodeshift': checkTransform,
  'npx codemod': checkWorkflow,
};

/**
 * @param folder where the page's files are
 * @returns what is wrong with the command, or undefined
 */
export async function checkCommand(command: readonly string[], folder: string): Promise<Verdict> {
  const program = programOf(command);
  if (program?.script !== undefined) return checkFlags(command, program.script);
  if (program)
    return existsSync(path.join(folder, command[1]!)) ? undefined : `the page has no ${command[1]!}`;
  const words = command[0] === 'npx' ? 2 : 1;
  const check = CHECKS[command.slice(0, words).join(' ')];
  return check
    ? check(command.slice(words), folder)
    : 'tools/docs/known-commands.ts does not know this command';
}

function oneOf(word: string, known: readonly string[], what: string): Verdict {
  return known.includes(word) ? undefined : `'${word}' is not a ${what} of ${known.join(', ')}`;
}

const helps = new Map<string, Promise<string>>();

/** Every `--flag` has to be in the script's own `--help`. */
async function checkFlags(words: readonly string[], script: string): Promise<Verdict> {
  const help =
    helps.get(script) ?? runNode([script, '--help'], ROOT).then(({ stdout, stderr }) => stdout + stderr);
  helps.set(script, help);
  const flags = words.filter((word) => word.startsWith('--')).map((word) => word.replace(/=.*/, ''));
  const text = await help;
  const unknown = flags.filter((flag) => !new RegExp(`${flag}(?![\\w-])`).test(text));
  return unknown.length > 0 ? `${path.basename(script)} has no ${unknown.join(', ')}` : undefined;
}

/** A package is ours, by its name or as the tarball that `pack` writes now, or one that the docs are tried with. */
function checkNpm([command = '', ...rest]: readonly string[], folder: string): Verdict {
  if (command !== 'install') return oneOf(command, ['init', 'pkg', 'test'], 'npm command');
  const ours = ['runtime', 'eslint-plugin', 'codemod'].map((name) => manifest(`packages/${name}`));
  const tarballs = ours.map(({ name, version }) => `${name.slice(1).replace('/', '-')}-${version}.tgz`);
  const isKnown = (word: string): boolean =>
    word.endsWith('.tgz')
      ? tarballs.includes(path.basename(word))
      : ['.', '..', '../..'].some((up) =>
          existsSync(path.join(folder, up, 'node_modules', word.replace(/(?<=.)@.*$/, ''))),
        );
  const unknown = rest.filter((word) => !word.startsWith('-') && !isKnown(word));
  return unknown.length > 0 ? `not packed or not installed for the docs: ${unknown.join(', ')}` : undefined;
}

function checkPnpm(rest: readonly string[]): Verdict {
  const [option, folder, script = ''] = rest;
  if (option === '--dir') return oneOf(script, Object.keys(manifest(folder!).scripts!), 'script');
  const words = rest.filter(
    (word, i) => !['-r', '--filter', 'run'].includes(word) && rest[i - 1] !== '--filter',
  );
  const [name = ''] = words;
  if (name === 'exec')
    return oneOf(words[words.indexOf('--project') + 1] ?? '', projects(), 'vitest project');
  return oneOf(name, ['install', 'pack', ...Object.keys(manifest('.').scripts!)], 'script');
}

/** As vitest names them: by their config, else by their package. */
function projects(): string[] {
  const folders = ['packages', 'examples'].flatMap((group) =>
    readdirSync(path.join(ROOT, group)).map((name) => path.join(group, name)),
  );
  return ['tools', ...folders].map((folder) => {
    const config = path.join(folder, 'vitest.config.ts');
    const name = existsSync(path.join(ROOT, config)) ? /name: '(.+?)'/.exec(read(config))?.[1] : undefined;
    return name ?? manifest(folder).name;
  });
}

function checkTransform(rest: readonly string[]): Verdict {
  const transform = rest[rest.indexOf('-t') + 1]!.replace('node_modules/@parent-overrides/codemod/', '');
  return oneOf(transform, manifest('packages/codemod').files!, 'file');
}

function checkWorkflow(rest: readonly string[]): Verdict {
  const known = [...read('packages/codemod/workflow.yaml').matchAll(/params\.(\w+)/g)].map(
    ([, name]) => name!,
  );
  const given = rest.filter((_, i) => rest[i - 1] === '--param').map((word) => word.replace(/=.*/, ''));
  return given.map((name) => oneOf(name, known, 'parameter')).find((verdict) => verdict !== undefined);
}
