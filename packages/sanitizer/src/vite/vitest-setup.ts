/** Run by Vitest before each file of tests. */
import { afterAll, afterEach } from 'vitest';
import { beginToReport, failOnFindings } from '../report/take-findings.ts';
import { startWatching } from '../watch/watch.ts';

startWatching();
beginToReport();
afterEach(failOnFindings);
// What came after the last test.
afterAll(failOnFindings);
