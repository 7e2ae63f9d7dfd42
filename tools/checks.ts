/** `pnpm checks`: what is too heavy for every commit and runs in CI after `pnpm test`. */
import { runChecks, vitestCheck } from './run-checks.ts';

process.exitCode = await runChecks([
  { name: 'corpus', command: 'tsx', args: ['tools/corpus/main.ts'] },
  vitestCheck('hosts', '--config', 'tools/hosts/vitest.config.ts'),
]);
