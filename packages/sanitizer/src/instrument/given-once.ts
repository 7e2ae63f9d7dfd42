/**
 * Functions that are given once and launched later, by each call of what took them: `const queue = fastq(work, 1)`, then
 * `queue.push(task)`. Found by names, so sometimes too many; while the program runs, objects tell.
 */
import { bare, isFunction, nameIn, type Node, nodeIn, nodesIn } from './nodes.ts';
import { WATCH } from './names.ts';
import { type Given, writtenIn } from './written-in.ts';

export interface Found {
  /** Calls that take a function and whose result is kept. */
  readonly calls: Set<Node>;
  /** Calls that give a function to what they are made on. */
  readonly givings: Set<Node>;
  /** Functions that are given so: by their node where they are written there, else by their name. */
  readonly functions: Set<Node>;
  readonly names: Set<string>;
  /** The names of functions of this file, and of imports, which may be some. */
  readonly known: Set<string>;
  /** What may hold such a function: variables, fields and imports. */
  readonly holders: Set<string>;
}

/** Whether a call that takes functions is kept here, or made on something that keeps them. */
export function lookForGiven(node: Node, found: Found): void {
  switch (node.type) {
    case 'VariableDeclarator': {
      if (isFunction(bare(nodeIn(node, 'init')))) addName(found.known, nodeIn(node, 'id'));
      keep(nodeIn(node, 'id'), nodeIn(node, 'init'), found);
      return;
    }
    case 'AssignmentExpression': {
      keep(nodeIn(node, 'left'), nodeIn(node, 'right'), found);
      return;
    }
    case 'PropertyDefinition': {
      keep(nodeIn(node, 'key'), nodeIn(node, 'value'), found);
      return;
    }
    case 'Property': {
      keep(nodeIn(node, 'key'), nodeIn(node, 'value'), found);
      return;
    }
    case 'ExportDefaultDeclaration': {
      keep(undefined, nodeIn(node, 'declaration'), found);
      return;
    }
    case 'ReturnStatement': {
      keep(undefined, nodeIn(node, 'argument'), found);
      return;
    }
    case 'ExpressionStatement': {
      keepReceiver(bare(nodeIn(node, 'expression')), found);
      return;
    }
    case 'ImportDeclaration':
      for (const specifier of nodesIn(node, 'specifiers')) {
        addName(found.holders, nodeIn(specifier, 'local'));
        addName(found.known, nodeIn(specifier, 'local'));
      }
  }
}

function addName(names: Set<string>, node: Node | undefined): void {
  const name = nameIn(node);
  if (name !== undefined) names.add(name);
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
  if (callBefore(call) !== undefined) keepReceiver(call, found);
  if (!takeFunctions(writtenIn(call), found)) return;
  found.calls.add(call);
  if (name !== undefined) found.holders.add(name);
}

/** `cache.define('prices', load)`, then `cache.prices()`; `source.pipe(map(work)).subscribe(show)`, then `source.next()`. */
function keepReceiver(call: Node | undefined, found: Found): void {
  const receiver = call && baseOf(call);
  if (call === undefined || receiver === undefined || !takeFunctions(givenAlong(call), found)) return;
  const name = nameIn(receiver.type === 'MemberExpression' ? nodeIn(receiver, 'property') : receiver);
  if (name === undefined || KEEP_NOTHING.has(name)) return;
  found.givings.add(call);
  found.holders.add(name);
}

/** Called everywhere, and with everything. */
const KEEP_NOTHING = new Set(['console', 'Object', 'Array', 'Promise', 'JSON', 'Math', 'Reflect']);

/** What a whole chain of calls is made on. */
export function baseOf(call: Node): Node | undefined {
  const before = callBefore(call);
  return before === undefined ? objectOf(call) : baseOf(before);
}

function callBefore(call: Node): Node | undefined {
  const callee = call.type === 'CallExpression' ? bare(nodeIn(call, 'callee')) : undefined;
  const object = callee?.type === 'MemberExpression' ? bare(nodeIn(callee, 'object')) : undefined;
  return object?.type === 'CallExpression' ? object : undefined;
}

type Written = Pick<Given, 'functions' | 'properties' | 'references' | 'bound'>;

/** What all calls of a chain are given, and those among their arguments: `pipe(map(work))`. */
export function givenAlong(chain: Node): Written & { readonly calls: ReadonlyMap<Node, Node> } {
  const functions: Node[] = [];
  const properties: Node[] = [];
  const references: Node[] = [];
  const bound: Node[] = [];
  /** By the function that is written there. */
  const calls = new Map<Node, Node>();
  const take = (call: Node): readonly Node[] => {
    const written = writtenIn(call);
    functions.push(...written.functions);
    properties.push(...written.properties);
    references.push(...written.references);
    bound.push(...written.bound);
    for (const one of [...written.functions, ...written.properties]) calls.set(one, call);
    return written.results;
  };
  for (let call: Node | undefined = chain; call !== undefined; call = callBefore(call)) {
    const results = take(call);
    for (const inner of results) take(inner);
  }
  return { functions, properties, references, bound, calls };
}

/** What a call is made on. Only what can be read twice without anybody noticing. */
function objectOf(call: Node): Node | undefined {
  if (call.type !== 'CallExpression') return undefined;
  const callee = bare(nodeIn(call, 'callee'));
  const object = callee?.type === 'MemberExpression' ? bare(nodeIn(callee, 'object')) : undefined;
  if (object?.type === 'Identifier') return object;
  if (object?.type !== 'MemberExpression' || object['computed'] === true) return undefined;
  const inner = nodeIn(object, 'object');
  return inner?.type === 'ThisExpression' || inner?.type === 'Identifier' ? object : undefined;
}

function takeFunctions({ functions, properties, references, bound }: Written, found: Found): boolean {
  if (functions.length + properties.length + references.length + bound.length === 0) return false;
  for (const written of [...functions, ...properties]) found.functions.add(written);
  for (const reference of [...references, ...bound.map(boundIn)]) {
    const given = nameIn(reference) ?? ownMember(reference);
    if (given !== undefined) found.names.add(given.replace(/^#/, ''));
  }
  return true;
}

/** What `bind` is called on. */
export function boundIn(call: Node): Node | undefined {
  const callee = bare(nodeIn(call, 'callee'));
  return callee && bare(nodeIn(callee, 'object'));
}

/** `work` of `this.work`, `#work` of `this.#work`. */
export function ownMember(node: Node | undefined): string | undefined {
  if (node?.type !== 'MemberExpression' || node['computed'] === true) return undefined;
  return nodeIn(node, 'object')?.type === 'ThisExpression' ? memberName(nodeIn(node, 'property')) : undefined;
}

/** Of a class: a private name is another one than the same word. */
export function memberName(key: Node | undefined): string | undefined {
  const name = nameIn(key);
  return key?.type === 'PrivateIdentifier' ? `#${name ?? ''}` : name;
}

/**
 * What a call is made on, where that may hold a function that was given once: `queue` of `queue.push(task)`, `save` of
 * `save(task)`, `this.queue` of `this.queue.push(task)`. Only what can be read twice without anybody noticing.
 */
export function receiverOf(call: Node, holders: ReadonlySet<string>): Node | undefined {
  const callee = bare(nodeIn(call, 'callee'));
  if (call.type === 'CallExpression' && callee?.type === 'Identifier') {
    return holders.has(callee['name'] as string) ? callee : undefined;
  }
  const object = objectOf(call);
  // Without arguments it says nothing of what it is for.
  if (object === undefined || nodesIn(call, 'arguments').length === 0) return undefined;
  const name = object.type === 'MemberExpression' ? nameIn(nodeIn(object, 'property')) : nameIn(object);
  return name !== undefined && holders.has(name) ? object : undefined;
}

/** The arguments of a function's call, as it can name them: whole, or by what it takes out of them. */
export function argumentsOf(node: Node): string | undefined {
  const parts: string[] = [];
  for (const parameter of nodesIn(node, 'params')) {
    const plain = parameter.type === 'AssignmentPattern' ? nodeIn(parameter, 'left') : parameter;
    if (plain?.type === 'Identifier') {
      if (plain['name'] !== 'this') parts.push(plain['name'] as string);
    } else if (plain?.type === 'ObjectPattern') parts.push(`${WATCH}.taken(${fieldsOf(plain)})`);
    else break;
  }
  if (parts.length > 0) return `[${parts.join(', ')}]`;
  if (nodesIn(node, 'params').length === 0) return '[]';
  return node.type === 'ArrowFunctionExpression' ? undefined : '[arguments[0]]';
}

/** `{ id, name: who }` as what was taken out. */
function fieldsOf(pattern: Node): string {
  const fields = nodesIn(pattern, 'properties').flatMap((property) => {
    const key = property['computed'] === true ? undefined : nameIn(nodeIn(property, 'key'));
    const value = nodeIn(property, 'value');
    if (key === undefined || value?.type !== 'Identifier') return [];
    return [`${JSON.stringify(key)}: ${nameIn(value) ?? ''}`];
  });
  return `{ ${fields.join(', ')} }`;
}
