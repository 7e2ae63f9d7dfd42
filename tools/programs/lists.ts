/** Lists that look like queues: they keep what they call, nobody sets them going, or one call empties them. */
import { OWN, program, type Program } from './program.ts';

const silent = (name: string, body: string, more: Partial<Program> = {}): Program =>
  program(name, body, [], more);

export const LISTS: readonly Program[] = [
  silent(
    'listeners in a list',
    `const listeners = [];
const listen = (listener) => { listeners.push(listener); notify(); };
function notify() { for (const listener of listeners) listener(); }
await launchAll(() => new Promise((resolve) => listen(() => resolve(who()))));\n`,
    { before: OWN, after: OWN },
  ),
  silent(
    'subscribers in a set, who may leave',
    `const subscribers = new Set();
function subscribe(run) {
  subscribers.add(run);
  publish();
  return () => subscribers.delete(run);
}
function publish() { subscribers.forEach((run) => run()); }
await launchAll(() => new Promise((resolve) => { const leave = subscribe(() => resolve(who())); leave(); }));\n`,
    { before: OWN, after: OWN },
  ),
  silent(
    'handlers in a map',
    `const handlers = new Map();
const register = (name, handler) => { handlers.set(name, handler); return () => handlers.delete(name); };
const handle = (name) => handlers.get(name)();
await launchAll((name) => { const leave = register(name, () => who()); const seen = handle(name); leave(); return seen; });\n`,
    { before: OWN, after: OWN },
  ),
  silent(
    'middleware in a list',
    `class App {
  stack = [];
  use(fn) { this.stack.push(fn); return this; }
  async run(context) { for (const fn of this.stack) await fn(context); return context.seen; }
}
await launchAll(() => new App().use((context) => { context.seen = who(); }).run({}));\n`,
    { before: OWN, after: OWN },
  ),
  silent(
    'clean-ups that somebody runs some day',
    `const cleanups = [];
const defer = (cleanup) => { cleanups.push(cleanup); };
async function dispose() { let cleanup; while ((cleanup = cleanups.pop())) await cleanup(); }
await launchAll(async () => { let seen; defer(() => { seen = who(); }); await dispose(); return seen; });\n`,
    {},
  ),
  silent(
    'undos on a stack',
    `const undos = [];
const change = (undo) => { undos.push(undo); };
const undoLast = () => undos.pop()?.();
await launchAll(() => { let seen; change(() => { seen = who(); }); undoLast(); return seen; });\n`,
    { before: OWN, after: OWN },
  ),
  silent(
    'steps of one call',
    `function inSteps(work) {
  const steps = [];
  for (let at = 0; at < 2; at++) steps.push(() => work(at));
  let seen;
  while (steps.length > 0) seen = steps.shift()();
  return seen;
}
await launchAll(() => inSteps(() => who()));\n`,
    { before: OWN, after: OWN },
  ),
  silent(
    'reactions that are run at once',
    `const reactions = [];
let isRunning = false;
function react(reaction) { reactions.push(reaction); if (!isRunning) runAll(); }
function runAll() {
  isRunning = true;
  while (reactions.length > 0) { const reaction = reactions.shift(); reaction(); }
  isRunning = false;
}
await launchAll(() => { let seen; react(() => { seen = who(); }); return seen; });\n`,
    { before: OWN, after: OWN },
  ),
  silent(
    'a semaphore, whose waiters go on as themselves',
    `class Semaphore {
  #waiters = [];
  #isFree = true;
  async acquire() {
    if (this.#isFree) { this.#isFree = false; return; }
    await new Promise((resolve) => this.#waiters.push(resolve));
  }
  release() {
    const next = this.#waiters.shift();
    if (next) next(); else this.#isFree = true;
  }
}
const semaphore = new Semaphore();
await launchAll(async () => {
  await semaphore.acquire();
  await null;
  const seen = who();
  semaphore.release();
  return seen;
});\n`,
    { before: OWN, after: OWN },
  ),
  silent(
    'lines in a list',
    `const lines = [];
let seen = [];
const write = (line) => { lines.push(line); Promise.resolve().then(flush); };
function flush() { for (const line of lines.splice(0)) seen.push(line.trim()); }
await launchAll(async () => { write(' ' + who() + ' '); return who(); });\n`,
    { before: OWN, after: OWN },
  ),
];
