import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { expect, it } from 'vitest';
import { librariesPage } from './libraries-page.ts';
import { readResults } from './results.ts';

it('docs/libraries.md is what was measured (pnpm probe writes it)', async () => {
  const page = join(import.meta.dirname, '../../docs/libraries.md');
  const options = await resolveConfig(page);
  expect(readFileSync(page, 'utf8')).toBe(
    await format(librariesPage(readResults()), { ...options, filepath: page }),
  );
});
