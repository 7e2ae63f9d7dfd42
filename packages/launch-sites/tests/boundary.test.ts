/** docs/architecture.md, invariant 1: the analysis does no I/O and knows neither face nor the runtime. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

it('imports nothing but types and its own files', () => {
  const folder = join(import.meta.dirname, '..', 'src');
  const foreign = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) =>
      [...readFileSync(join(folder, name), 'utf8').matchAll(/^(import|export)( type)? .*?from '([^']+)'/gms)]
        .filter(([, , type, module]) => !type && !/^\.{1,2}\//.test(module ?? ''))
        .map(([, , , module]) => `${name}: ${module}`),
    );
  expect(foreign).toEqual([]);
});
