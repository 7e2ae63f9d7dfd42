/** Where a path into a module leads: through its exports, then step by step through what they hold. */
import type { TSESTree } from '@typescript-eslint/types';
import { externalBase } from '../evaluate/class-members.ts';
import { anyMember } from '../evaluate/object-members.ts';
import { containerCall, elementOf, iterated } from '../evaluate/containers.ts';
import { returnedValue } from '../evaluate/returned-value.ts';
import { ExpressionResolver } from '../evaluate/resolve-expression.ts';
import type { Resolver } from '../evaluate/resolver.ts';
import { shapeMember, typeValue } from '../evaluate/resolve-type.ts';
import { stepped, type Value } from '../evaluate/value.ts';
import { callsOf } from '../syntax/nodes.ts';
import { showsArgument } from '../syntax/own-functions.ts';
import type { FollowedPath, Source } from '../vocabulary/source.ts';
import { ModuleExports } from './module-exports.ts';
import type { Step } from './module-steps.ts';

/** Names that mean something in their own file or project only, whether or not there is such a module. */
const LOCAL = /^m:(?:[./#~]|@\/)/;

/** One module of the project, as the others see it. Made once for each reading of its text. */
export class ModuleView {
  readonly resolver: Resolver;
  readonly #exports: ModuleExports;

  /** @param source the module; its `modules` answer for what it imports itself */
  constructor(source: Source) {
    // This sets the parents where the parser did not.
    if (!source.calls) callsOf(source);
    this.resolver = new ExpressionResolver(source);
    this.#exports = new ModuleExports(this.resolver);
  }

  /** Is there an export of that name? A star of a package may have any. */
  has(name: string): boolean {
    return this.#exports.has(name);
  }

  /** Undefined where the steps end at something that this or another module of the project makes itself. */
  follow(steps: readonly Step[]): Omit<FollowedPath, 'through'> | undefined {
    return this.#outside(this.value(steps));
  }

  /**
   * What the calls of one of these paths give as argument `index`, after further steps; undefined for each that gives
   * nothing from outside of the project.
   */
  given(
    paths: ReadonlySet<string>,
    index: number,
    steps: readonly Step[],
  ): (Omit<FollowedPath, 'through'> | undefined)[] {
    return this.#callsOf(paths)
      .filter((call) => showsArgument(call, index))
      .map(({ arguments: given }) => {
        const argument = given[index];
        return this.#outside(this.#from(argument && this.resolver.evaluate(argument), steps));
      });
  }

  /** By which of its own names does the module export what is behind one of these paths? */
  passesOn(paths: ReadonlySet<string>, name: string): readonly string[] {
    return this.#exports.namesOf((value) => value?.kind === 'path' && paths.has(value.path), name);
  }

  #callsOf(paths: ReadonlySet<string>): (TSESTree.CallExpression | TSESTree.NewExpression)[] {
    const { source } = this.resolver;
    return (source.calls ?? callsOf(source)).filter((call) => {
      const callee = call.arguments.length === 0 ? undefined : this.resolver.evaluate(call.callee);
      return callee?.kind === 'path' && paths.has(callee.path);
    });
  }

  #outside(value: Value | undefined): Omit<FollowedPath, 'through'> | undefined {
    const { source } = this.resolver;
    if (value?.kind !== 'path') return undefined;
    const { path, or, created, createdIn = created && source, bound } = value;
    const paths = [path, ...(or ?? [])];
    // A path that still begins in the project ends in it; named from here, it would mean something else there.
    if (paths.some((each) => LOCAL.test(each) || source.modules?.isOwn(each))) return undefined;
    return {
      path,
      ...(or && { or }),
      ...(created && createdIn && { created, createdIn }),
      ...(bound && { bound }),
    };
  }

  /** What the steps from the module lead to, by its own text. */
  value(steps: readonly Step[]): Value | undefined {
    const [first, second] = steps;
    if (first === undefined || typeof first === 'string') return this.#from(this.#exports.whole(), steps);
    // `Deps|new` is something of the type `Deps`; a class is both.
    if ('given' in first) return undefined;
    const type = second === 'new' ? this.#exports.type(first.name) : undefined;
    return type
      ? this.#from(type, steps.slice(2))
      : this.#from(this.#exports.value(first.name), steps.slice(1));
  }

  #from(start: Value | undefined, steps: readonly Step[]): Value | undefined {
    let value = start;
    for (let at = 0; value && at < steps.length; at++) {
      const step = steps[at] as Step;
      const isCalled = steps[at + 1] === 'call';
      const called =
        typeof step === 'object' && 'name' in step && isCalled ? this.#method(value, step.name) : undefined;
      if (called) at++;
      value = called ?? this.#step(value, step);
    }
    return value;
  }

  /** A call of a method that is nobody's own: a container's, a function's, a promise's. */
  #method(value: Value, name: string): Value | undefined {
    if (name === 'catch' || name === 'finally') return value;
    if (name === 'bind') return value.kind === 'path' ? { ...value, bound: true } : value;
    return value.kind === 'container' ? containerCall(this.resolver, value, name) : undefined;
  }

  #step(value: Value, step: Step): Value | undefined {
    const resolver = this.resolver;
    // What is given to a function of this module is asked of the modules that import it.
    if (typeof step === 'object') return 'name' in step ? resolver.member(value, step.name) : undefined;
    if (step === 'base') return baseOf(resolver, value);
    if (value.kind === 'path') return resolver.follow(stepped(value, (path) => `${path}|${step}`));
    switch (step) {
      case 'new':
        return value.kind === 'class' ? { kind: 'instance', of: value.node } : undefined;
      case 'call':
        if (value.kind === 'function') return returnedValue(resolver, value.node);
        return value.kind === 'callable' ? value.returns && typeValue(resolver, value.returns) : undefined;
      case 'each':
        if (value.kind === 'object') return anyMember(resolver, value.node);
        if (value.kind === 'shape') return shapeMember(resolver, value, undefined);
        if (value.kind !== 'container') return undefined;
        return value.form === 'record' ? elementOf(resolver, value) : iterated(resolver, value);
    }
  }
}

/** What a class extends in the end; a class from outside is that itself. */
function baseOf(resolver: Resolver, value: Value): Value | undefined {
  const path =
    value.kind === 'class' ? externalBase(resolver, value.node) : value.kind === 'path' && value.path;
  if (!path) return undefined;
  return resolver.source.modules?.isOwn(path)
    ? resolver.follow({ kind: 'path', path: `${path}|base` })
    : { kind: 'path', path };
}
