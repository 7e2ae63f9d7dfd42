/** Measures every probe of one family on the Node that runs this, and prints what was seen as JSON. Started by main.ts. */
import { FAMILIES } from './families.ts';
import { measureApi } from './measure-api.ts';
import type { Seen } from './probe.ts';

const [family, packagesFolder, only] = process.argv.slice(2) as [string, string, string?];

// A driver that is closed may still reject what it was asked for.
process.on('uncaughtException', () => {}).on('unhandledRejection', () => {});

const major = Number(process.versions.node.split('.')[0]);
const seen: Seen[] = [];
for (const probe of FAMILIES[family] ?? []) {
  if (probe.nodes && !probe.nodes.includes(major)) continue;
  if (only !== undefined && !`${probe.api} ${(probe.packages ?? []).join(' ')}`.includes(only)) continue;
  for (const wanted of probe.packages ?? [undefined])
    seen.push(await measureApi(probe, wanted, packagesFolder));
}
process.stdout.write(`\n${JSON.stringify(seen)}\n`, () => {
  // Some libraries keep the process alive.
  process.exit(0);
});
