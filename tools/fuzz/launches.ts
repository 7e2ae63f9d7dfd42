/** The launches of generated programs: each launcher, called in its ways and in those that are not quite its own. */
import fc from 'fast-check';
import { Q } from './dialect.ts';
import { around, operand, plain, type Print, type Rule, type Rules } from './grammar.ts';
import type { Group } from './shapes.ts';

const LAUNCHERS: readonly Group[] = ['immediate', 'worker', 'queue', 'limit', 'pool'];

/** A comment between tokens; the line comment ends its line. */
const insideComments = fc.constantFrom(
  '',
  '',
  '',
  '',
  '/* a */ ',
  '/* ) ( */ ',
  '// ( }\n',
  '/** @type {Task} */ ',
  '// b\n',
);
const trailingComments = fc.constantFrom('', '', '', ' /* c */', ' // d\n');

const workerArguments = fc.constantFrom(
  `new URL(${Q}./worker.js${Q}, import.meta.url)`,
  `${Q}./worker.js${Q}`,
  'file',
  `file, { workerData: { a: 1 } }`,
  'source, { eval: true }',
  'await file()',
  'this.file',
  '',
);

export function launches(rules: Rules): Rule {
  const { launch } = rules;
  return fc.oneof(
    { weight: 8, arbitrary: calls(rules) },
    around(launch, (text) => `(${text})`),
    fc.constant<Print>((environment) => `new Promise((resolve) => ${environment.use('immediate')}(resolve))`),
    around(launch, (text, { typescript }) => (typescript ? `${operand(text)} as Handle` : text)),
  );
}

function calls({ callback }: Rules): Rule {
  return fc
    .tuple(fc.constantFrom(...LAUNCHERS), callArguments(callback), workerArguments, fc.nat({ max: 6 }))
    .map(([group, given, location, variant]): Print => (environment) => {
      const use = environment.use(group);
      if (group === 'worker') {
        const here = environment.esm ? location : location.replace('import.meta.url', '__filename');
        return workerLaunch(use, here, variant);
      }
      const text = given(environment);
      if (group === 'queue') return queueLaunch(use, text, variant, environment.use('runtime'));
      if (variant === 1) return `${use}?.(${text})`;
      if (variant === 2) return `${use}.call(null, ${text})`;
      if (variant === 4) return `${use} /* b */ (${text})`;
      if (variant === 5) return `${use}\n// c )\n(${text})`;
      if (variant === 3 && group === 'limit') return `${use}({ weight: 2 }, ${text})`;
      return `${use}(${text})`;
    });
}

function callArguments(callback: Rule): Rule {
  return fc
    .tuple(
      insideComments,
      fc.oneof({ weight: 12, arbitrary: callback }, fc.constant(plain('...tasks'))),
      trailingComments,
      fc.constantFrom('', '', '', ', 1', ', a, b', ',', ', ...rest', ', { priority: 1 }'),
    )
    .map(
      ([before, first, after, more]): Print =>
        (environment) =>
          before + first(environment) + after + more,
    );
}

function workerLaunch(use: string, given: string, variant: number): string {
  const made = `new ${/[[(]/.test(use) ? `(${use})` : use}(${given})`;
  if (variant === 1) return `${made}.postMessage(1)`;
  if (variant === 2) return `(${made}).on(${Q}message${Q}, done)`;
  if (variant === 3) return `new ${use}`;
  if (variant === 4) return `new (${made}).Port()`;
  if (variant === 5) return `new ${made}.Port()`;
  if (variant === 6) return `new (class extends (${use}) {})(${given})`;
  return made;
}

function queueLaunch(use: string, given: string, variant: number, wrapper: string): string {
  if (variant === 1) return `${use}.addAll([${given}])`;
  if (variant === 2) return `${use}?.add(${given})`;
  if (variant === 3) return `${use}.addAll(tasks.map((task) => () => task))`;
  if (variant === 4) return `${use}.addAll([one, ${given}].map(${wrapper}))`;
  if (variant === 5) return `${use}.addAll(tasks.map((task) => [${given}][0]))`;
  return `${use}.add(${given})`;
}
