/** Work that several callers share: no context is right in it, so it is explained and never wrapped. */
import type { Launcher } from '../../vocabulary/launcher.ts';
import { exported, LOSES } from './origins.ts';

const SHARED = {
  ...LOSES,
  preset: 'strict',
  refused: 'shared-work',
  evidence: 'One run answers everybody who asks meanwhile.',
} as const;

const memoizer = (id: string, from: Launcher['from']): Launcher => ({ ...SHARED, id, from, argument: 0 });

export const SHARED_WORK: readonly Launcher[] = [
  {
    ...SHARED,
    id: 'lru-cache#fetch (fetchMethod)',
    from: exported('lru-cache', 'LRUCache', 'default'),
    constructed: true,
    argument: { options: 0, keys: ['fetchMethod'] },
  },
  {
    ...SHARED,
    id: 'dataloader (batch function)',
    from: exported('dataloader', 'default'),
    constructed: true,
    argument: 0,
  },
  {
    ...SHARED,
    id: 'lru-memoizer (load)',
    from: exported('lru-memoizer', 'default'),
    argument: { options: 0, keys: ['load'] },
  },
  memoizer('p-memoize', exported('p-memoize', 'default')),
  memoizer('moize (promise)', exported('moize', 'default')),
  memoizer('promise-memoize', exported('promise-memoize', 'default')),
  memoizer('async.memoize', [...exported('async', 'memoize'), ...exported('async/memoize', 'default')]),
  memoizer('neo-async.cargo', [...exported('neo-async', 'cargo'), ...exported('neo-async/cargo', 'default')]),
];
