/**
 * What the parts of the language ask each other through: every question leads to every other, and the answers are
 * remembered and bounded in one place (`resolve-expression.ts`).
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { LaunchTypes, Node, Source, VariableLike } from '../vocabulary/source.ts';
import type { Definition } from '../syntax/scopes.ts';
import type { FunctionNode } from '../syntax/nodes.ts';
import type { Value } from './value.ts';

export interface Resolver {
  readonly source: Source;
  /** Set in typed mode only. */
  readonly types: LaunchTypes | undefined;
  /** The value of an expression, or undefined where the file does not tell. */
  evaluate(node: Node): Value | undefined;
  /** Where a path into another module of the project leads; every other value is itself. */
  follow(value: Value | undefined): Value | undefined;
  remember(key: object, compute: () => Value | undefined): Value | undefined;
  member(of: Value | undefined, name: string): Value | undefined;
  definition(variable: VariableLike, definitions: readonly Definition[]): Value | undefined;
  objectMember(object: TSESTree.ObjectExpression, name: string): Node | undefined;
  returns(fn: FunctionNode): Node[];
  /** The values of several expressions, without those that are `null` or `undefined`: placeholders. */
  evaluateAll(nodes: readonly Node[]): (Value | undefined)[];
}
