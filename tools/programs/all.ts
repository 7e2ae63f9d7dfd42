import type { Program } from './program.ts';
import { ELSEWHERE } from './elsewhere.ts';
import { QUEUES } from './queues.ts';
import { THREADS } from './threads.ts';
import { VALUES } from './values.ts';

/** Every program, family by family. */
export const PROGRAMS: readonly Program[] = [...QUEUES, ...VALUES, ...THREADS, ...ELSEWHERE];
