/** In words: why a value belongs to one call, or to many. */
import { memberName, propertyKey, isFunction } from '../syntax/nodes.ts';
import type { Node } from '../vocabulary/source.ts';
import type { Reach, WayOut } from './reach.ts';

/** What is done with it, after "it", the thing itself. */
const WAYS: Record<Exclude<WayOut, 'captured'>, string> = {
  exported: 'is exported',
  returned: 'is returned',
  'in-a-field': 'is kept in a field',
  'in-a-collection': 'is put into a list, a map or an object',
  'in-an-outer-variable': 'is kept in a global variable',
  passed: 'is passed on to what does not show here',
  'one-of-several': 'may be one that was made elsewhere',
  unseen: 'is used in a way that does not show here',
};

/** Why it leaves the call that made it: a clause that begins with "it" or with the function's name. */
export function saysOut({ way, at }: NonNullable<Reach['out']>): string {
  if (way !== 'captured') return `it ${WAYS[way]}`;
  const name = functionName(at);
  return name === undefined
    ? 'a function that is handed on uses it'
    : `${name}, which others can call, uses it`;
}

export const KEPT_BY_MODULE = 'the module keeps it in a variable';
export const CHANGES_CONTEXT = 'this file changes the context in the midst of a call, with `enterWith`';

/** Why it does not leave what made it. */
export const saysStays = (home: Node | undefined): string => `it is made ${saysHome(home)} and stays there`;

/** Where something is made, in words: the function, or the module. */
function saysHome(home: Node | undefined): string {
  if (!home) return 'at the top of the module';
  const name = functionName(home);
  return name === undefined ? 'in this function' : `in ${name}`;
}

/** `function run() {}`, `const run = () => {}`, `run() {}`: the name that people call it by. */
export function functionName(fn: Node): string | undefined {
  if (!isFunction(fn)) return undefined;
  const { id, parent } = fn;
  if (id) return `\`${id.name}\``;
  const named =
    parent.type === 'VariableDeclarator' && parent.id.type === 'Identifier'
      ? parent.id.name
      : parent.type === 'MethodDefinition' ||
          parent.type === 'Property' ||
          parent.type === 'PropertyDefinition'
        ? propertyKey(parent)
        : parent.type === 'AssignmentExpression' && parent.left.type === 'MemberExpression'
          ? memberName(parent.left)
          : undefined;
  return named === undefined ? undefined : `\`${named}\``;
}
