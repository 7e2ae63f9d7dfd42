import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { apiReport, REPORTED, reportFile } from './api-reports.ts';
import { buildIfStale } from './build-if-stale.ts';

const TIMEOUT = 120_000;

test.each(REPORTED)('the public surface of %s is the committed one', { timeout: TIMEOUT }, (name) => {
  buildIfStale(name);
  expect(apiReport(name), 'run `pnpm api` and read the diff').toBe(readFileSync(reportFile(name), 'utf8'));
});

test('the browser build of the runtime has the same surface', { timeout: TIMEOUT }, () => {
  buildIfStale('runtime');
  expect(apiReport('runtime', 'browser.d.ts')).toBe(apiReport('runtime'));
});
