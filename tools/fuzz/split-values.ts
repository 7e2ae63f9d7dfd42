/** What programs of several files are made of: declarations that hold a launcher, or look like it, and its uses. */
import fc from 'fast-check';

/** What a name is here: the same everywhere in a joined program, another one where it is imported. */
type Called = (name: string) => string;

export interface Part {
  /** The names of declarations that it refers to. */
  readonly needs: readonly string[];
  readonly print: (called: Called) => string;
}

export interface Declaration extends Part {
  readonly name: string;
}

/** A launch, or what looks like one, with a number that the text has nowhere else. */
export type Use = Part;

/** What launches in the end, and how it is called then. */
const KINDS = [
  { make: 'new PQueue({ concurrency: 1 })', call: (it: string, task: string) => `${it}.add(${task});` },
  { make: 'pLimit(2)', call: (it: string, task: string) => `${it}(${task});` },
  {
    make: 'new Bottleneck({ maxConcurrent: 1 })',
    call: (it: string, task: string) => `${it}.schedule(${task});`,
  },
  { make: 'soon', call: (it: string, task: string) => `${it}(${task});` },
  { make: 'Thread', call: (it: string, task: string) => `new (${it})(${task});` },
  // Looks alike.
  { make: 'new Set()', call: (it: string, task: string) => `${it}.add(${task});` },
  { make: '(fn) => fn()', call: (it: string, task: string) => `${it}(${task});` },
] as const;

/** Ways to hold a value under a name, and to come by it again. */
interface Holder {
  readonly declare: (name: string, value: string) => string;
  readonly read: (name: string) => string;
  /** It is read by `await`, which not every other holder could do. */
  readonly isLast?: true;
}

const HOLDERS: readonly Holder[] = [
  { declare: (name, value) => `const ${name} = ${value};`, read: (name) => name },
  { declare: (name, value) => `function ${name}() { return ${value}; }`, read: (name) => `${name}()` },
  { declare: (name, value) => `const ${name} = () => (${value});`, read: (name) => `${name}()` },
  {
    declare: (name, value) => `async function ${name}() { return ${value}; }`,
    read: (name) => `(await ${name}())`,
    isLast: true,
  },
  { declare: (name, value) => `const ${name} = { a: ${value}, b: 1 };`, read: (name) => `${name}.a` },
  {
    declare: (name, value) => `const ${name} = { get a() { return ${value}; } };`,
    read: (name) => `${name}.a`,
  },
  {
    declare: (name, value) => `const ${name} = { make() { return ${value}; } };`,
    read: (name) => `${name}.make()`,
  },
  { declare: (name, value) => `const ${name} = [${value}];`, read: (name) => `${name}[0]` },
  {
    declare: (name, value) => `const ${name} = new Map([['a', ${value}]]);`,
    read: (name) => `${name}.get('a')`,
  },
  { declare: (name, value) => `class ${name} { held = ${value}; }`, read: (name) => `new ${name}().held` },
  { declare: (name, value) => `class ${name} { static held = ${value}; }`, read: (name) => `${name}.held` },
  {
    declare: (name, value) => `class ${name} { constructor() { this.held = ${value}; } }`,
    read: (name) => `new ${name}().held`,
  },
  {
    declare: (name, value) => `class ${name} { get held() { return ${value}; } }`,
    read: (name) => `new ${name}().held`,
  },
  {
    declare: (name, value) =>
      `let ${name}_cached; function ${name}() { return (${name}_cached ??= ${value}); }`,
    read: (name) => `${name}()`,
  },
  { declare: (name, value) => `let ${name}; ${name} = ${value};`, read: (name) => name },
  { declare: (name, value) => `const ${name} = this?.given ?? (${value});`, read: (name) => name },
];

/** Declarations without a value: a class that extends a library's, a thread. */
const CLASSES = [
  { declare: (name: string, base: string) => `class ${name} extends ${base} {}`, overrides: false },
  {
    declare: (name: string, base: string) =>
      `class ${name} extends ${base} { async add(fn) { return fn(); } }`,
    overrides: true,
  },
] as const;

interface Picks {
  readonly kind: number;
  readonly holders: readonly number[];
  readonly classes: readonly number[];
}

const picks: fc.Arbitrary<Picks> = fc.record({
  kind: fc.nat({ max: KINDS.length - 1 }),
  holders: fc.array(fc.nat({ max: HOLDERS.length - 1 }), { minLength: 1, maxLength: 4 }),
  classes: fc.array(fc.nat({ max: CLASSES.length - 1 }), { maxLength: 2 }),
});

/** A chain of declarations, each of which holds the one before, and its use at every link. */
export interface Chain {
  readonly declared: readonly Declaration[];
  readonly used: readonly Use[];
}

function chain({ kind, holders, classes }: Picks, index: number): Chain {
  const { make, call } = KINDS[kind]!;
  const declared: Declaration[] = [];
  const used: Use[] = [];
  let value: Part = { needs: [], print: () => make };
  if (kind === 0) value = subclassed(declared, classes, index) ?? value;
  const picked = holders.map((pick) => HOLDERS[pick]!);
  const last = picked.findIndex(({ isLast }) => isLast);
  (last === -1 ? picked : picked.slice(0, last + 1)).forEach(({ declare, read }, link) => {
    const name = `v${index}_${link}`;
    const held = value;
    declared.push({ name, needs: held.needs, print: (called) => declare(name, held.print(called)) });
    value = { needs: [name], print: (called) => read(called(name)) };
    const now = value;
    const task = `() => work(${index * 100 + link})`;
    used.push({ needs: [name], print: (called) => inFunction(call(now.print(called), task), link) });
  });
  return { declared, used };
}

function subclassed(declared: Declaration[], classes: readonly number[], index: number): Part | undefined {
  let base: Part = { needs: [], print: () => 'PQueue' };
  classes.forEach((pick, link) => {
    const name = `C${index}_${link}`;
    const extended = base;
    declared.push({
      name,
      needs: extended.needs,
      print: (called) => CLASSES[pick]!.declare(name, extended.print(called)),
    });
    base = { needs: [name], print: (called) => called(name) };
  });
  const made = base;
  return classes.length > 0
    ? { needs: made.needs, print: (called) => `new (${made.print(called)})()` }
    : undefined;
}

/** On one line, so that a launch's line tells which use it is. */
function inFunction(statement: string, link: number): string {
  return link % 2 === 0
    ? `void async function () { ${statement} };`
    : `const use${statement.replace(/\D/g, '')} = async () => { ${statement} };`;
}

const chains: fc.Arbitrary<readonly Chain[]> = fc
  .array(picks, { minLength: 1, maxLength: 3 })
  .map((all) => all.map(chain));

export const programParts: fc.Arbitrary<Chain> = chains.map((all) => ({
  declared: all.flatMap(({ declared }) => declared),
  used: all.flatMap(({ used }) => used),
}));
