/**
 * The fixtures say themselves what they hold: `//~ unwrapped` at the end of a line stands for a launch that
 * starts on that line, and a line without a mark has none. `NAME.out` beside a fixture is what it becomes.
 * A `NAME.json` beside it, in `settings`, holds the settings it is read with. `UPDATE_FIXTURES=1` writes those files anew; read the diff before you commit it.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  applyEdits,
  findLaunchSites,
  mayLaunch,
  planEdits,
  resolveConfig,
  type LaunchConfig,
  type ParentOverridesSettings,
  type Source,
} from '../src/index.ts';
import { found, marks } from './marks.ts';
import { parse, type ParserName } from './parse.ts';

/** In CI every output would be what is compared with it. */
const updates = Boolean(process.env['UPDATE_FIXTURES']);
if (updates && process.env['CI'])
  throw new Error('UPDATE_FIXTURES writes what the tests compare with, so it cannot be set where CI is.');

const root = join(import.meta.dirname, '..', 'fixtures');

/** Fixtures in `settings` have theirs beside them. */
function configFor(name: string): LaunchConfig {
  const settings = join(root, name.replace(/\.\w+$/, '.json'));
  const text = existsSync(settings) ? readFileSync(settings, 'utf8') : '{}';
  return resolveConfig(JSON.parse(text) as ParentOverridesSettings, settings);
}

const fixtures = readdirSync(root, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && !/\.(?:out|json)$/.test(entry.name))
  .map((entry) => relative(root, join(entry.parentPath, entry.name)))
  // They need a program: `typed.test.ts` has them.
  .filter((name) => !name.startsWith('typed'))
  .sort();

function parsersFor(name: string): ParserName[] {
  if (name.endsWith('.vue')) return ['vue'];
  return /\.[cm]?tsx?$/.test(name) ? ['typescript-eslint', 'oxc'] : ['espree', 'typescript-eslint', 'oxc'];
}

function sourceType(name: string): 'module' | 'commonjs' | 'script' {
  if (name.endsWith('.cjs')) return 'commonjs';
  return name.endsWith('.js') ? 'script' : 'module';
}

function read(name: string): { bom: string; text: string } {
  const text = readFileSync(join(root, name), 'utf8');
  return text.startsWith('\uFEFF') ? { bom: '\uFEFF', text: text.slice(1) } : { bom: '', text };
}

describe.each(fixtures)('%s', (name) => {
  const { bom, text } = read(name);
  const config = configFor(name);
  const options = { filename: name, sourceType: sourceType(name) };

  it.each(parsersFor(name))(
    'with %s: the marked launches and no others, migrated as written down',
    (parser) => {
      const source = parse(parser, text, options);
      const sites = findLaunchSites(source, config);
      expect(found(text, sites)).toEqual(marks(text));
      for (const site of sites.filter(({ status }) => status === 'unwrapped'))
        expect([site.edit === undefined, site.refusal === undefined]).toContain(false);
      if (sites.length > 0) expect(mayLaunch(text, config)).toBe(true);
      // Invariant 6. Parsed anew, because what is found is remembered with the tree.
      const anew: Source = { ...parse(parser, text, options), asksEverywhere: true };
      expect(findLaunchSites(anew, config)).toEqual(sites);

      const migrated = bom + applyEdits(text, planEdits(source, config, sites));
      const expected = join(root, `${name}.out`);
      if (updates && migrated !== bom + text) writeFileSync(expected, migrated);
      expect(migrated).toBe(existsSync(expected) ? readFileSync(expected, 'utf8') : bom + text);

      const again = parse(parser, migrated.slice(bom.length), options);
      const left = findLaunchSites(again, config).filter(
        (site) => site.status === 'unwrapped' && !site.refusal,
      );
      expect(left).toEqual([]);
    },
  );
});
