/** The options of the commands, and what is asked with them. */
import { InvalidArgumentError, Option } from 'commander';
import { PRESETS, type Preset } from './settings/preset.ts';
import type { TypesRequest } from './types/typed-projects.ts';

export interface Flags {
  dryRun?: boolean;
  check?: boolean;
  allowManual?: boolean;
  diff?: boolean;
  json?: boolean;
  eslint?: boolean;
  config?: string;
  ext?: string[];
  ignore?: string[];
  only?: string[];
  owner?: string[];
  preset?: Preset;
  strict?: boolean;
  types?: string;
  force?: boolean;
  concurrency: number;
  verbose?: boolean;
}

export function list(value: string, before: readonly string[] = []): string[] {
  const parts = value.split(',').flatMap((part) => part.trim() || []);
  // An empty variable of a script must not mean "none of them", and pass.
  if (parts.length === 0) throw new InvalidArgumentError('It is empty.');
  return [...before, ...parts];
}

export function threads(value: string): number {
  const count = Number(value);
  if (!Number.isInteger(count) || count < 1)
    throw new InvalidArgumentError('It must be a whole number from 1.');
  return count;
}

export type ExplainFlags = Pick<Flags, 'json' | 'eslint' | 'config' | 'only' | 'preset' | 'strict' | 'types'>;

/** What a run and `explain` look for is said in the same words. */
export const WHAT = {
  only: new Option(
    '--only <launcher>',
    'look for this launcher only, or for those of this package (p-queue); may be repeated',
  ).argParser(list),
  preset: new Option(
    '--preset <name>',
    'leaks: what can run as another task or as nobody; recommended (default); strict: also timers, process.nextTick, any .submit, jobs',
  )
    .choices(PRESETS)
    .conflicts('strict'),
  strict: new Option('--strict', 'the same as --preset strict'),
  config: new Option('--config <file>', "settings as JSON, as in ESLint's settings['parent-overrides']"),
  eslint: new Option('--eslint', "follow the project's ESLint config (this runs its code)"),
  types: typesOption(),
};

/** Without `=` nothing belongs to it: what follows is a path to migrate. */
function typesOption(): Option {
  const option = new Option(
    '--types [tsconfig]',
    "also find what only types tell, with the project's own TypeScript and the nearest tsconfig.json, or the one named",
  );
  option.flags = '--types[=tsconfig]';
  return option;
}

export function typesOf({ types }: Pick<Flags, 'types'>): TypesRequest | undefined {
  if (types === undefined) return undefined;
  return types === '' ? {} : { tsconfig: types };
}

export function collect(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}

export function presetOf({ preset, strict }: Pick<Flags, 'preset' | 'strict'>): Preset | undefined {
  return strict ? 'strict' : preset;
}

export function withDot(ending: string): string {
  return ending.startsWith('.') ? ending : `.${ending}`;
}
