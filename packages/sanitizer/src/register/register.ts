/** `node --import @parent-overrides/sanitizer/register app.js`: instruments what is loaded, and reports at the end. */
import process from 'node:process';
import { isMainThread, parentPort } from 'node:worker_threads';
import { isWatchedByAnother, startWatching } from '../watch/watch.ts';
import { hookCommonJs } from './commonjs.ts';
import { reportAtExit } from '../report/at-exit.ts';
import { hookEsm } from './esm.ts';
import { joinNodeTest } from './test-runner.ts';

export { mochaHooks } from './test-runner.ts';

function hook(): void {
  startWatching().begin = joinNodeTest;
  // Stacks then name the lines that people wrote, in the program's own errors too.
  process.setSourceMapsEnabled(true);
  hookCommonJs();
  hookEsm();
  reportAtExit();
}

/** Node's own thread for hooks runs what `--require` names as well, and nothing of the program. */
const isOfProgram = isMainThread || parentPort !== null;

if (!isOfProgram) {
  // Nothing to watch.
} else if (isWatchedByAnother()) {
  const said = 'Another copy of the sanitizer watches this process, so this one steps aside.';
  process.emitWarning(said, 'ParentOverridesWarning');
} else hook();
