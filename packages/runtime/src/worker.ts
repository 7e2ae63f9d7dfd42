/**
 * `import '@parent-overrides/runtime/worker'` as the first import of a web Worker or SharedWorker: takes the
 * overrides that `spawnWithParentOverrides` posts first, before any listener of the worker sees them. They are
 * there from the first message on, not while the worker's modules evaluate. Without this import the worker would
 * see an alien message, so: both ends or neither. In Node it does nothing; environment data does this there.
 */
import { CARRIER_KEY, isCloned, openCarrier } from './carrier.ts';
import type { Overrides } from './frame.ts';
import { propertyOf } from './kind.ts';
import { state } from './state.ts';

const scope = globalThis as any;

/** Listeners run in the order they were added, so each of `port`'s messages finds its own page's overrides. */
function listen(port: any): void {
  let root: Overrides = openCarrier(undefined);
  port.addEventListener('message', (event: any) => {
    const carried = propertyOf(event.data, CARRIER_KEY);
    if (isCloned(carried)) {
      event.stopImmediatePropagation();
      root = openCarrier(carried);
    }
    state.root = root;
  });
}

if (typeof scope.WorkerGlobalScope === 'function' && scope instanceof scope.WorkerGlobalScope) {
  if ('onconnect' in scope) scope.addEventListener('connect', (event: any) => listen(event.ports[0]));
  else listen(scope);
}
