/** `pnpm test`: what has to hold before a commit. The heavier checks are in `checks.ts`. */
import { runChecks, vitestCheck } from './run-checks.ts';

process.exitCode = await runChecks([
  { name: 'build', command: 'pnpm', args: ['build'] },
  { name: 'types', command: 'pnpm', args: ['typecheck'] },
  { name: 'lint', command: 'pnpm', args: ['lint'] },
  vitestCheck('tests'),
  { name: 'demo', command: 'tsx', args: ['tools/demo/main.ts'] },
]);
