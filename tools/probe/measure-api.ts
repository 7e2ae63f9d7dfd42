/** One API of one version of its package, on the Node that runs this. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { asStarter, measure, type Watch } from '../../packages/codemod/src/probe/measure.ts';
import { aliasOf } from './alias.ts';
import { PORTS, type Probe, type Seen } from './probe.ts';
import { isThere } from './services.ts';

/**
 * @param wanted the package, as the probe names it
 * @param packagesFolder where the packages are installed
 * @param around what runs the probe's set-up, see `measure`
 */
export async function measureApi(
  probe: Probe,
  wanted: string | undefined,
  packagesFolder: string,
  around = asStarter,
): Promise<Seen> {
  const of =
    wanted === undefined
      ? 'node'
      : `${wanted.slice(0, wanted.lastIndexOf('@'))}@${versionOf(wanted, packagesFolder)}`;
  const skipped = (why: string): Seen => ({ api: probe.api, of, together: why, staggered: why });
  if (probe.service && !(await isThere(probe.service)))
    return skipped(`skipped: ${probe.service} does not answer on port ${PORTS[probe.service]}`);
  try {
    const { load } = (await import(pathToFileURL(join(packagesFolder, 'load.mjs')).href)) as {
      load: (name: string) => Promise<any>;
    };
    const lib = wanted === undefined ? {} : await load(aliasOf(wanted));
    const modules = {
      ...moduleOf(lib),
      use: async (name: string) => moduleOf(await load(aliasOf(name))),
      folder: wanted === undefined ? packagesFolder : join(packagesFolder, 'node_modules', aliasOf(wanted)),
    };
    const setUp = (watch: Watch) => probe.setUp({ ...modules, ...watch });
    return {
      ...{ api: probe.api, of },
      together: await measure(setUp, 'together', around),
      staggered: await measure(setUp, 'staggered', around),
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

function versionOf(wanted: string, packagesFolder: string): string {
  const file = join(packagesFolder, 'node_modules', aliasOf(wanted), 'package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
