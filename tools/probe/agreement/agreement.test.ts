/** The sanitizer and the probes say the same of every API, but for what is explained, as they were last measured. */
import { describe, expect, it, test } from 'vitest';
import { readResults } from '../results.ts';
import { differenceIn, keyOf, readAgreements } from './agreement.ts';
import { EXPLAINED, UNMEASURED } from './explained.ts';

const { agreements, node } = readAgreements();
const { results } = readResults();

describe.each(agreements.map((one) => [keyOf(one), one] as const))('%s', (_, one) => {
  it('is reported if it is wrong, once and at its launch, and else not', () => {
    if (one.api in EXPLAINED) return;
    expect(differenceIn(one)).toBeUndefined();
  });
});

test('nothing is explained that they agree about', () => {
  const differing = agreements.filter((one) => differenceIn(one) !== undefined).map(({ api }) => api);
  expect(Object.keys(EXPLAINED).sort()).toEqual([...new Set(differing)].sort());
});

test('everything that was probed was run under the sanitizer, or it is said why not', () => {
  const compared = new Set(agreements.map(keyOf));
  const missing = results.filter(({ api, package: name, version }) => {
    const of = version === undefined ? name : `${name}@${version}`;
    return !compared.has(keyOf({ api, of })) && !(api in UNMEASURED);
  });
  expect(missing.map(({ api, version = '' }) => `${api} ${version}`)).toEqual([]);
});

test('whom a callback ran as is what the probe saw without the sanitizer', () => {
  const seen = new Map(
    results.map((one) => [
      keyOf({ api: one.api, of: one.version === undefined ? one.package : `${one.package}@${one.version}` }),
      typeof one.sees === 'string' ? one.sees : one.sees[/\d+/.exec(node)?.[0] ?? ''],
    ]),
  );
  // Nobody is the starter here, so it is only asked whether it was the caller.
  const differing = agreements.filter((one) => {
    const before = seen.get(keyOf(one));
    return before !== undefined && (before === 'own') !== (one.sees === 'own');
  });
  expect(differing.map(keyOf)).toEqual([]);
});
