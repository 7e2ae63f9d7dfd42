/**
 * Generated programs of several files, each beside the same program in one: what is declared in one module is used in
 * another, by every kind of import and export. Whatever is made here need not run; all of it must parse.
 */
import fc from 'fast-check';
import { programParts, type Declaration, type Use } from './split-values.ts';

export interface SplitProgram {
  /** By file name. */
  readonly files: Readonly<Record<string, string>>;
  readonly joined: string;
  readonly joinedName: string;
}

/** How a module hands on what it declares, and how another one takes it. */
const ESM_IMPORTS = [
  'named',
  'renamed',
  'namespace',
  'barrel star',
  'barrel renamed',
  'barrel namespace',
  'default',
] as const;
const CJS_IMPORTS = ['named', 'renamed', 'namespace', 'barrel whole', 'barrel named'] as const;

interface Layout {
  readonly system: 'esm' | 'commonjs' | 'typescript';
  readonly modules: number;
  /** By declaration and use, cyclically: in which module it stands. */
  readonly places: readonly number[];
  /** By import, cyclically: how it is made. */
  readonly ways: readonly number[];
  /** CommonJS: one object at the end, or a name at a time. */
  readonly exportsObject: boolean;
}

const layouts: fc.Arbitrary<Layout> = fc.record({
  system: fc.constantFrom('esm', 'commonjs', 'typescript'),
  modules: fc.integer({ min: 2, max: 4 }),
  places: fc.array(fc.nat({ max: 3 }), { minLength: 1, maxLength: 12 }),
  ways: fc.array(fc.nat({ max: 6 }), { minLength: 1, maxLength: 8 }),
  exportsObject: fc.boolean(),
});

export const splitPrograms: fc.Arbitrary<SplitProgram> = fc
  .record({ parts: programParts, layout: layouts })
  .map(({ parts, layout }) => write(parts.declared, parts.used, layout));

interface Module {
  readonly declared: Declaration[];
  readonly used: Use[];
}

function write(declared: readonly Declaration[], used: readonly Use[], layout: Layout): SplitProgram {
  const { system, places } = layout;
  const ending = { esm: 'mjs', commonjs: 'cjs', typescript: 'ts' }[system];
  const modules = Array.from({ length: layout.modules }, (): Module => ({ declared: [], used: [] }));
  const moduleAt = (index: number): Module => modules[places[index % places.length]! % modules.length]!;
  declared.forEach((one, index) => moduleAt(index).declared.push(one));
  used.forEach((one, index) => moduleAt(declared.length + index).used.push(one));

  const files: Record<string, string> = {};
  let imports = 0;
  modules.forEach((module, index) => {
    const own = new Set(module.declared.map(({ name }) => name));
    const takes: string[] = [];
    const calledHere = new Map<string, string>();
    const needed = new Set([...module.declared, ...module.used].flatMap(({ needs }) => needs));
    for (const name of needed) {
      if (own.has(name)) continue;
      const home = modules.findIndex((other) => other.declared.some((each) => each.name === name));
      const way = layout.ways[imports++ % layout.ways.length]!;
      const taken = take({ name, home: `./m${home}.${ending}`, way, number: imports, system, ending });
      Object.assign(files, taken.files);
      takes.push(...taken.lines);
      calledHere.set(name, taken.called);
    }
    const called = (name: string): string => calledHere.get(name) ?? name;
    const body = [...module.declared, ...module.used].map(({ print }) => print(called));
    files[`m${index}.${ending}`] = [
      ...libraries(system, body),
      ...takes,
      ...body,
      ...gives(module, layout),
    ].join('\n');
  });
  const asIs = (name: string): string => name;
  const body = [...declared, ...used].map(({ print }) => print(asIs));
  return { files, joined: [...libraries(system, body), ...body].join('\n'), joinedName: `joined.${ending}` };
}

const LIBRARIES = [
  { local: 'PQueue', esm: "PQueue from 'p-queue'", commonjs: "PQueue = require('p-queue').default" },
  { local: 'pLimit', esm: "pLimit from 'p-limit'", commonjs: "pLimit = require('p-limit')" },
  {
    local: 'Bottleneck',
    esm: "Bottleneck from 'bottleneck'",
    commonjs: "Bottleneck = require('bottleneck')",
  },
  {
    local: 'soon',
    esm: "{ setImmediate as soon } from 'node:timers'",
    commonjs: "{ setImmediate: soon } = require('node:timers')",
  },
  {
    local: 'Thread',
    esm: "{ Worker as Thread } from 'node:worker_threads'",
    commonjs: "{ Worker: Thread } = require('node:worker_threads')",
  },
] as const;

/** Only what the module names itself: the others are to be found without. */
function libraries(system: Layout['system'], body: readonly string[]): string[] {
  const text = body.join('\n');
  return LIBRARIES.filter(({ local }) => new RegExp(`\\b${local}\\b`).test(text)).map(({ esm, commonjs }) =>
    system === 'commonjs' ? `const ${commonjs};` : `import ${esm};`,
  );
}

function gives({ declared }: Module, { system, exportsObject }: Layout): string[] {
  const names = declared.map(({ name }) => name);
  if (system === 'commonjs')
    return exportsObject
      ? [`module.exports = { ${names.join(', ')} };`]
      : names.map((name) => `exports.${name} = ${name};`);
  return [`export { ${names.join(', ')} };`];
}

interface Taking {
  readonly name: string;
  readonly home: string;
  readonly way: number;
  readonly number: number;
  readonly system: Layout['system'];
  readonly ending: string;
}

interface Taken {
  readonly lines: readonly string[];
  /** What the importing module calls it. */
  readonly called: string;
  /** Barrels between the two. */
  readonly files?: Readonly<Record<string, string>>;
}

function take(taking: Taking): Taken {
  return taking.system === 'commonjs' ? required(taking) : imported(taking);
}

function imported({ name, home, way, number, ending }: Taking): Taken {
  const [local, barrel] = [`${name}_${number}`, `barrel${number}`];
  const from = `./${barrel}.${ending}`;
  const through = (text: string): Record<string, string> => ({ [`${barrel}.${ending}`]: text });
  switch (ESM_IMPORTS[way % ESM_IMPORTS.length]!) {
    case 'named':
      return { lines: [`import { ${name} } from '${home}';`], called: name };
    case 'renamed':
      return { lines: [`import { ${name} as ${local} } from '${home}';`], called: local };
    case 'namespace':
      return { lines: [`import * as ${local} from '${home}';`], called: `${local}.${name}` };
    case 'barrel star':
      return {
        lines: [`import { ${name} as ${local} } from '${from}';`],
        called: local,
        files: through(
          `export const other = 1;\nexport * from './missing.${ending}';\nexport * from '${home}';\n`,
        ),
      };
    case 'barrel renamed':
      return {
        lines: [`import { given as ${local} } from '${from}';`],
        called: local,
        files: through(`export { ${name} as given } from '${home}';\n`),
      };
    case 'barrel namespace':
      return {
        lines: [`import { all as ${local} } from '${from}';`],
        called: `${local}.${name}`,
        files: through(`export * as all from '${home}';\n`),
      };
    case 'default':
      return {
        lines: [`import ${local} from '${from}';`],
        called: local,
        files: through(`import { ${name} as it } from '${home}';\nexport default it;\n`),
      };
  }
}

function required({ name, home, way, number, ending }: Taking): Taken {
  const [local, barrel] = [`${name}_${number}`, `barrel${number}`];
  const from = `./${barrel}.${ending}`;
  switch (CJS_IMPORTS[way % CJS_IMPORTS.length]!) {
    case 'named':
      return { lines: [`const { ${name} } = require('${home}');`], called: name };
    case 'renamed':
      return { lines: [`const { ${name}: ${local} } = require('${home}');`], called: local };
    case 'namespace':
      return { lines: [`const ${local} = require('${home}');`], called: `${local}.${name}` };
    case 'barrel whole':
      return {
        lines: [`const ${local} = require('${from}').${name};`],
        called: local,
        files: { [`${barrel}.${ending}`]: `module.exports = require('${home}');\n` },
      };
    case 'barrel named':
      return {
        lines: [`const { given: ${local} } = require('${from}');`],
        called: local,
        files: { [`${barrel}.${ending}`]: `exports.given = require('${home}').${name};\n` },
      };
  }
}
