/** Writes down what each process of a run took: memory at most, in kB, and processor time, in ms. */
'use strict';
const { appendFileSync } = require('node:fs');
const { isMainThread } = require('node:worker_threads');

const file = process.env['SUITES_USAGE'];
if (isMainThread && file) {
  process.once('exit', () => {
    const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
    appendFileSync(file, `${maxRSS} ${(userCPUTime + systemCPUTime) / 1000}\n`);
  });
}
