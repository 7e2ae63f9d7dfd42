/** A function says when it begins and ends; what is in a class's field knows the object that it was made for. */
import { clashesInBlock } from './clashes.ts';
import { declareFunctions, nameKept } from './declarations.ts';
import { argumentsOf, memberName } from './given-once.ts';
import { bare, isFunction, nameIn, type Node, nodeIn, nodesIn } from './nodes.ts';
import { WATCH } from './names.ts';
import { nameReturned } from './waits.ts';
import { type Around, OUTSIDE_FUNCTIONS, type Walk } from './walk.ts';

export function visitFunction(walk: Walk, node: Node, around: Around): void {
  const body = nodeIn(node, 'body');
  for (const parameter of nodesIn(node, 'params')) walk.visit(parameter, around, node);
  // An overload, or an abstract method.
  if (body === undefined) return;
  if (body.type === 'BlockStatement' && clashesInBlock(body)) {
    // It says nothing, as if it were part of what is around it.
    walk.visitChildren(body, { ...OUTSIDE_FUNCTIONS, run: around.run });
    return;
  }
  const run = walk.variable();
  const generator = node['generator'] === true;
  const asynchronous = node['async'] === true;
  const waits = generator || asynchronous;
  const inside = { run, function: run, waits, returnWaits: generator && asynchronous };
  const received = isGivenOnce(walk, node) ? argumentsOf(node) : undefined;
  const begun = generator ? visitBegun(walk, node, body, around) : undefined;
  const more = [received ?? (begun && 'void 0'), begun && `${begun} ?? null`]
    .flatMap((one) => (one === undefined ? [] : `, ${one}`))
    .join('');
  const settled = walk.executors.has(node) ? nameIn(nodesIn(node, 'params')[0]) : undefined;
  const settler = settled === undefined ? '' : ` ${settled} = ${WATCH}.settler(${run}, ${settled});`;
  const head = `const ${run} = ${WATCH}.enter(${around.run}, ${walk.siteOf(node)}${more}); try {${settler}`;
  const tail = `} finally { ${WATCH}.leave(${run}); }`;
  if (body.type === 'BlockStatement') visitBlock(walk, body, inside, { head, tail });
  else {
    walk.edits.before(body.start, `{ ${head} return (`);
    nameReturned(walk, body, inside);
    walk.visit(body, inside, node);
    walk.edits.behind(node.end, `); ${tail} }`);
  }
}

/**
 * A parameter behind all others, which is worked out when the generator is made: neither `length` nor a caller can tell,
 * but for one who brings more than is asked for.
 * @returns its name
 */
function visitBegun(walk: Walk, node: Node, body: Node, around: Around): string | undefined {
  const parameters = nodesIn(node, 'params');
  const simple = parameters.every(({ type }) => type !== 'RestElement');
  // With such a parameter, `arguments` would be another thing, and a directive an error.
  const text = walk.text.slice(body.start, body.end);
  const strict = nodesIn(body, 'body').some((statement) => typeof statement['directive'] === 'string');
  if (!simple || strict || text.includes('arguments')) return undefined;
  const last = parameters.at(-1);
  const value = `${WATCH}.here(${around.run})`;
  const name = walk.variable();
  if (last !== undefined) {
    walk.edits.behind(last.end, `, ${name} = ${value}`);
    return name;
  }
  const from = nodeIn(node, 'typeParameters')?.end ?? nodeIn(node, 'id')?.end ?? node.start;
  const opening = /^(?:async\s+)?(?:function)?[\s*]*\(/.exec(walk.text.slice(from, body.start));
  if (opening === null) return undefined;
  walk.edits.before(from + opening[0].length, `${name} = ${value}`);
  return name;
}

function visitBlock(
  walk: Walk,
  body: Node,
  inside: Around,
  { head, tail }: { head: string; tail: string },
): void {
  const statements = nodesIn(body, 'body');
  const start = afterDirectives(statements, body.start + 1);
  // Both would come to stand at one place, and in the wrong order.
  if (start === body.end - 1) {
    walk.edits.before(start, `; ${head} ${tail}`);
    return;
  }
  // A directive may end without a semicolon.
  walk.edits.before(start, `; ${head}`);
  declareFunctions(walk, statements, start, inside);
  for (const statement of statements) walk.visit(statement, inside, body);
  walk.edits.behind(body.end - 1, tail);
}

function isGivenOnce(walk: Walk, node: Node): boolean {
  if (walk.survey.given.functions.has(node)) return true;
  const name = walk.nameOf(node);
  if (name === undefined) return false;
  // An exported one may be given somewhere else.
  return walk.survey.given.names.has(name) || walk.survey.exported.has(name);
}

/** Its methods are known by where it is made, however they are passed on: `this.#work.bind(this)`. */
export function visitClass(walk: Walk, node: Node, around: Around): void {
  const methods = new Map<string, Node>();
  const fields = new Set<string>();
  for (const member of nodesIn(node, 'body')) {
    const name = memberName(nodeIn(member, 'key'));
    const value = bare(nodeIn(member, 'value'));
    if (name === undefined || member['computed'] === true || member['static'] === true || !isFunction(value))
      continue;
    if (member.type === 'MethodDefinition' && member['kind'] === 'method') methods.set(name, value);
    else if (member.type === 'PropertyDefinition' && nodeIn(member, 'key')?.type === 'Identifier')
      fields.add(name);
  }
  walk.classes.push({ methods, fields, run: around.run });
  walk.visitChildren(node, around);
  walk.classes.pop();
}

/**
 * `run = () => ...` in a class: the function is made for each object, where that is made. It is written into a function
 * that takes that place as its parameter, and into an object that gives it the name that it would have had.
 */
export function visitField(walk: Walk, node: Node, around: Around): void {
  const key = nodeIn(node, 'key');
  const value = nodeIn(node, 'value');
  const name = memberName(key);
  const written = bare(value);
  const plain = isFunction(written) && node['computed'] !== true && written['id'] === null;
  if (!plain || value === undefined || name === undefined) {
    nameKept(walk, node);
    walk.visitChildren(node, around);
    return;
  }
  for (const decorator of nodesIn(node, 'decorators')) walk.visit(decorator, around, node);
  walk.names.set(written, name);
  const run = walk.variable();
  const quoted = JSON.stringify(name);
  const made = `${WATCH}.made(${run}, ${walk.siteOf(written)}, `;
  walk.edits.before(value.start, `((${run}) => ${made}({ [${quoted}]: `);
  walk.visit(value, { ...around, run, function: run }, node);
  walk.edits.behind(value.end, ` })[${quoted}]))(${WATCH}.here(${around.run}))`);
}

function afterDirectives(statements: readonly Node[], start: number): number {
  const directives = statements.filter((statement) => typeof statement['directive'] === 'string');
  return directives.at(-1)?.end ?? start;
}
