/** The pictures are small, and the squiggle is where ESLint puts it now. (The demo takes too long to be drawn here.) */
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { buildAndSay } from '../demo/build.ts';
import { ROOT } from '../demo/paths.ts';
import { drawDemo } from './demo-picture.ts';
import { drawSquiggle } from './squiggle.ts';

const picture = (name: string): string => path.join(ROOT, 'docs/public', name);

beforeAll(() => {
  buildAndSay();
}, 240_000);

test('squiggle.svg is up to date', async () => {
  expect(readFileSync(picture('squiggle.svg'), 'utf8'), 'run `pnpm docs:pictures`').toBe(
    await drawSquiggle(),
  );
});

test.each(['squiggle.svg', 'demo.svg'])('%s is small', (name) => {
  expect(statSync(picture(name)).size).toBeLessThan(50_000);
});

test('the demo is shortened by whole lines, and says so', () => {
  const svg = drawDemo(
    '\n1. The example\n  p-queue       0 of 240 right\n    detail\n  ✓ claim\n\n2. ESLint\n  ✓ 7 problems\n',
  );
  const shown = [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => text);
  expect(shown).toEqual([
    ...['$ npx -y pnpm@10 demo', '1. The example', '  p-queue       ', '0 of 240 right', '  ...'],
    ...['2. ESLint', '  ✓', ' 7 problems'],
  ]);
});
