/** `node --import @parent-overrides/sanitizer/register app.js`: instruments what is loaded, and reports at the end. */
import * as module from 'node:module';
import process from 'node:process';
import { isWatchedByAnother, startWatching } from '../watch/watch.ts';
import { hookCommonJs } from './commonjs.ts';
import { reportAtExit } from '../report/at-exit.ts';
import { instrumentLoaded, type Loaded } from './hooks.ts';
import { joinNodeTest } from './test-runner.ts';

export { mochaHooks } from './test-runner.ts';

/** Since Node 22.15; our types are those of Node 20. */
interface HookableModule {
  readonly registerHooks?: (hooks: {
    load: (url: string, context: object, next: (url: string, context: object) => Loaded) => Loaded;
  }) => void;
}

function hook(): void {
  startWatching();
  // Stacks then name the lines that people wrote, in the program's own errors too.
  process.setSourceMapsEnabled(true);
  hookCommonJs();
  const { registerHooks } = module as HookableModule;
  if (registerHooks === undefined) module.register('./hooks.js', import.meta.url);
  else registerHooks({ load: (url, context, next) => instrumentLoaded(url, next(url, context)) });
  reportAtExit();
  joinNodeTest();
}

if (isWatchedByAnother()) {
  const said = 'Another copy of the sanitizer watches this process, so this one steps aside.';
  process.emitWarning(said, 'ParentOverridesWarning');
} else hook();
