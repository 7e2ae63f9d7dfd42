/**
 * Paired measuring: in every round each candidate runs one short block, one right after the other and in turning
 * order, and only candidates of one round are compared. A slow moment of the machine meets all of them or spoils
 * one round, and the median over the rounds forgets it. (mitata and tinybench measure one candidate to its end
 * before the next one begins: on a busy machine two runs of those differed by a factor of two.)
 */
const BLOCK_NS = 300_000;
/** Some 50 ms of each candidate: on a busy machine V8's compiler threads are late. */
const WARM_UP_ROUNDS = 150;

let sink;
/** Keeps a result alive, so that no compiler drops the work. */
export function keep(value) {
  sink = value;
}
export const kept = () => sink;

/** A loop of its own for each candidate, so that each has its own inline caches. */
const loopOf = (run) => new Function('run', 'n', 'while (n-- > 0) run();').bind(null, run);

function block(loop, calls) {
  const start = process.hrtime.bigint();
  loop(calls);
  return Number(process.hrtime.bigint() - start) / calls;
}

export function median(values) {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}

/**
 * @param candidates name to function without arguments; the first is the one that the others are compared with
 * @param rounds how many are measured, after those for warming up
 * @returns per name the median in nanoseconds, and the median over the rounds of its time over the first's
 */
export function compare(candidates, rounds) {
  const entries = Object.entries(candidates).map(([name, run]) => ({
    name,
    loop: loopOf(run),
    calls: 20,
    ns: [],
  }));
  const measured = (entry) => block(entry.loop, entry.calls);
  for (let round = 0; round < WARM_UP_ROUNDS; round++) {
    for (const entry of entries)
      entry.calls = Math.max(1, Math.min(10_000, Math.round(BLOCK_NS / measured(entry))));
  }
  for (let round = 0; round < rounds; round++) {
    for (let i = 0; i < entries.length; i++) {
      const entry = entries[(round + i) % entries.length];
      entry.ns.push(measured(entry));
    }
  }
  const first = entries[0].ns;
  return Object.fromEntries(
    entries.map(({ name, ns }) => [
      name,
      { ns: median(ns), ratio: median(ns.map((value, round) => value / first[round])) },
    ]),
  );
}
