/** The two rules on wrappers that capture at the wrong moment, and their border with `require-wrapper`. */
import type { TestCaseError } from '@typescript-eslint/rule-tester';
import { noLateCapture } from '../src/rules/no-late-capture.ts';
import { noModuleScopeCapture } from '../src/rules/no-module-scope-capture.ts';
import { requireWrapper } from '../src/rules/require-wrapper.ts';
import { runJavaScript, runTypeScript } from './rule-testers.ts';

const RUNTIME = "import { withParentOverrides } from '@parent-overrides/runtime';\n";
const QUEUE = `${RUNTIME}import PQueue from 'p-queue';\nconst queue = new PQueue();\n`;

const late = (callee: string, output?: string): TestCaseError<'lateCapture' | 'moveOut'> => ({
  messageId: 'lateCapture',
  data: { callee, wrapper: 'withParentOverrides' },
  suggestions:
    output === undefined
      ? null
      : [{ messageId: 'moveOut', data: { wrapper: 'withParentOverrides' }, output }],
});

const LATE = [
  `${RUNTIME}setImmediate(() => withParentOverrides(run)());`,
  `${RUNTIME}setImmediate(function () { return withParentOverrides(run)(); });`,
];

runJavaScript('no-late-capture', noLateCapture, {
  valid: [
    `${RUNTIME}setImmediate(withParentOverrides(run));`,
    // Not wrapped at all: that is for `require-wrapper` to say.
    'setImmediate(() => run());',
    // The child does something else first.
    `${RUNTIME}setImmediate(() => { first(); return withParentOverrides(run)(); });`,
    // The child launches again, and captures at that launch.
    `${RUNTIME}setImmediate(withParentOverrides(() => setImmediate(withParentOverrides(run))));`,
  ],
  invalid: [
    {
      code: LATE[0]!,
      errors: [
        {
          ...late('setImmediate', `${RUNTIME}setImmediate(withParentOverrides(run));`),
          line: 2,
          column: 14,
          endLine: 2,
          endColumn: 19,
        },
      ],
    },
    { code: LATE[1]!, errors: [late('setImmediate')] },
    {
      code: `${RUNTIME}setImmediate(() => { return withParentOverrides(() => { run(); })(); });`,
      errors: [late('setImmediate', `${RUNTIME}setImmediate(withParentOverrides(() => { run(); }));`)],
    },
    {
      code: `${RUNTIME}setImmediate(() => withParentOverrides(run)(1, x));`,
      errors: [late('setImmediate', `${RUNTIME}setImmediate(withParentOverrides(() => run(1, x)));`)],
    },
    {
      code: `${QUEUE}queue.add(async () => await withParentOverrides(run)());`,
      errors: [late('queue.add', `${QUEUE}queue.add(withParentOverrides(async () => await run()));`)],
    },
    {
      code: `${QUEUE}queue.add(async () => withParentOverrides(async () => run(1))());`,
      errors: [late('queue.add', `${QUEUE}queue.add(withParentOverrides(async () => run(1)));`)],
    },
    // What would be lost or changed by moving is left to its author.
    {
      code: `${RUNTIME}setImmediate(() => /* why */ withParentOverrides(run)());`,
      errors: [late('setImmediate')],
    },
    // A comment of the task's own goes along, one behind the arrow stays where it is.
    {
      code: `${RUNTIME}setImmediate(() => withParentOverrides(/* why */ run)());`,
      errors: [late('setImmediate', `${RUNTIME}setImmediate(withParentOverrides(/* why */ run));`)],
    },
    {
      code: `${RUNTIME}setImmediate(() => withParentOverrides(run)() /* why */);`,
      errors: [late('setImmediate', `${RUNTIME}setImmediate(withParentOverrides(run) /* why */);`)],
    },
    {
      code: `/* why */ ${RUNTIME}setImmediate(() => withParentOverrides(run)());`,
      errors: [late('setImmediate', `/* why */ ${RUNTIME}setImmediate(withParentOverrides(run));`)],
    },
    {
      code: `${RUNTIME}setImmediate(() => withParentOverrides(run)(/* why */));`,
      errors: [late('setImmediate')],
    },
    { code: `${RUNTIME}setImmediate(() => withParentOverrides(run)?.());`, errors: [late('setImmediate')] },
    { code: `${RUNTIME}setImmediate(() => withParentOverrides(make())(1));`, errors: [late('setImmediate')] },
    {
      code: `${RUNTIME}setImmediate((a) => withParentOverrides(run)(a), 1);`,
      errors: [late('setImmediate')],
    },
    {
      code: `${RUNTIME}setImmediate(() => { withParentOverrides(run)(); });`,
      errors: [late('setImmediate')],
    },
  ],
});

runTypeScript('no-late-capture: TypeScript', noLateCapture, {
  valid: [],
  invalid: [
    {
      code: `${RUNTIME}setImmediate((() => withParentOverrides(run)()) as () => void);`,
      errors: [late('setImmediate')],
    },
  ],
});

const MODULE_SCOPE = [
  `${RUNTIME}const tick = withParentOverrides(run);\nexport function later() {\n  setImmediate(tick);\n}`,
  `${QUEUE}const task = withParentOverrides(async () => run());\nexport const go = () => queue.add(task);`,
];

runJavaScript('no-module-scope-capture', noModuleScopeCapture, {
  valid: [
    `${RUNTIME}export function later() { const tick = withParentOverrides(run); setImmediate(tick); }`,
    `${RUNTIME}const tick = withParentOverrides(run);\nsetImmediate(tick);`,
    'const tick = () => run(); export function later() { setImmediate(tick); }',
  ],
  invalid: [
    {
      code: MODULE_SCOPE[0]!,
      errors: [
        {
          messageId: 'moduleScopeCapture',
          data: { callee: 'setImmediate', wrapper: 'withParentOverrides' },
          line: 4,
          column: 16,
          endLine: 4,
          endColumn: 20,
          suggestions: null,
        },
      ],
    },
    {
      code: MODULE_SCOPE[1]!,
      errors: [
        {
          messageId: 'moduleScopeCapture',
          data: { callee: 'queue.add', wrapper: 'withParentOverrides' },
          suggestions: null,
        },
      ],
    },
  ],
});

// No launch is reported twice: each of these belongs to the rule above, and to it alone.
runJavaScript('require-wrapper leaves wrong moments to their own rules', requireWrapper, {
  valid: [...LATE, ...MODULE_SCOPE],
  invalid: [],
});
