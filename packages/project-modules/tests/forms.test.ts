/** Every form in which a queue, a limiter or a thread comes from another file, and what only looks like one. */
import { expect, test } from 'vitest';
import { FORMS } from './programs/forms.ts';
import { ELSEWHERE, GIVEN } from './programs/given.ts';
import { MORE_FORMS } from './programs/more-forms.ts';
import { SILENT } from './programs/silent.ts';
import { marked, Project } from './project.ts';

const ESM = { 'package.json': '{"type":"module"}' };

test.each(Object.entries({ ...FORMS, ...MORE_FORMS, ...SILENT, ...GIVEN, ...ELSEWHERE }))(
  '%s',
  (_, files) => {
    expect(new Project({ ...ESM, ...files }).launches()).toEqual(marked(files));
  },
);
