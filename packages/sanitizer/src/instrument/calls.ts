/** Calls that take functions: each one says where it was passed on, and which of them is called for by what. */
import { baseOf, boundIn, givenAlong, ownMember, receiverOf } from './given-once.ts';
import { bare, isNaming, nameIn, type Node, nodeIn, nodesIn } from './nodes.ts';
import { WATCH } from './names.ts';
import type { Around, Walk } from './walk.ts';
import { writtenIn } from './written-in.ts';

/** Their calls are looked for, and moved, by the runner whose they are. */
const TEST_RUNNERS = new Set(['vi', 'vitest', 'jest']);

export function visitCall(walk: Walk, node: Node, around: Around, parent: Node): void {
  if (isTestRunners(node) || isNaming(node)) {
    walk.visitChildren(node, around);
    return;
  }
  if (node.type === 'NewExpression' && nameIn(nodeIn(node, 'callee')) === 'Promise') {
    const executor = bare(nodesIn(node, 'arguments')[0]);
    if (executor?.type === 'ArrowFunctionExpression') walk.executors.add(executor);
  }
  if (makesResolvers(node, parent)) {
    walk.launches.set(node, walk.placeOf(node));
    walk.edits.around(node, `${WATCH}.resolvers(${around.run}, ${walk.siteOf(node)}, `, () => {
      walk.visitChildren(node, around);
    });
    return;
  }
  const receiver = receiverOf(node, walk.survey.given.holders);
  const inner = (): void => {
    if (around.loop !== undefined && isTaking(node)) {
      around.loop.takes = true;
      visitTaking(walk, node, around);
      return;
    }
    putJobs(walk, node, around);
    if (receiver === undefined) visitGiven(walk, node, around);
    else visitPush(walk, node, receiver, around);
  };
  if (!isAsk(walk, node, parent)) {
    inner();
    return;
  }
  const place = walk.placeOf(node);
  const { functions, properties, references, shorthands } = writtenIn(node);
  const written = [...functions, ...properties];
  for (const one of written) walk.launches.set(one, place);
  const list = givenList(walk, written, [...references, ...shorthands]);
  const asking = `${WATCH}.ask(${around.run}, ${walk.site(place)}, ${list})`;
  walk.edits.around(node, `${WATCH}.asked(${asking}, `, inner);
}

/** `Promise.withResolvers()` is a promise's executor without the function. */
function makesResolvers(node: Node, parent: Node): boolean {
  // What stands behind `withResolvers?.()` has to stay in its chain.
  if (node['optional'] === true && parent.type !== 'ChainExpression') return false;
  const callee = node.type === 'CallExpression' ? bare(nodeIn(node, 'callee')) : undefined;
  return (
    callee?.type === 'MemberExpression' &&
    nameIn(nodeIn(callee, 'object')) === 'Promise' &&
    methodOf(node) === 'withResolvers'
  );
}

/** `jobs.shift()`: what comes out may be a job of somebody's. */
function isTaking(node: Node): boolean {
  return nodesIn(node, 'arguments').length === 0 && TAKES.has(methodOf(node) ?? '');
}

function visitTaking(walk: Walk, node: Node, around: Around): void {
  walk.edits.around(node, `${WATCH}.took(${around.function}, `, () => {
    walk.visitChildren(node, around);
  });
}

const TAKES = new Set(['shift', 'pop']);
const PUTS = new Set(['push', 'unshift']);

/** `jobs.push({ id })`, `jobs.push([id, resolve])`, `jobs.push(new Job(id))`, `jobs.push(job)`. */
function putJobs(walk: Walk, node: Node, around: Around): void {
  if (!PUTS.has(methodOf(node) ?? '')) return;
  for (const argument of nodesIn(node, 'arguments')) {
    if (argument.type === 'SpreadElement') continue;
    const place = walk.site(walk.placeOf(node));
    if (JOBS.has(argument.type)) walk.jobs.set(argument, `${WATCH}.put(${around.run}, ${place}, `);
  }
}

const JOBS = new Set(['ObjectExpression', 'ArrayExpression', 'NewExpression', 'Identifier']);

function methodOf(call: Node): string | undefined {
  const callee = call.type === 'CallExpression' ? bare(nodeIn(call, 'callee')) : undefined;
  if (callee?.type !== 'MemberExpression' || callee['computed'] === true) return undefined;
  return nameIn(nodeIn(callee, 'property'));
}

/** Whether a call may be answered by what another one like it brought: it names what it wants, and how to get it. */
function isAsk(walk: Walk, node: Node, parent: Node): boolean {
  // Nobody takes its answer; or what stands around it has to stay there.
  if (node.type !== 'CallExpression' || ANSWERED_ELSEWHERE.has(parent.type)) return false;
  const callee = nodeIn(node, 'callee');
  if (callee?.type === 'Super' || nameIn(callee) === 'require') return false;
  if (parent.type !== 'ChainExpression' && walk.text.slice(node.start, node.end).includes('?.')) return false;
  const { functions, properties, references, shorthands } = writtenIn(node);
  const { known } = walk.survey.given;
  const named = [...references, ...shorthands].filter((one) => known.has(nameIn(one) ?? ''));
  const [first] = nodesIn(node, 'arguments');
  return properties.length > 0 || [...functions, ...named].some((one) => one !== bare(first));
}

const ANSWERED_ELSEWHERE = new Set(['ExpressionStatement', 'Decorator', 'MemberExpression', 'NewExpression']);

/** Functions that a call is given, as the run-time half is told of them: those written there, and those named. */
function givenList(walk: Walk, written: readonly Node[], references: readonly (Node | undefined)[]): string {
  const sites = written.map((one) => walk.siteOf(one)).join(', ');
  const named = references
    .flatMap((reference) => {
      if (reference?.type === 'Identifier') return nameIn(reference) ?? [];
      return walk.member(ownMember(reference) ?? '') ?? [];
    })
    .join(', ');
  return `[${sites}], [${named}]`;
}

/** A call of what may have been given a function: its arguments tell which run of that is for whom. */
function visitPush(walk: Walk, node: Node, receiver: Node, around: Around): void {
  const given = nodesIn(node, 'arguments');
  const place = walk.site(walk.placeOf(node));
  const holder = walk.text.slice(receiver.start, receiver.end);
  const head = `...${WATCH}.push(${around.run}, ${place}, ${holder}, [`;
  const [first] = given;
  const last = given.at(-1);
  walk.edits.before(first?.start ?? node.end - 1, last === undefined ? `${head}])` : head);
  visitGiven(walk, node, around);
  if (last !== undefined) walk.edits.behind(last.end, '])');
}

function visitGiven(walk: Walk, node: Node, around: Around): void {
  const { functions, properties, references, results, bound } = writtenIn(node);
  const given = [functions, properties, references, results, bound].flat().length;
  const keeper = walk.survey.given.givings.has(node) ? baseOf(node) : undefined;
  if ((given === 0 && keeper === undefined) || nameIn(nodeIn(node, 'callee')) === 'require') {
    walk.visitChildren(node, around);
    return;
  }
  const place = walk.placeOf(node);
  const passed = (call: string): string => `${WATCH}.${call}(${around.run}, ${walk.site(place)}, `;
  for (const written of functions) {
    walk.launches.set(written, place);
    walk.calls.set(written, `${WATCH}.made(${around.run}, ${walk.siteOf(written)}, `);
  }
  // Around one of these, a call would take its name away.
  for (const written of properties) walk.launches.set(written, place);
  for (const one of [...references, ...results]) walk.calls.set(one, passed('pass'));
  for (const reference of bound) walk.calls.set(reference, passed('bound'));
  const visitInside = (): void => {
    walk.visitChildren(node, around);
  };
  if (keeper !== undefined) keepAlong(walk, { node, keeper, around }, visitInside);
  else if (walk.survey.given.calls.has(node)) {
    const list = givenList(walk, [...functions, ...properties], [...references, ...bound.map(boundIn)]);
    walk.edits.around(node, `${WATCH}.given(${around.run}, ${list}, `, visitInside);
  } else visitInside();
}

/** What a chain of calls is given is launched by calls of what it is made on. */
function keepAlong(
  walk: Walk,
  { node, keeper, around }: { node: Node; keeper: Node; around: Around },
  visitInside: () => void,
): void {
  const { functions, properties, references, bound, calls } = givenAlong(node);
  for (const [written, call] of calls) walk.launches.set(written, walk.placeOf(call));
  const list = givenList(walk, [...functions, ...properties], [...references, ...bound.map(boundIn)]);
  const holder = walk.text.slice(keeper.start, keeper.end);
  walk.edits.around(node, `${WATCH}.givenTo(${around.run}, ${list}, ${holder}, `, visitInside);
}

function isTestRunners(call: Node): boolean {
  const callee = bare(nodeIn(call, 'callee'));
  return callee?.type === 'MemberExpression' && TEST_RUNNERS.has(nameIn(nodeIn(callee, 'object')) ?? '');
}
