/** Does a member hold something wrapped: a property of an object of the file, or a field or getter of a class. */
import type { TSESTree } from '@typescript-eslint/types';
import { fieldValues, getterOf, type MemberOf } from '../evaluate/class-members.ts';
import type { Classifier, Question } from './question.ts';
import type { Node } from '../vocabulary/source.ts';
import { patternSteps } from '../syntax/patterns.ts';
import { enclosingFunction, isFunction, isNothing, memberName } from '../syntax/nodes.ts';
import type { Value } from '../evaluate/value.ts';
import { refused, sameMoment, WRAPPED, type WrapState } from './wrap-state.ts';

/** `const { run } = handlers` */
export function destructuredState(
  wrappers: Classifier,
  { init, id }: { readonly init: Node; readonly id: Node },
  name: Node,
  question: Question,
): WrapState | undefined {
  const steps = patternSteps(id, name);
  const last = steps?.pop();
  if (!steps || last === undefined) return undefined;
  const owner = steps.reduce(
    (value, step) => wrappers.resolver.member(value, step),
    wrappers.resolver.evaluate(init),
  );
  return stateOf(wrappers, owner, last, question);
}

/** `this.run`, `handlers.run`: what the field or the property was given, and when. */
export function memberState(
  wrappers: Classifier,
  node: TSESTree.MemberExpression,
  question: Question,
): WrapState | undefined {
  const name = memberName(node);
  return name === undefined
    ? undefined
    : stateOf(wrappers, wrappers.resolver.evaluate(node.object), name, question);
}

function stateOf(
  wrappers: Classifier,
  owner: Value | undefined,
  name: string,
  question: Question,
): WrapState | undefined {
  if (owner?.kind === 'object') {
    const value = wrappers.resolver.objectMember(owner.node, name);
    const state = value && wrappers.inner(value, question, value);
    if (!value || !state || state.state === 'unwrapped') return undefined;
    return sameMoment(value, question.launch) ? state : refused('captured-at-module-scope');
  }
  if (owner?.kind !== 'instance' && owner?.kind !== 'class') return undefined;
  const isStatic = owner.kind === 'class';
  const member: MemberOf = { node: owner.kind === 'class' ? owner.node : owner.of, name, isStatic };
  const getter = getterOf(member);
  if (getter) return wrappers.result(getter, question);
  const values = fieldValues(wrappers.resolver, member).filter((value) => !isNothing(value));
  const captures = values.filter((value) => wrappers.inner(value, question, value).state === 'wrapped');
  if (captures.length === 0) return undefined;
  if (captures.length < values.length) return refused('reassigned-variable');
  const early = captures.some(
    (capture) =>
      isMadeWithOwner(capture) && enclosingFunction(capture) !== enclosingFunction(question.launch),
  );
  if (early) return refused(isStatic ? 'captured-at-module-scope' : 'constructor-time-capture');
  return WRAPPED;
}

/** Is this computed while the object (or, for a static field, the class) is made? */
function isMadeWithOwner(value: Node): boolean {
  const fn = enclosingFunction(value);
  return !isFunction(fn) || (fn.parent.type === 'MethodDefinition' && fn.parent.kind === 'constructor');
}
