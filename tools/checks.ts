/** `pnpm checks`: what is too heavy for every commit and runs in CI after `pnpm test`. */
import { runChecks, vitestCheck } from './run-checks.ts';

process.exitCode = await runChecks([
  // Bun and Deno by hand, `pnpm matrix --host bun,deno`: the codemod's tests take minutes on each.
  { name: 'matrix', command: 'tsx', args: ['tools/matrix/main.ts', '--node', 'others'] },
  { name: 'suites', command: 'tsx', args: ['tools/suites/main.ts'] },
  // All of them by hand, `pnpm probe:sanitizer`: most need minutes, and many a service.
  { name: 'agreement', command: 'tsx', args: ['tools/probe/agreement/main.ts', '--sample'] },
  { name: 'losses', command: 'tsx', args: ['tools/matrix/losses.ts', '--check'] },
  vitestCheck('programs', '--config', 'tools/programs/vitest.config.ts'),
  vitestCheck('jobs', '--config', 'tools/jobs/vitest.config.ts'),
  vitestCheck('hosts', '--config', 'tools/hosts/vitest.config.ts'),
  vitestCheck('docs', '--config', 'tools/docs/vitest.config.ts'),
  // The longest first.
  { name: 'corpus', command: 'tsx', args: ['tools/corpus/main.ts'], sharesMachine: true },
  { name: 'types', command: 'tsx', args: ['tools/types/main.ts'], sharesMachine: true },
  {
    name: 'fuzz',
    command: 'tsx',
    args: ['tools/fuzz/main.ts', '--runs', '7000', '--seed', '20261123'],
    sharesMachine: true,
  },
  {
    name: 'fuzz-split',
    command: 'tsx',
    args: ['tools/fuzz/main.ts', '--split', '--runs', '3000', '--seed', '20261123'],
    sharesMachine: true,
  },
]);
