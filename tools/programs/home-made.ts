/** Queues that a program makes itself. */
import { FIRST, OWN, program, type Program } from './program.ts';

/** Two of three tasks wait: they run as whoever finished before them. */
const PUSHED: Partial<Program> = { before: FIRST, after: OWN };

/** A task that takes longer than the next caller needs to come. */
const LATER = `const later = () => new Promise((resolve) => setTimeout(resolve, 5));\n`;

export const HOME_MADE: readonly Program[] = [
  program(
    'a home-made pool in a class',
    `${LATER}class Pool {
  #waiting = [];
  #busy = false;
  run(task) {
    return new Promise((resolve, reject) => {
      this.#waiting.push(() => Promise.resolve(task()).then(resolve, reject));
      this.#next();
    });
  }
  async #next() {
    if (this.#busy) return;
    this.#busy = true;
    while (this.#waiting.length > 0) { await this.#waiting.shift()(); await later(); }
    this.#busy = false;
  }
}
const pool = new Pool();
await launchAll(() => pool.run(() => who()));\n`,
    ['edited'],
    PUSHED,
  ),
  program(
    'a home-made limiter in a closure',
    `${LATER}function limiter() {
  const queue = [];
  let active = 0;
  const next = () => {
    if (active > 0 || queue.length === 0) return;
    active++;
    const { task, resolve } = queue.shift();
    later().then(() => resolve(task())).finally(() => { active--; next(); });
  };
  return (task) => new Promise((resolve) => { queue.push({ task, resolve }); next(); });
}
const limit = limiter();
await launchAll(() => limit(() => who()));\n`,
    ['edited'],
    PUSHED,
  ),
  program(
    'a home-made batch of the module, under a flag',
    `const jobs = [];
let scheduled = false;
function defer(job) {
  jobs.push(job);
  if (!scheduled) {
    scheduled = true;
    setImmediate(drain);
  }
}
function drain() {
  scheduled = false;
  for (const job of jobs.splice(0)) job();
}
await launchAll(() => new Promise((resolve) => defer(() => resolve(who()))));\n`,
    ['edited', 'refused coalesced'],
    PUSHED,
  ),
  program(
    'a home-made batch for whose first thing a timer is set',
    `let jobs = [];
function defer(job) {
  if (jobs.push(job) === 1) setImmediate(drain);
}
function drain() {
  const batch = jobs;
  jobs = [];
  batch.forEach((job) => job());
}
await launchAll(() => new Promise((resolve) => defer(() => resolve(who()))));\n`,
    ['edited', 'refused coalesced'],
    PUSHED,
  ),
  program(
    'a home-made queue with arguments',
    `${LATER}const calls = [];
let busy = false;
const put = (fn, ...args) => new Promise((resolve) => {
  calls.push([fn, args, resolve]);
  work();
});
async function work() {
  if (busy) return;
  busy = true;
  for (let call = calls.shift(); call; call = calls.shift()) {
    const [fn, args, resolve] = call;
    resolve(fn(...args));
    await later();
  }
  busy = false;
}
await launchAll((name) => put((given) => (given === name ? who() : 'lost'), name));\n`,
    ['edited'],
    PUSHED,
  ),
  program(
    'a home-made queue of jobs of a class',
    `${LATER}class Job {
  constructor(run, done) { this.run = run; this.done = done; }
  async start() { this.done(await this.run()); }
}
const jobs = [];
let busy = false;
const put = (run) => new Promise((resolve) => {
  jobs.push(new Job(run, resolve));
  work();
});
async function work() {
  if (busy) return;
  busy = true;
  while (jobs.length > 0) { await jobs.shift().start(); await later(); }
  busy = false;
}
await launchAll(() => put(() => who()));\n`,
    ['edited'],
    PUSHED,
  ),
  program(
    'home-made queues by priority',
    `${LATER}class Work {
  queues = { high: [], low: [] };
  busy = false;
  add(task, priority) {
    return new Promise((resolve) => {
      this.queues[priority].push({ task, resolve });
      void this.drain();
    });
  }
  async drain() {
    if (this.busy) return;
    this.busy = true;
    let next;
    while ((next = this.queues.high.shift() ?? this.queues.low.shift() ?? this.any())) {
      next.resolve(next.task());
      await later();
    }
    this.busy = false;
  }
  any() {
    for (const key of ['high', 'low']) if (this.queues[key].length > 0) return this.queues[key].shift();
  }
}
const work = new Work();
await launchAll((name) => work.add(() => who(), name === 'cho' ? 'high' : 'low'));\n`,
    ['edited'],
    PUSHED,
  ),
  program(
    'a home-made set of callbacks that is emptied at once',
    `const waiting = new Set();
let timer;
function onNext(callback) {
  waiting.add(callback);
  timer ??= setTimeout(tell, 5);
}
function tell() {
  timer = undefined;
  const all = [...waiting];
  waiting.clear();
  for (const callback of all) callback();
}
await launchAll(() => new Promise((resolve) => onNext(() => resolve(who()))));\n`,
    ['edited'],
    PUSHED,
  ),
  program(
    'a home-made queue that is spread anew',
    `let jobs = [];
const put = (job) => {
  jobs = [...jobs, job];
  Promise.resolve().then(drain);
};
function drain() {
  const batch = jobs;
  jobs = [];
  for (const job of batch) job();
}
await launchAll(() => new Promise((resolve) => put(() => resolve(who()))));\n`,
    ['edited'],
    PUSHED,
  ),
  program('a home-made queue of a CommonJS file', '', ['edited'], {
    files: {
      'main.cjs': `'use strict';
var callers = require('./callers.cjs');
function Queue() { this.items = []; this.busy = false; }
Queue.prototype.add = function (task, callback) {
  this.items.push({ task: task, resolve: callback });
  this.next();
};
Queue.prototype.next = function () {
  var self = this;
  if (self.busy || self.items.length === 0) return;
  self.busy = true;
  var item = self.items.shift();
  setTimeout(function () { item.resolve(item.task()); self.busy = false; self.next(); }, 5);
};
var queue = new Queue();
callers.launchAll(function () {
  return new Promise(function (resolve) { queue.add(function () { return callers.who(); }, resolve); });
});\n`,
    },
    ...PUSHED,
  }),
];
