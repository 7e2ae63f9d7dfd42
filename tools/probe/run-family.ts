/** Measures every probe of one family on the Node that runs this, and prints what was seen as JSON. Started by main.ts. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { FAMILIES } from './families.ts';
import { aliasOf } from './alias.ts';
import { measure, type Watch } from '../../packages/codemod/src/probe/measure.ts';
import { PORTS, type Probe, type Seen } from './probe.ts';
import { isThere } from './services.ts';

const [family, packagesFolder, only] = process.argv.slice(2) as [string, string, string?];
const { load } = (await import(pathToFileURL(join(packagesFolder, 'load.mjs')).href)) as {
  load: (name: string) => Promise<any>;
};

async function probed(probe: Probe, wanted: string | undefined): Promise<Seen> {
  const of =
    wanted === undefined ? 'node' : `${wanted.slice(0, wanted.lastIndexOf('@'))}@${versionOf(wanted)}`;
  const skipped = (why: string): Seen => ({ api: probe.api, of, together: why, staggered: why });
  if (probe.service && !(await isThere(probe.service)))
    return skipped(`skipped: ${probe.service} does not answer on port ${PORTS[probe.service]}`);
  try {
    const lib = wanted === undefined ? {} : await load(aliasOf(wanted));
    const modules = {
      ...moduleOf(lib),
      use: async (name: string) => moduleOf(await load(aliasOf(name))),
      folder: wanted === undefined ? packagesFolder : join(packagesFolder, 'node_modules', aliasOf(wanted)),
    };
    const setUp = (watch: Watch) => probe.setUp({ ...modules, ...watch });
    return {
      ...{ api: probe.api, of },
      together: await measure(setUp, 'together'),
      staggered: await measure(setUp, 'staggered'),
    };
  } catch (error) {
    return skipped(`failed: ${(error as Error).message.split('\n')[0]}`);
  }
}

/** Which names of a CommonJS module an import finds differs: here all of them are there. */
function moduleOf(lib: any): { lib: any; main: any } {
  const given = lib.default ?? lib;
  const main = typeof given === 'object' && typeof given.default === 'function' ? given.default : given;
  return { lib: { ...main, ...given, ...lib }, main };
}

function versionOf(wanted: string): string {
  const file = join(packagesFolder, 'node_modules', aliasOf(wanted), 'package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}

// A driver that is closed may still reject what it was asked for.
process.on('uncaughtException', () => {}).on('unhandledRejection', () => {});

const major = Number(process.versions.node.split('.')[0]);
const seen: Seen[] = [];
for (const probe of FAMILIES[family] ?? []) {
  if (probe.nodes && !probe.nodes.includes(major)) continue;
  if (only !== undefined && !`${probe.api} ${(probe.packages ?? []).join(' ')}`.includes(only)) continue;
  for (const wanted of probe.packages ?? [undefined]) seen.push(await probed(probe, wanted));
}
process.stdout.write(`\n${JSON.stringify(seen)}\n`, () => {
  // Some libraries keep the process alive.
  process.exit(0);
});
