/** How rows of several families name where they come from, and what they share. */
import type { Launcher, LauncherOrigin } from '../../vocabulary/launcher.ts';

/** Exports of a module; of a file of a package (`lodash/debounce`) also as Node's modules have to name it, with `.js`. */
export function exported(module: string, ...names: string[]): LauncherOrigin[] {
  const isFile = /^(?:@[^/]+\/)?[^/]+\/[^.]+$/.test(module);
  return [module, ...(isFile ? [`${module}.js`] : [])].flatMap((written) =>
    names.map((name) => ({ module: written, export: name })),
  );
}

/** What most rows are: a callback, and another task's context where nobody wraps it. */
export const LOSES = {
  kind: 'callback',
  loss: 'another-task',
  preset: 'recommended',
} as const satisfies Partial<Launcher>;

/** One row for each of several methods of one receiver. */
export function methods(
  row: Omit<Launcher, 'id' | 'member' | 'receiver'> & Required<Pick<Launcher, 'receiver'>>,
  name: string,
  ...members: readonly string[]
): Launcher[] {
  return members.map((member) => ({ ...row, id: `${name}#${member}`, member }));
}

export const SHARES_FRAME =
  'Node keeps the AsyncLocalStorage store, so the child shares the live values of its parent.';
export const STARTS_EMPTY = 'A thread has its own memory: nothing of the store reaches it.';
export const LAST_FINISHED =
  'A queued task is started by whichever task finished last, in the context of that task.';
export const OPENER =
  'What a connection brings is handed over in the context of whoever opened it, or began what it does now.';
