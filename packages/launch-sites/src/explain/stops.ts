/** Why a value is not known, at the question where the answers ended. */
import type { Node, Range, ReferenceLike, Source, VariableLike } from '../vocabulary/source.ts';
import type { Value } from '../evaluate/value.ts';
import { assignedValues, findValue, type Definition } from '../syntax/scopes.ts';
import { isFunction, memberName, rangeOf } from '../syntax/nodes.ts';
import { annotationOf } from '../syntax/patterns.ts';
import { describeValue, quote } from './describe-value.ts';
import type { Because } from './explanation.ts';
import type { Trace } from './tracing-resolver.ts';

/** @param trace the question that has no answer, with none of its parts to blame */
export function stopOf(source: Source, trace: Trace): Because {
  if (trace.value?.kind === 'cycle')
    return stop('cycle', 'its value leads back to itself, and nothing else is given to it', []);
  const { subject } = trace;
  switch (subject.kind) {
    case 'member':
      return memberStop(source, subject.of, subject.name, trace);
    case 'name':
      return nameStop(source, subject.variable, subject.definitions, trace);
    case 'type':
      return typeStop(source, subject.node);
    case 'expression':
      return expressionStop(source, subject.node, trace);
    case 'group':
      return stop('not-followed', 'the analysis does not follow it', []);
  }
}

function stop(reason: string, says: string, at: readonly Node[] | readonly Range[]): Because {
  return { reason, says, at: at.map((place) => ('range' in place ? rangeOf(place) : place)) };
}

function nameStop(
  source: Source,
  variable: VariableLike,
  definitions: readonly Definition[],
  trace: Trace,
): Because {
  const { name } = variable;
  const definition = definitions.at(-1);
  const writes = variable.references.filter((reference) => reference.isWrite() && !reference.init);
  const places = writes.map((reference) => reference.identifier as Node);
  if (definition?.type === 'Parameter') {
    if (writes.length > 0)
      return stop('reassigned', `\`${name}\` is a parameter that is given another value`, places);
    return stop(
      'parameter',
      annotationOf(definition.name)
        ? `\`${name}\` is a parameter whose type does not tell, and what its callers give it is not known`
        : `\`${name}\` is a parameter without a type, and what its callers give it is not known`,
      [],
    );
  }
  if (definition?.type === 'CatchClause') return stop('caught', `\`${name}\` is what was thrown`, []);
  if (definition?.type === 'FunctionName' || definition?.type === 'ClassName')
    return stop('reassigned', `\`${name}\` is declared here and given another value`, places);
  if (definition?.type !== 'Variable')
    return stop('not-followed', `what \`${name}\` is declared as is not followed`, []);
  if (!assignedValues(variable))
    return stop(
      'reassigned',
      `\`${name}\` is given a value that is not followed`,
      places.filter((_, index) => !isFollowed(writes[index])),
    );
  return differing(trace) ?? nothingGiven(source, name, definition, places);
}

/** Is this an assignment whose right side is all that the name holds afterwards? */
function isFollowed(reference: ReferenceLike | undefined): boolean {
  const { parent } = reference?.identifier as Node;
  return (
    parent?.type === 'AssignmentExpression' &&
    parent.left === reference?.identifier &&
    /^(?:\?\?|\|\||&&)?=$/.test(parent.operator)
  );
}

function nothingGiven(source: Source, name: string, { node }: Definition, places: readonly Node[]): Because {
  const loop = node.parent?.parent;
  if (loop?.type === 'ForInStatement')
    return stop('not-followed', `\`${name}\` is a key of what a loop goes through`, []);
  if (loop?.type === 'ForOfStatement')
    return stop('elements-unknown', `what ${quote(source, loop.right)} holds is not known`, [loop.right]);
  const init = node.type === 'VariableDeclarator' ? node.init : null;
  if (init ?? places.length > 0)
    return stop('not-followed', `what is given to \`${name}\` is not followed`, places);
  return stop('no-value', `\`${name}\` is declared here, and this file gives it no value`, []);
}

/** Several values are known, and they are not one thing. */
function differing(trace: Trace): Because | undefined {
  const values = trace.inner
    .flatMap(({ value, subject }) =>
      // The object of an assignment is asked about on the way and is no value.
      value && value.kind !== 'cycle' && subject.kind === 'expression' && !isObject(subject.node)
        ? [{ words: describeValue(value), node: subject.node }]
        : [],
    )
    .sort((a, b) => a.node.range[0] - b.node.range[0]);
  if (values.length < 2) return undefined;
  const words = [...new Set(values.map((value) => value.words))];
  return stop(
    'different-values',
    `it may be one thing or another: ${words.length > 1 ? words.join('; ') : `${words[0] ?? ''}, not always the same`}`,
    values.map(({ node }) => node),
  );
}

function isObject(node: Node): boolean {
  return node.parent?.type === 'MemberExpression' && node.parent.object === node;
}

function memberStop(source: Source, of: Value | undefined, name: string, trace: Trace): Because {
  const differs = differing(trace) ?? trace.inner.map(differing).find(Boolean);
  if (differs) return differs;
  const unknown = trace.inner.find(({ value, subject }) => !value && subject.kind === 'expression');
  const owner = describeValue(of);
  if (of?.kind === 'object' && unknown?.subject.kind === 'expression')
    return stop(
      'written-unseen',
      `\`${name}\` is assigned through ${quote(source, unknown.subject.node)}, which may be the object that is meant`,
      [unknown.subject.node],
    );
  switch (of?.kind) {
    case 'function':
    case 'callable':
      return stop('member-unknown', `members of a function, such as its \`${name}\`, are not followed`, []);
    case 'container':
      return stop(
        'member-unknown',
        `\`${name}\` is asked of ${owner}: its own method, and no launcher's`,
        [],
      );
    case undefined:
    case 'cycle':
    case 'path':
      return stop('not-followed', `\`${name}\` is asked of what is not known`, []);
    default:
      return stop('member-unknown', `${owner} has no \`${name}\` that this file shows`, []);
  }
}

const SIMPLE_TYPES: Readonly<Record<string, string>> = {
  TSAnyKeyword: 'anything',
  TSUnknownKeyword: 'anything',
  TSObjectKeyword: 'any object',
};

function typeStop(source: Source, node: Node): Because {
  const text = quote(source, node);
  const all = SIMPLE_TYPES[node.type];
  if (all) return stop('type-unknown', `the type ${text} may be ${all}`, []);
  if (node.type === 'TSUnionType')
    return stop('different-values', `the type ${text} may be one thing or another`, []);
  return stop('type-unknown', `the type ${text} is not one that is followed to a launcher`, []);
}

function expressionStop(source: Source, node: Node, trace: Trace): Because {
  const text = quote(source, node);
  switch (node.type) {
    case 'Identifier': {
      const binding = findValue(source.scopeManager, node, node.name);
      if (binding === 'global' || binding.definitions.length < 2)
        return stop('not-followed', `what ${text} is declared as is not followed`, []);
      return stop(
        'different-values',
        `${text} is declared more than once, as different things`,
        binding.definitions.map(({ name }) => name),
      );
    }
    case 'ThisExpression':
      return stop('this-unknown', '`this` is not that of a class or an object of this file', []);
    case 'Super':
      return stop('this-unknown', 'what the class extends is not known', []);
    case 'MemberExpression':
      if (memberName(node) === undefined)
        return stop(
          'computed-name',
          `which member ${text} is, is computed when it runs, and it cannot be seen that all are the same`,
          [node.property],
        );
      return stop('not-followed', `what ${text} holds is not followed`, []);
    case 'NewExpression':
      return stop('constructed-function', `${text} constructs what is no class of this file`, []);
    case 'CallExpression':
      return callStop(text, trace);
    case 'Literal':
    case 'TemplateLiteral':
      return stop('not-followed', `${text} is a plain value`, []);
    default:
      return (
        differing(trace) ??
        stop('not-followed', `${text} is a ${plain(node.type)}, which is not followed`, [])
      );
  }
}

function callStop(text: string, trace: Trace): Because {
  const fn = trace.inner.map(({ value }) => value).find((value) => value?.kind === 'function');
  if (fn?.kind !== 'function') return stop('not-followed', `what ${text} returns is not followed`, []);
  if (fn.node.generator)
    return stop('returns-unknown', `${text} gives a generator, whose values are not followed`, []);
  const differs = trace.inner.map(differing).find(Boolean);
  if (differs) return differs;
  return stop(
    'returns-unknown',
    `${text} returns nothing that is followed`,
    isFunction(fn.node) ? [[fn.node.range[0], fn.node.body.range[0]]] : [],
  );
}

/** `YieldExpression`: "yield expression". */
function plain(type: string): string {
  return type.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
}
