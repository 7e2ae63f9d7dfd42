/**
 * The process that `probe` measures a user's file in: it may hang, end its process or throw where nobody catches it.
 * It is told the file and how the callers come, and answers once.
 */
import { pathToFileURL } from 'node:url';
import { asStarter, measure } from './probe/measure.ts';
import { CALLERS, isSees, type How } from './probe/sees.ts';
import type { ProbeAnswer } from './probe/answer.ts';

const [file, how] = process.argv.slice(2) as [string, How];
/** Longer than the next caller needs to come. */
const TAKES = 8;

type UsersLaunch = (callback: () => Promise<string>) => unknown;

function answer(said: ProbeAnswer): void {
  // What the file has opened keeps a process alive.
  process.send?.(said, () => process.exit(0));
}

const inWords = (error: unknown): string =>
  (error instanceof Error ? error.message || error.name : String(error)).split('\n')[0] ?? '';

async function measured(): Promise<ProbeAnswer> {
  let loaded: Readonly<Record<string, unknown>>;
  try {
    loaded = (await asStarter(() => import(pathToFileURL(file).href))) as typeof loaded;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ERR_UNKNOWN_FILE_EXTENSION') return { problem: 'extension' };
    return { problem: 'load', why: inWords(error) };
  }
  const launch = loaded['launch'] ?? (loaded['default'] as Partial<typeof loaded> | undefined)?.['launch'];
  if (typeof launch !== 'function') return { problem: 'export' };
  const ran = new Set<string>();
  const sees = await measure(
    (watch) => (me) =>
      (launch as UsersLaunch)(async () => {
        ran.add(me);
        watch.see(me);
        await watch.sleep(TAKES);
        return me;
      }),
    how,
  );
  if (isSees(sees)) return { sees: ran.size < CALLERS.length ? 'shared' : sees, ran: ran.size };
  return ran.size === 0 && /no callback ran$/.test(sees)
    ? { problem: 'never' }
    : { problem: 'launch', why: sees.replace(/^failed: /, '') };
}

void measured().then(answer);
