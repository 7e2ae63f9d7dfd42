/**
 * Loops. Each turn may enter a store, so that what is made in it has another context than what the next one makes. And
 * `for await` waits where nothing is written.
 */
import { isDrained } from './drained.ts';
import { nameIn, type Node, nodeIn, nodesIn } from './nodes.ts';
import { WATCH } from './names.ts';
import type { Around, Walk } from './walk.ts';

export function visitLoop(walk: Walk, node: Node, around: Around, parent: Node): void {
  const waits = around.waits && node['await'] === true;
  const turns = walk.survey.makingLoops.has(node);
  // A label has to stand before the loop itself.
  const labelled = parent.type === 'LabeledStatement';
  const inside = labelled ? around : { ...around, loop: { takes: false } };
  const job = labelled ? undefined : jobOf(walk, node);
  if (job !== undefined && inside.loop !== undefined) inside.loop.takes = true;
  if (!labelled) walk.edits.before(node.start, '{ ');
  visitParts(walk, { node, waits, turns, job }, inside);
  if (labelled) return;
  // A body of one statement may end without a semicolon.
  const goOn = waits ? `; ${WATCH}.resume(${around.function});` : '';
  const last = turns ? `; ${WATCH}.turned(${around.function});` : '';
  const taken = inside.loop?.takes === true ? `; ${WATCH}.tookAll(${around.function});` : '';
  walk.edits.behind(node.end, `${goOn}${last}${taken} }`);
}

/** The variable that holds what a turn of the loop is for, where that is taken out of a list or comes out of a channel. */
function jobOf(walk: Walk, node: Node): string | undefined {
  if (node.type !== 'ForOfStatement') return undefined;
  const left = nodeIn(node, 'left');
  const [declarator] = left === undefined ? [] : nodesIn(left, 'declarations');
  const name = declarator === undefined ? undefined : nameIn(nodeIn(declarator, 'id'));
  const isTaken = node['await'] === true || isDrained(nodeIn(node, 'right'), walk.survey.lists);
  return isTaken ? name : undefined;
}

function visitParts(walk: Walk, loop: Omit<Loop, 'body'>, around: Around): void {
  const { node, waits, turns, job } = loop;
  const body = nodeIn(node, 'body');
  if (!waits && !turns && job === undefined) {
    walk.visitChildren(node, around);
    return;
  }
  for (const field of ['init', 'test', 'update', 'left', 'right']) {
    const child = nodeIn(node, field);
    if (child === undefined) continue;
    if (waits && field === 'right') walk.calls.set(child, `${WATCH}.iterate(${around.function}, `);
    walk.visit(child, around, node);
  }
  if (body !== undefined) visitBody(walk, { ...loop, body }, around);
}

interface Loop {
  readonly node: Node;
  readonly body: Node;
  readonly waits: boolean;
  readonly turns: boolean;
  readonly job: string | undefined;
}

/** In a block of its own, so that what is said at a turn's beginning comes first, whatever the body is. */
function visitBody(walk: Walk, { node, body, waits, turns, job }: Loop, around: Around): void {
  const run = turns ? walk.variable() : around.run;
  const goOn = waits ? `${WATCH}.resume(${around.function}); ` : '';
  const begin = turns ? `const ${run} = ${WATCH}.turn(${around.function}); ` : '';
  const take = job === undefined ? '' : `${WATCH}.took(${around.function}, ${job}); `;
  walk.edits.before(body.start, `{ ${goOn}${take}${begin}`);
  walk.visit(body, { ...around, run }, node);
  walk.edits.behind(body.end, ' }');
}
