/** docs/architecture.md, invariants 2 to 4 and 6, over every fixture of the analysis. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, it } from 'vitest';
import { checkFile } from './check-file.ts';

const root = join(import.meta.dirname, '../../packages/launch-sites/fixtures');
const fixtures = readdirSync(root, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.(?:[cm]?[jt]s|[jt]sx)$/.test(entry.name))
  .map((entry) => relative(root, join(entry.parentPath, entry.name)))
  .sort();

// A fixture of fifty launches is linted fifty times.
it.each(fixtures)(
  '%s: rule and codemod agree, and the edit can be taken back',
  (name) => {
    const text = readFileSync(join(root, name), 'utf8').replace(/^\uFEFF/, '');
    const kind = name.endsWith('.cjs') ? 'commonjs' : name.endsWith('.js') ? 'script' : 'module';
    const { failures, unparsed } = checkFile({ filename: name, text }, kind);
    expect(unparsed).toBe(undefined);
    // The stripper takes back what the codemod added. What a file imported of the runtime before, and line breaks of
    // carriage returns alone, it does not tell from that; the expected outputs beside the fixtures cover those.
    const strippable = !text.includes('@parent-overrides/runtime') && text.includes('\n');
    expect(failures.filter(({ check }) => strippable || check !== 'roundTrip')).toEqual([]);
  },
  60_000,
);
