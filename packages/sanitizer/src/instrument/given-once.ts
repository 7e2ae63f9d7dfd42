/**
 * Functions that are given once and launched later, by each call of what took them: `const queue = fastq(work, 1)`, then
 * `queue.push(task)`. Found by names, so sometimes too many; while the program runs, objects tell.
 */
import { bare, nameIn, type Node, nodeIn, nodesIn } from './nodes.ts';
import { writtenIn } from './written-in.ts';

export interface GivenOnce {
  /** Calls that take a function and whose result is kept. */
  readonly calls: ReadonlySet<Node>;
  /** Functions that are given so: by their node where they are written there, else by their name. */
  readonly functions: ReadonlySet<Node>;
  readonly names: ReadonlySet<string>;
  /** What may hold such a result: variables, fields and imports. */
  readonly holders: ReadonlySet<string>;
}

export interface Found {
  readonly calls: Set<Node>;
  readonly functions: Set<Node>;
  readonly names: Set<string>;
  readonly holders: Set<string>;
}

/** Whether a call that takes functions is kept here. */
export function lookForGiven(node: Node, found: Found): void {
  switch (node.type) {
    case 'VariableDeclarator':
      return keep(nodeIn(node, 'id'), nodeIn(node, 'init'), found);
    case 'AssignmentExpression':
      return keep(nodeIn(node, 'left'), nodeIn(node, 'right'), found);
    case 'PropertyDefinition':
      return keep(nodeIn(node, 'key'), nodeIn(node, 'value'), found);
    case 'Property':
      return keep(nodeIn(node, 'key'), nodeIn(node, 'value'), found);
    case 'ExportDefaultDeclaration':
      return keep(undefined, nodeIn(node, 'declaration'), found);
    case 'ReturnStatement':
      return keep(undefined, nodeIn(node, 'argument'), found);
    case 'ImportDeclaration':
      for (const specifier of nodesIn(node, 'specifiers')) {
        const name = nameIn(nodeIn(specifier, 'local'));
        if (name !== undefined) found.holders.add(name);
      }
  }
}

function keep(holder: Node | undefined, value: Node | undefined, found: Found): void {
  let call = bare(value);
  if (call?.type === 'AwaitExpression') call = bare(nodeIn(call, 'argument'));
  if (call?.type === 'LogicalExpression') call = bare(nodeIn(call, 'right'));
  if (call?.type !== 'CallExpression' && call?.type !== 'NewExpression') return;
  const name = nameIn(holder?.type === 'MemberExpression' ? nodeIn(holder, 'property') : holder);
  if (nameIn(nodeIn(call, 'callee')) === 'require') {
    // A module's export may be a queue, or a function that was debounced.
    if (name !== undefined) found.holders.add(name);
    return;
  }
  const { functions, properties, references } = writtenIn(call);
  if (functions.length + properties.length + references.length === 0) return;
  found.calls.add(call);
  for (const written of [...functions, ...properties]) found.functions.add(written);
  for (const reference of references) {
    const given = nameIn(reference);
    if (given !== undefined) found.names.add(given);
  }
  if (name !== undefined) found.holders.add(name);
}

/**
 * What a call is made on, where that may hold a function that was given once: `queue` of `queue.push(task)`, `save` of
 * `save(task)`, `this.queue` of `this.queue.push(task)`. Only what can be read twice without anybody noticing.
 */
export function receiverOf(call: Node, holders: ReadonlySet<string>): Node | undefined {
  if (call.type !== 'CallExpression') return undefined;
  const callee = bare(nodeIn(call, 'callee'));
  const receiver = callee?.type === 'MemberExpression' ? bare(nodeIn(callee, 'object')) : callee;
  if (receiver === undefined) return undefined;
  if (receiver.type === 'Identifier') return holders.has(receiver['name'] as string) ? receiver : undefined;
  if (receiver.type !== 'MemberExpression' || receiver['computed'] === true) return undefined;
  const object = nodeIn(receiver, 'object');
  if (object?.type !== 'ThisExpression' && object?.type !== 'Identifier') return undefined;
  return holders.has(nameIn(nodeIn(receiver, 'property')) ?? '') ? receiver : undefined;
}

/** The arguments of a function's call, as it can name them: one that takes its first one apart cannot. */
export function argumentsOf(node: Node): string | undefined {
  const names: string[] = [];
  for (const parameter of nodesIn(node, 'params')) {
    const plain = parameter.type === 'AssignmentPattern' ? nodeIn(parameter, 'left') : parameter;
    if (plain?.type !== 'Identifier') break;
    if (plain['name'] !== 'this') names.push(plain['name'] as string);
  }
  if (names.length > 0) return `[${names.join(', ')}]`;
  if (nodesIn(node, 'params').length === 0) return '[]';
  return node.type === 'ArrowFunctionExpression' ? undefined : '[arguments[0]]';
}
