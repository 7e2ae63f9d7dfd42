/**
 * `pnpm demo`: the bug and its cure on a copy of the example. `pnpm demo -- PATH...`: the same tools on other files.
 *
 * Exit code 0 when everything came out as claimed, 1 when something did not, 3 when it was called wrongly.
 */
import { UsageError } from '../../packages/codemod/src/usage-error.ts';
import { buildAndSay } from './build.ts';
import { inspectPaths } from './inspect-path.ts';
import { migrateExample } from './migrate-example.ts';
import { paint, plural } from './print.ts';

const USAGE = `usage: pnpm demo [-- PATH...]

  without PATH  run, lint, migrate, lint and run a copy of examples/parallel-evaluation
  PATH          lint these files and show what the codemod would change in them; nothing is written`;

const begun = performance.now();
try {
  process.exitCode = await main();
} catch (error) {
  if (error instanceof UsageError) {
    console.error(`${error.message}\n\n${USAGE}`);
    process.exitCode = 3;
  } else {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}

async function main(): Promise<number> {
  // `pnpm demo -- PATH` hands the dashes on.
  const paths = process.argv.slice(2).filter((argument) => argument !== '--');
  const option = paths.find((argument) => argument.startsWith('-'));
  if (option === '--help' || option === '-h') {
    console.log(USAGE);
    return 0;
  }
  if (option !== undefined) throw new UsageError(`There is no option ${option}.`);

  // pnpm runs scripts at the workspace's root; paths are meant from where it was called.
  if (paths.length > 0) return inspectPaths(paths, process.env['INIT_CWD'] ?? process.cwd());

  buildAndSay();
  const failed = await migrateExample();
  console.log();
  if (failed.length === 0) {
    console.log(paint('green', `Everything came out as claimed, in ${secondsSince(begun)} s.`));
    return 0;
  }
  console.error(paint('red', `${plural(failed.length, 'claim')} did not hold:`));
  for (const claim of failed) console.error(`  ${claim}`);
  return 1;
}

function secondsSince(start: number): string {
  return ((performance.now() - start) / 1000).toFixed(1);
}
