/** `node --import @parent-overrides/sanitizer/register app.js`: instruments what is loaded, and reports at the end. */
import { register } from 'node:module';
import process from 'node:process';
import { startWatching } from '../watch/watch.ts';
import { hookCommonJs } from './commonjs.ts';
import { reportAtExit } from '../report/at-exit.ts';

startWatching();
// Stacks then name the lines that people wrote, in the program's own errors too.
process.setSourceMapsEnabled(true);
hookCommonJs();
register('./hooks.js', import.meta.url);
reportAtExit();
