/** May this `new Worker(...)` move into an arrow function? */
import { remembered } from '../memo.ts';
import type { TSESTree } from '@typescript-eslint/types';
import type { RefusalReason } from '../vocabulary/launch-site.ts';
import type { Node, Source } from '../vocabulary/source.ts';
import { annotationOf } from '../syntax/patterns.ts';
import { findValue, isReassigned, type Definition } from '../syntax/scopes.ts';
import {
  enclosingFunction,
  isFunction,
  memberName,
  parentThrough,
  valueOf,
  walkFrom,
} from '../syntax/nodes.ts';

type Reference = TSESTree.Identifier | TSESTree.MemberExpression;

export class SpawnSafety {
  readonly #source: Source;
  readonly #isTypeScript: boolean;
  /** Per function: each reference that a condition mentions, with the first place where one does. */
  readonly #conditions = new Map<Node, ReadonlyMap<string, number>>();

  constructor(source: Source) {
    this.#source = source;
    this.#isTypeScript = /\.[cm]?tsx?$|\.vue$/.test(source.filename);
  }

  /** The reason why not, if there is one: it suspends inside, or (in TypeScript) an arrow would lose a narrowed type. */
  hazard(node: TSESTree.NewExpression): RefusalReason | undefined {
    const suspensions: Node[] = [];
    const used: Reference[] = [];
    for (const part of [node.callee, ...node.arguments]) {
      walkFrom(part, this.#source.visitorKeys, (at) => {
        if (isInFunction(at, node)) return;
        if (at.type === 'AwaitExpression' || at.type === 'YieldExpression') suspensions.push(at);
        if (at.type === 'MemberExpression' || (at.type === 'Identifier' && isValue(at))) used.push(at);
      });
    }
    if (suspensions.length > 0) return 'suspends-in-spawn';
    return this.#isTypeScript && used.some((at) => this.#isNarrowed(at, node)) ? 'narrowing-lost' : undefined;
  }

  /**
   * TypeScript keeps a narrowed type inside a function for `const` and for variables that are never assigned
   * again (since 5.4), and loses it for the others and for properties. Without types, a condition on the same
   * reference, anywhere earlier in the function, counts as narrowing.
   */
  #isNarrowed(node: Reference, launch: Node): boolean {
    if (node.type === 'Identifier') {
      const binding = findValue(this.#source.scopeManager, node, node.name);
      return (
        binding !== 'global' && isReassigned(binding.variable) && !binding.definitions.every(isOneSimpleType)
      );
    }
    const text = referenceText(node);
    if (text === undefined) return false;
    const first = this.#conditionsOf(enclosingFunction(launch) ?? this.#source.ast).get(text);
    return first !== undefined && first < launch.range[0];
  }

  #conditionsOf(scope: Node): ReadonlyMap<string, number> {
    return remembered(this.#conditions, scope, () => {
      const first = new Map<string, number>();
      walkFrom(scope, this.#source.visitorKeys, (node) => {
        for (const condition of conditionsIn(node))
          walkFrom(condition, this.#source.visitorKeys, (at) => {
            const text = at.type === 'MemberExpression' ? referenceText(at) : undefined;
            if (text !== undefined) first.set(text, Math.min(first.get(text) ?? Infinity, at.range[0]));
          });
      });
      return first;
    });
  }
}

const SIMPLE_TYPES = new Set(['TSNumberKeyword', 'TSStringKeyword', 'TSBooleanKeyword', 'TSBigIntKeyword']);

/** `let i = 0`, `let file: string`: there is nothing to narrow. */
function isOneSimpleType({ node, name }: Definition): boolean {
  const type = annotationOf(name);
  if (type) return SIMPLE_TYPES.has(type.type) && !name.optional;
  if (node.type !== 'VariableDeclarator' || node.id !== name || !node.init) return false;
  const init = valueOf(node.init);
  return (
    init.type === 'TemplateLiteral' || (init.type === 'Literal' && init.value !== null && !('regex' in init))
  );
}

function conditionsIn(node: Node): readonly Node[] {
  switch (node.type) {
    case 'IfStatement':
    case 'ConditionalExpression':
    case 'WhileStatement':
      return [node.test];
    // The parts of a chain are visited as its nodes: only the side that guards the other.
    case 'LogicalExpression':
      return [node.left.type === 'LogicalExpression' ? node.left.right : node.left];
    case 'AssignmentExpression':
      return [node.left];
    case 'SwitchStatement':
      return [node.discriminant];
    // `assert(this.file)` narrows as well.
    case 'CallExpression':
      return /assert|invariant/i.test(calleeName(node.callee)) ? node.arguments : [];
    default:
      return [];
  }
}

/** `this.file`, `options.worker.path`, with optional chains as plain ones. */
function referenceText(node: Node): string | undefined {
  if (node.type === 'ThisExpression') return 'this';
  if (node.type === 'Identifier') return node.name;
  if (node.type === 'ChainExpression' || node.type === 'TSNonNullExpression')
    return referenceText(node.expression);
  if (node.type !== 'MemberExpression') return undefined;
  const object = referenceText(node.object);
  const name = memberName(node);
  return object === undefined || name === undefined ? undefined : `${object}.${name}`;
}

function calleeName(callee: Node): string {
  if (callee.type === 'Identifier') return callee.name;
  return callee.type === 'MemberExpression' ? `${calleeName(callee.object)}.${memberName(callee) ?? ''}` : '';
}

function isInFunction(node: Node, ancestor: Node): boolean {
  for (let at: Node | null | undefined = node; at && at !== ancestor; at = at.parent)
    if (isFunction(at)) return true;
  return false;
}

function isValue(node: TSESTree.Identifier): boolean {
  const { parent } = node;
  return !(
    (parent.type === 'MemberExpression' && parent.property === node && !parent.computed) ||
    (parent.type === 'Property' && parent.key === node && !parent.computed && !parent.shorthand)
  );
}

/** `new new Worker(u).X()`: what replaces the inner `new` needs parentheses to stay the callee. */
export function isCalleeOfNew(node: Node): boolean {
  let { parent, child } = parentThrough(node);
  while (parent?.type === 'MemberExpression' && parent.object === child)
    ({ parent, child } = parentThrough(parent));
  return parent?.type === 'NewExpression' && parent.callee === child;
}
