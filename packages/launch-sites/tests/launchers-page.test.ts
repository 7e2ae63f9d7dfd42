import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { expect, it } from 'vitest';
import { launchersPage } from '../scripts/launchers-page.ts';

it('docs/launchers.md is what the table says (pnpm docs:launchers writes it)', async () => {
  const page = join(import.meta.dirname, '../../../docs/launchers.md');
  const options = await resolveConfig(page);
  expect(readFileSync(page, 'utf8')).toBe(await format(launchersPage(), { ...options, filepath: page }));
});
