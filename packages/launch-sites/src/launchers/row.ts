/** Small questions about one row. */
import type { Launcher, LauncherOrigin } from '../vocabulary/launcher.ts';

/** Is the launch a `new`, and no call? */
export function isConstructed({ kind, constructed }: Launcher): boolean {
  return kind === 'spawn' || constructed === true;
}

/** The package of the row; `@scope/name/deep/file` is of `@scope/name`. */
export function packageOf({ from }: Pick<Launcher, 'from'>): string | undefined {
  const origin = from.find((one): one is Extract<LauncherOrigin, { module: string }> => 'module' in one);
  return origin?.module
    .split('/', 2)
    .slice(0, origin.module.startsWith('@') ? 2 : 1)
    .join('/');
}
