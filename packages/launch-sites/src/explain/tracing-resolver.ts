/**
 * A resolver that writes down every question on the way to an answer. The answers are those of `ExpressionResolver`,
 * which does the work and knows nothing of this: nobody pays for it who does not ask why.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { LaunchTypes, Node, Source, VariableLike } from '../vocabulary/source.ts';
import { aliased, ExpressionResolver } from '../evaluate/resolve-expression.ts';
import type { Value } from '../evaluate/value.ts';
import { constantDeclaration, findValue, type Definition } from '../syntax/scopes.ts';

/** What a question was about. `group`: an answer that is remembered under a key of its own, a function's result say. */
export type Subject =
  | { readonly kind: 'expression' | 'type'; readonly node: Node }
  | { readonly kind: 'name'; readonly variable: VariableLike; readonly definitions: readonly Definition[] }
  | { readonly kind: 'member'; readonly of: Value | undefined; readonly name: string }
  | { readonly kind: 'group' };

/** A question with its answer and the questions that it led to, in their order. */
export interface Trace {
  readonly subject: Subject;
  readonly value: Value | undefined;
  /** The files that the value came through, where other modules led on. */
  readonly through?: readonly string[] | undefined;
  readonly inner: readonly Trace[];
}

interface OpenTrace extends Trace {
  through?: readonly string[] | undefined;
  value: Value | undefined;
  inner: OpenTrace[];
}

export class TracingResolver extends ExpressionResolver {
  /** The last trace of each thing that was asked about: a remembered answer leads to no questions any more. */
  readonly #traces = new Map<object, OpenTrace>();
  /** By value that other modules led to: the files that it came through. */
  readonly #followed = new WeakMap<Value, readonly string[]>();
  #outer: OpenTrace = { subject: { kind: 'group' }, value: undefined, inner: [] };

  constructor(source: Source, types?: LaunchTypes) {
    super(types ? { ...source, types } : source, types !== undefined);
  }

  /** How the value of an expression comes about. */
  traceOf(expression: Node): Trace {
    const asked: OpenTrace = { subject: { kind: 'group' }, value: undefined, inner: [] };
    const outer = this.#outer;
    this.#outer = asked;
    this.evaluate(expression);
    this.#outer = outer;
    return asked.inner[0] ?? asked;
  }

  override evaluate(node: Node): Value | undefined {
    return this.#trace(node, { kind: 'expression', node }, () => {
      const value = super.evaluate(node);
      if (node.type === 'Identifier')
        this.#outer.inner = this.#throughAliases(node, value, this.#outer.inner);
      return value;
    }).value;
  }

  override remember(key: object, compute: () => Value | undefined): Value | undefined {
    const subject: Subject = isType(key) ? { kind: 'type', node: key } : { kind: 'group' };
    return this.#trace(key, subject, () => super.remember(key, compute)).value;
  }

  override definition(variable: VariableLike, definitions: readonly Definition[]): Value | undefined {
    const subject: Subject = { kind: 'name', variable, definitions };
    return this.#trace(variable, subject, () => super.definition(variable, definitions)).value;
  }

  override member(of: Value | undefined, name: string): Value | undefined {
    const subject: Subject = { kind: 'member', of, name };
    return this.#trace(subject, subject, () => super.member(of, name)).value;
  }

  override follow(value: Value | undefined): Value | undefined {
    const followed = super.follow(value);
    if (followed && followed !== value && value?.kind === 'path') {
      const through = this.source.modules?.follow(value.path)?.through;
      if (through) this.#followed.set(followed, through);
    }
    return followed;
  }

  #trace(key: object, subject: Subject, ask: () => Value | undefined): OpenTrace {
    const earlier = this.#traces.get(key);
    const trace: OpenTrace = { subject, value: undefined, inner: [] };
    const outer = this.#outer;
    outer.inner.push(trace);
    this.#outer = trace;
    this.#traces.set(key, trace);
    try {
      trace.value = ask();
      trace.through = trace.value && this.#followed.get(trace.value);
    } finally {
      this.#outer = outer;
    }
    if (trace.inner.length === 0 && earlier && trace.value?.kind !== 'cycle') trace.inner = earlier.inner;
    return trace;
  }

  /** `const later = setImmediate`: such names are followed in one go, without a question for each. */
  #throughAliases(node: TSESTree.Identifier, value: Value | undefined, inner: OpenTrace[]): OpenTrace[] {
    const { scopeManager } = this.source;
    const passed: VariableLike[] = [];
    let at = node;
    for (;;) {
      const declaration = constantDeclaration(scopeManager, at);
      const next = declaration && !passed.includes(declaration.variable) && aliased(declaration);
      if (!next) break;
      passed.push(declaration.variable);
      at = next;
    }
    const binding = findValue(scopeManager, at, at.name);
    const earlier = binding === 'global' ? undefined : this.#traces.get(binding.variable);
    let found = inner.length === 0 && earlier ? [earlier] : inner;
    if (at !== node && found.length === 0)
      found = [{ subject: { kind: 'expression', node: at }, value, inner: [] }];
    const through = value && this.#followed.get(value);
    return passed.reduceRight<OpenTrace[]>((further, variable) => {
      const definitions = variable.defs as readonly Definition[];
      return [{ subject: { kind: 'name', variable, definitions }, value, through, inner: further }];
    }, found);
  }
}

function isType(key: object): key is Node {
  return 'type' in key && typeof key.type === 'string' && key.type.startsWith('TS');
}
