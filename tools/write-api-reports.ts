/** `pnpm api`: writes the API reports anew. Read the diff before you commit it. */
import { writeFileSync } from 'node:fs';
import { apiReport, REPORTED, reportFile } from './api-reports.ts';
import { buildIfStale } from './build-if-stale.ts';

for (const name of REPORTED) {
  buildIfStale(name);
  writeFileSync(reportFile(name), apiReport(name));
}
