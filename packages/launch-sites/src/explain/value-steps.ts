/** From the trace of a callee to the steps that a reader needs: from what is called to where its value comes from. */
import { MOST_STEPS } from '../bounds.ts';
import type { Node, Range, Source } from '../vocabulary/source.ts';
import { sameValue, type Value } from '../evaluate/value.ts';
import type { Definition } from '../syntax/scopes.ts';
import { isTransparent, rangeOf } from '../syntax/nodes.ts';
import { describeValue, excerpt, takeApart } from './describe-value.ts';
import type { Because, ValueStep } from './explanation.ts';
import { stopOf } from './stops.ts';
import type { Subject, Trace } from './tracing-resolver.ts';

export interface Steps {
  readonly steps: readonly ValueStep[];
  readonly more: number;
  /** Why the value of the callee is not known, if it is not: the last step's stop. */
  readonly stop?: Because;
}

export function valueSteps(source: Source, root: Trace): Steps {
  const shown: ValueStep[] = [];
  const seen = new Set<Trace>();
  let more = 0;
  let stop: Because | undefined;

  /**
   * @param place the nearest question around that is about a place of the text
   * @param asked the nearest one that says what it is about
   * @param line the step that shows it
   * @param of the question around, where that is shown by this one
   */
  const visit = (trace: Trace, place: Trace, asked: Trace, line: number, of?: Trace): void => {
    if (seen.has(trace)) return;
    seen.add(trace);
    const { kind } = trace.subject;
    const isNothing = kind === 'group' || (kind === 'member' && !trace.subject.of);
    const hereAsked = isNothing ? asked : trace;
    const herePlace = kind === 'group' || kind === 'member' ? place : trace;
    const further = relevant(trace, herePlace).filter((inner) => !seen.has(inner));
    const step = stepOf(source, { ...trace, through: trace.through ?? of?.through }, trace === root);
    const same = step ? shown.findIndex((other) => sameRange(other.range, step.range)) : -1;
    let own = same === -1 ? line : same;
    if (step && same === -1) {
      if (shown.length < MOST_STEPS) own = shown.push(step) - 1;
      else more++;
    }
    if (!stop && !isKnown(trace.value) && further.every((inner) => isKnown(inner.value))) {
      const here = stopOf(source, hereAsked);
      shown.splice(own, 1, ...shown.slice(own, own + 1).map((last) => ({ ...last, stop: here })));
      stop = here;
    }
    for (const inner of further) visit(inner, herePlace, hereAsked, own, step ? undefined : trace);
  };
  visit(root, root, root, 0);
  return { steps: shown, more, ...(stop && { stop }) };
}

function isKnown(value: Value | undefined): boolean {
  return value !== undefined && value.kind !== 'cycle';
}

/** The questions that a value depends on: what is read or called, and where the value itself comes from. */
function relevant(trace: Trace, place: Trace): Trace[] {
  const { value } = trace;
  // Whatever else is asked about on the way, such as the objects of other assignments, is not what was wanted.
  const inner = trace.inner.filter((other) => !isAside(other, place));
  const base = inner.find((other) => isBase(trace, other));
  // An assertion may tell of `x as PQueue` what `x` does not.
  // Another file said what this one's import is.
  if (trace.through) return inner.filter((other) => isKnown(other.value));
  if (isKnown(value))
    return inner.filter((other) => (other === base && isKnown(base.value)) || leadsTo(other.value, value));
  if (base && !isKnown(base.value)) return [base];
  const unknown = inner.find((other) => !isKnown(other.value));
  return [...(base ? [base] : []), ...(unknown ? [unknown] : [])];
}

/** `queue` of `queue.add`, `make` of `make()`. */
function isBase({ subject }: Trace, inner: Trace): boolean {
  if (subject.kind !== 'expression' || inner.subject.kind !== 'expression') return false;
  const { node } = subject;
  if (node.type === 'MemberExpression') return inner.subject.node === node.object;
  if (node.type === 'CallExpression' || node.type === 'NewExpression') {
    const { callee } = node;
    return (
      inner.subject.node === callee ||
      (callee.type === 'MemberExpression' && inner.subject.node === callee.object)
    );
  }
  return isTransparent(node);
}

/** The object of an assignment or of a call that is somewhere else in the file. */
function isAside({ subject }: Trace, { subject: place }: Trace): boolean {
  if (subject.kind !== 'expression') return false;
  const member = subject.node.parent;
  if (member?.type !== 'MemberExpression' || member.object !== subject.node) return false;
  if (place.kind === 'expression') return place.node !== member && place.node !== member.parent;
  // `queues.forEach((queue) => ...)` says what `queue` is.
  const given = member.parent.type === 'CallExpression' ? member.parent.arguments : [];
  return !(place.kind === 'name' && place.definitions.some(({ node }) => given.includes(node as never)));
}

/** Is `value` what came of `origin`, or the same? */
function leadsTo(origin: Value | undefined, value: Value | undefined): boolean {
  if (!origin || !value || origin.kind === 'cycle') return false;
  if (origin.kind === 'path' && value.kind === 'path') {
    const origins = [origin.path, ...(origin.or ?? [])];
    return [value.path, ...(value.or ?? [])].some((path) => origins.some((other) => path.startsWith(other)));
  }
  if (origin.kind === 'class' && value.kind === 'instance') return origin.node === value.of;
  return sameValue(origin, value);
}

function stepOf(source: Source, trace: Trace, isRoot: boolean): ValueStep | undefined {
  const { subject, value, inner } = trace;
  if (subject.kind === 'group' || subject.kind === 'member') return undefined;
  if (subject.kind === 'expression' && !isRoot) {
    const { node } = subject;
    const isPassedOn = isTransparent(node) || node.type === 'AwaitExpression' || node.type === 'Identifier';
    if (isPassedOn && inner.length > 0) return undefined;
    // The line of the name shows it already.
    if (node.parent?.type === 'VariableDeclarator' && node.parent.init === node && node.type !== 'Identifier')
      return undefined;
  }
  const range = placeOf(trace);
  const text = excerpt(source, subject.kind === 'name' ? declarationRange(subject.definitions) : range);
  return {
    range,
    text,
    says: describeStep(subject, value),
    ...(trace.through && { through: trace.through }),
    ...(value?.kind === 'path' && { path: [value.path, ...(value.or ?? [])].join(' or ') }),
  };
}

/** A module and its default export have one path; the source says which is meant. */
function describeStep(subject: Subject, value: Value | undefined): string {
  const isWhole =
    (subject.kind === 'name' && subject.definitions.at(-1)?.node.type === 'ImportNamespaceSpecifier') ||
    (subject.kind === 'expression' && ['CallExpression', 'ImportExpression'].includes(subject.node.type));
  const module = value?.kind === 'path' && !value.or && takeApart(value.path);
  return module && module.isModule && isWhole ? `the module '${module.module ?? ''}'` : describeValue(value);
}

function placeOf({ subject }: Trace): Range {
  if (subject.kind === 'expression' || subject.kind === 'type') return rangeOf(subject.node);
  const name = subject.kind === 'name' ? subject.definitions.at(-1)?.name : undefined;
  return name ? rangeOf(name) : [0, 0];
}

/** What a reader wants to see of a declaration: of a function its head, of an import all of it. */
function declarationRange(definitions: readonly Definition[]): Range {
  const definition = definitions.at(-1);
  if (!definition) return [0, 0];
  const { type, node, name, parent } = definition;
  if (type === 'ImportBinding' && parent) return rangeOf(parent);
  if (type === 'Parameter') return rangeOf(name.parent.type === 'AssignmentPattern' ? name.parent : name);
  if (type === 'FunctionName' || type === 'ClassName') {
    const { body } = node as Node & { body?: Node | null };
    return [node.range[0], body ? body.range[0] : node.range[1]];
  }
  return rangeOf(node);
}

function sameRange(a: Range, b: Range): boolean {
  return a[0] === b[0] && a[1] === b[1];
}
