/** `pnpm matrix [--node 20,24] [vitest arguments]`: the runtime's tests on each Node version, one after another. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { nodeBinary, ROOT, versionOf, wantedMajors } from './nodes.ts';

const args = process.argv.slice(2);
const at = args.indexOf('--node');
const forVitest = at < 0 ? args : args.toSpliced(at, 2);
const results: [string, boolean][] = [];
for (const major of wantedMajors(args)) {
  const binary = nodeBinary(major);
  const version = versionOf(binary);
  console.log(`\n== Node ${version}`);
  const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
  const run = spawnSync(binary, [vitest, 'run', '--root', 'packages/runtime', ...forVitest], {
    cwd: ROOT,
    stdio: 'inherit',
  });
  results.push([version, run.status === 0]);
}
console.log(
  `\n${results.map(([version, passed]) => `${version} ${passed ? 'passed' : 'FAILED'}`).join(', ')}`,
);
process.exitCode = results.every(([, passed]) => passed) ? 0 : 1;
