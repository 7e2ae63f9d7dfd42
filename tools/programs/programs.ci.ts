/** Invariant 8: small programs run, are migrated, and run again. */
import { test } from 'vitest';
import { PROGRAMS } from './all.ts';
import { checkProgram } from './check-program.ts';

test.concurrent.each(PROGRAMS)('$name', checkProgram);
