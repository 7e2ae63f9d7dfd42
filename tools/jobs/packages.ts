/** The job libraries, at pinned versions, in a folder of their own. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../matrix/nodes.ts';
import { aliasOf } from '../probe/alias.ts';
import { installInto } from '../probe/install.ts';

export const PACKAGES = join(ROOT, '.cache/jobs');

const pins = JSON.parse(readFileSync(join(import.meta.dirname, 'packages.json'), 'utf8')) as Readonly<
  Record<string, string>
>;

/** Under its own name, because pg-boss imports it. */
const PEER = '@opentelemetry/api@1';

export function installLibraries(): void {
  const entries = Object.entries(pins).map(([wanted, version]) => {
    const name = wanted.slice(0, wanted.lastIndexOf('@'));
    return [wanted === PEER ? name : aliasOf(wanted), `npm:${name}@${version}`];
  });
  installInto(PACKAGES, Object.fromEntries(entries));
}
