/**
 * Loaded first into every process and thread of a strict run, so that the wrappers have something to carry: a
 * configured value, which pools pack and Workers are spawned with, and an adopted store, which every wrapped
 * callback restores. Counts those callbacks, as proof that they ran.
 *
 * CommonJS, because `--import` makes Node load a program's main file asynchronously, which alone breaks a test.
 */
'use strict';
const { AsyncLocalStorage } = require('node:async_hooks');
const { appendFileSync } = require('node:fs');
const { isMainThread } = require('node:worker_threads');
const { adoptStore, defineSettings } = require('@parent-overrides/runtime');

const settings = defineSettings('suites', { carried: { default: '', wire: 'anywhere' } });
if (isMainThread) settings.configure({ carried: 'from the main thread' });

let children = 0;
const store = new AsyncLocalStorage();
store.enterWith('parent');
adoptStore(store, {
  id: 'suites-store',
  wire: 'anywhere',
  copyForChild(parent) {
    children++;
    return parent;
  },
});

const counts = process.env['SUITES_COUNTS'];
process.once('exit', () => {
  if (children > 0 && counts) appendFileSync(counts, `${children}\n`);
});
