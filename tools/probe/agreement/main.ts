/**
 * `pnpm probe:sanitizer [--only TEXT] [--again] [--sample]`: every probe under the sanitizer. A callback that ran as somebody else
 * is to be reported, once, at its own launch, and one that ran as its caller is not. What both say is
 * `agreement.json`; where they differ and nobody explained it, it fails. `--only TEXT` measures those with this text in
 * their name, `--again` those that differed or are not there yet; `--sample` is for CI: some of each family that needs no service, and writes nothing.
 */
import { type Agreement, differenceIn, keyOf, readAgreements, writeAgreements } from './agreement.ts';
import { EXPLAINED } from './explained.ts';
import { pins } from '../packages.ts';
import { allOnes, measureAgreement, type One } from './measure-agreement.ts';

const args = process.argv.slice(2);
const onlyAt = args.indexOf('--only');
const only = onlyAt < 0 ? undefined : args[onlyAt + 1];
const isSample = args.includes('--sample');
const known = new Map(readAgreements().agreements.map((one) => [keyOf(one), one]));
const versions = pins();

function isWanted({ probe: { api }, wanted = 'node' }: One): boolean {
  if (only !== undefined && !`${api} ${wanted}`.includes(only)) return false;
  if (!args.includes('--again')) return true;
  const version = versions[wanted];
  const of = version === undefined ? wanted : `${wanted.slice(0, wanted.lastIndexOf('@'))}@${version}`;
  const before = known.get(keyOf({ api, of }));
  return before === undefined || differenceIn(before) !== undefined;
}

/** Of each family without services, one API in so many. */
const ONE_IN = 6;

function sampleOf(ones: readonly One[]): readonly One[] {
  return ones.filter(({ probe }) => probe.service === undefined).filter((_, index) => index % ONE_IN === 0);
}

const ones = isSample ? sampleOf(allOnes()) : allOnes().filter(isWanted);
let agree = 0;
let explained = 0;
const differ: string[] = [];
const measured: Agreement[] = [];
await measureAgreement(ones, (one, agreement, said) => {
  if (agreement === undefined) {
    console.log(`${one.probe.api} of ${one.wanted ?? 'node'}: ${said}`);
    return;
  }
  measured.push(agreement);
  const difference = differenceIn(agreement);
  if (difference === undefined) agree++;
  else if (agreement.api in EXPLAINED) explained++;
  else {
    differ.push(`${keyOf(agreement)}: ${difference}`);
    console.log(differ.at(-1));
  }
});
if (!isSample) {
  for (const one of measured) known.set(keyOf(one), one);
  const all = allOnes().map(({ probe: { api } }) => api);
  const agreements = [...known.values()].sort(
    (one, other) => all.indexOf(one.api) - all.indexOf(other.api) || (one.of < other.of ? -1 : 1),
  );
  const date = new Date().toISOString().slice(0, 10);
  writeAgreements({ date, node: process.version, agreements });
}
for (const line of differ) console.error(line);
console.log(`\n${explained} differ for a known reason.`);
console.log(`\n${agree} passed, ${differ.length} failed`);
if (differ.length > 0) process.exitCode = 1;
