import { LISTS } from './lists.ts';
import type { Program } from './program.ts';
import { HOME_MADE } from './home-made.ts';
import { ELSEWHERE } from './elsewhere.ts';
import { QUEUES } from './queues.ts';
import { THREADS } from './threads.ts';
import { VALUES } from './values.ts';

/** Every program, family by family. */
export const PROGRAMS: readonly Program[] = [
  ...QUEUES,
  ...VALUES,
  ...THREADS,
  ...ELSEWHERE,
  ...HOME_MADE,
  ...LISTS,
];
