/** How rows of several families name where they come from, and what they share. */
import type { Launcher, LauncherOrigin } from '../../vocabulary/launcher.ts';

export const exported = (module: string, ...names: string[]): LauncherOrigin[] =>
  names.map((name) => ({ module, export: name }));

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

export const LAST_FINISHED =
  'A queued task is started by whichever task finished last, in the context of that task.';
export const OPENER =
  'What a connection brings is handed over in the context of whoever opened it, or began what it does now.';
