/** Typed mode by what a program says, made up here: what decides is the declaration of what is called, and its names. */
import { describe, expect, it } from 'vitest';
import {
  findLaunchSites,
  resolveConfig,
  type LaunchTypes,
  type ParentOverridesSettings,
} from '../src/index.ts';
import type { TypeDeclaration } from '../src/vocabulary/source.ts';
import { parse } from './parse.ts';

interface Program {
  readonly modules?: readonly string[];
  /** By the text of a callee: who declares it. */
  readonly called?: Readonly<Record<string, readonly TypeDeclaration[]>>;
  /** By the text of an expression: what its type is. */
  readonly typed?: Readonly<Record<string, readonly TypeDeclaration[]>>;
  /** The texts of expressions that are functions. */
  readonly functions?: readonly string[];
}

/** The launchers found in a text that itself shows nothing. */
function found(text: string, program: Program, settings: ParentOverridesSettings = {}): string[] {
  const source = parse('typescript-eslint', text, { filename: 'a.ts' });
  const textOf = ({ range }: { range: readonly [number, number] }): string => text.slice(...range);
  const types: LaunchTypes = {
    hasModule: (module) =>
      (program.modules ?? ['p-queue', 'p-limit', 'piscina', 'timers', 'worker_threads']).includes(module),
    calledDeclarations: (callee) => program.called?.[textOf(callee)] ?? [],
    typeDeclarations: (expression) => program.typed?.[textOf(expression)] ?? [],
    seenAs: () => 'unknown',
    isFunction: (expression) => program.functions?.includes(textOf(expression)) ?? false,
  };
  const config = resolveConfig({ typed: true, ...settings });
  return findLaunchSites({ ...source, types }, config).map(({ launcher }) => launcher);
}

const ADD: TypeDeclaration = { module: 'p-queue', container: 'PQueue', name: 'add' };

describe('a method', () => {
  it.each<[string, TypeDeclaration, string[]]>([
    ['of a class of the package', ADD, ['p-queue#add']],
    ['of another class of it', { ...ADD, container: 'Deque' }, []],
    ['of a class of that name elsewhere', { ...ADD, module: 'own' }, []],
    ['of the project', { ...ADD, module: '' }, []],
    ['without a class', { module: 'p-queue', name: 'add' }, []],
    ['of another name', { ...ADD, name: 'put' }, []],
    ['whose class is an export', { module: 'piscina', container: 'Piscina', name: 'run' }, ['piscina#run']],
  ])('%s', (_what, declaration, launchers) => {
    expect(found('deps.q.add(run);', { called: { 'deps.q.add': [declaration] } })).toEqual(launchers);
  });

  it('keeps the name that it was declared with: others are not asked about', () => {
    expect(found('deps.q.put(run);', { called: { 'deps.q.put': [ADD] } })).toEqual([]);
    expect(found('deps.q[name](run);', { called: { 'deps.q[name]': [ADD] } })).toEqual(['p-queue#add']);
  });

  it('is one of those that a union names', () => {
    const other = { module: '', container: 'Set', name: 'add' };
    expect(found('deps.q.add(run);', { called: { 'deps.q.add': [other, ADD] } })).toEqual(['p-queue#add']);
  });

  it('of a package that the program has not is not asked about', () => {
    expect(found('deps.q.add(run);', { called: { 'deps.q.add': [ADD] }, modules: [] })).toEqual([]);
  });

  it('called without arguments, or with what is no function, launches nothing', () => {
    expect(found('deps.q.add();', { called: { 'deps.q.add': [ADD] } })).toEqual([]);
    expect(found("deps.q.add('text');", { called: { 'deps.q.add': [ADD] } })).toEqual([]);
    expect(found('deps.q.add(`text`);', { called: { 'deps.q.add': [ADD] } })).toEqual([]);
  });

  it('that takes data, or its function later, launches after a literal too', () => {
    const run = { module: 'piscina', container: 'Piscina', name: 'run' };
    expect(found("deps.p.run('text');", { called: { 'deps.p.run': [run] } })).toEqual(['piscina#run']);
    const schedule = { module: 'bottleneck', container: 'Bottleneck', name: 'schedule' };
    const modules = ['bottleneck'];
    expect(
      found("deps.l.schedule('a', run);", { called: { 'deps.l.schedule': [schedule] }, modules }),
    ).toEqual(['bottleneck#schedule']);
  });
});

describe('a function that is an export', () => {
  const DECLARED: TypeDeclaration = { module: 'timers', name: 'setImmediate' };

  it('is known by any name', () => {
    expect(found('defer(run);', { called: { defer: [DECLARED] } })).toEqual(['setImmediate']);
    expect(found('defer(run);', { called: { defer: [{ ...DECLARED, name: 'clearImmediate' }] } })).toEqual(
      [],
    );
    expect(found('defer(run);', { called: { defer: [{ ...DECLARED, container: 'Timers' }] } })).toEqual([]);
    expect(found('defer(run);', { called: { defer: [{ ...DECLARED, module: 'own' }] } })).toEqual([]);
  });

  it('is known as the member of a namespace by any name, of an object by its own', () => {
    const called = { 'ns.defer': [DECLARED], 'ns.setImmediate': [DECLARED] };
    const namespace = [{ module: '', name: '"/project/timers"' }];
    expect(found('ns.defer(run);', { called: { ...called, ns: namespace } })).toEqual(['setImmediate']);
    expect(found('ns.defer(run);', { called: { ...called, ns: [{ module: '', name: 'ns' }] } })).toEqual([]);
    expect(found('ns.setImmediate(run);', { called })).toEqual(['setImmediate']);
    expect(
      found('a.ns.defer(run);', { called: { 'a.ns.defer': [DECLARED], 'a.ns': namespace, a: namespace } }),
    ).toEqual(['setImmediate']);
    expect(found('a.ns.defer(run);', { called: { 'a.ns.defer': [DECLARED], 'a.ns': namespace } })).toEqual(
      [],
    );
    expect(found('f().defer(run);', { called: { 'f().defer': [DECLARED], 'f()': namespace } })).toEqual([]);
  });

  it('of the strict rows counts in strict', () => {
    const called = { 'ns.setTimeout': [{ module: 'timers', name: 'setTimeout' }] };
    expect(found('ns.setTimeout(run);', { called })).toEqual([]);
    expect(found('ns.setTimeout(run);', { called }, { strict: true })).toEqual(['setTimeout']);
  });
});

describe('what another function returned', () => {
  const typed = { limit: [{ module: 'p-limit', name: 'LimitFunction' }] };

  it('is known by its type', () => {
    expect(found('limit(run);', { typed })).toEqual(['p-limit']);
    expect(found('limit(run);', { typed: { limit: [{ module: 'p-limit', name: 'Options' }] } })).toEqual([]);
    expect(found('limit(run);', { typed: { limit: [{ module: 'own', name: 'LimitFunction' }] } })).toEqual(
      [],
    );
    expect(found("limit('text');", { typed })).toEqual([]);
    expect(found('limit(run);', { typed, modules: ['timers'] })).toEqual([]);
  });
});

describe('a construction', () => {
  const worker = [{ module: 'worker_threads', name: 'Worker' }];

  it('is known by what it makes, and what that extends', () => {
    expect(found('new Thread(file);', { typed: { 'new Thread(file)': worker } })).toEqual([
      'worker_threads.Worker',
    ]);
    const own = [{ module: '', name: 'Thread' }, ...worker];
    expect(found('new Thread(file);', { typed: { 'new Thread(file)': own } })).toEqual([
      'worker_threads.Worker',
    ]);
    expect(found('new Thread(file);', { typed: { 'new Thread(file)': own.slice(0, 1) } })).toEqual([]);
    expect(
      found('new Thread(file);', { typed: { 'new Thread(file)': worker }, modules: ['timers'] }),
    ).toEqual([]);
    // A constructor is no function that launches.
    expect(found('thread(run);', { called: { thread: worker } })).toEqual([]);
  });
});

describe('submit', () => {
  const EXECUTOR = { module: '', container: 'TaskExecutor', name: 'submit' };

  it('is an executor’s by the class that declares it, or by what its receiver is', () => {
    const functions = ['run'];
    expect(found('deps.r.submit(() => 1);', { called: { 'deps.r.submit': [EXECUTOR] } })).toEqual([
      'executor.submit',
    ]);
    expect(found('deps.r.submit(run);', { called: { 'deps.r.submit': [EXECUTOR] }, functions })).toEqual([
      'executor.submit',
    ]);
    expect(found('deps.r.submit(run);', { called: { 'deps.r.submit': [EXECUTOR] } })).toEqual([]);
    expect(
      found('deps.r.submit(run);', { typed: { 'deps.r': [{ module: '', name: 'Executor' }] }, functions }),
    ).toEqual(['executor.submit']);
    expect(
      found('deps.r.submit(run);', {
        typed: { 'deps.r': [{ module: '', name: 'ExecutorForm' }] },
        functions,
      }),
    ).toEqual([]);
    expect(
      found('deps.r.submit(run);', {
        called: { 'deps.r.submit': [{ module: '', name: 'submit' }] },
        functions,
      }),
    ).toEqual([]);
    expect(
      found('deps.r.send(run);', { typed: { 'deps.r': [{ module: '', name: 'Executor' }] }, functions }),
    ).toEqual([]);
    expect(found("deps.r.submit('text');", { called: { 'deps.r.submit': [EXECUTOR] } })).toEqual([]);
    expect(found('deps.r.submit();', { called: { 'deps.r.submit': [EXECUTOR] } })).toEqual([]);
  });

  it('is asked about where no package of a row is there', () => {
    expect(
      found('deps.r.submit(() => 1);', { called: { 'deps.r.submit': [EXECUTOR] }, modules: [] }),
    ).toEqual(['executor.submit']);
  });
});
