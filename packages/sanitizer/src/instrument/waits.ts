/** Where a function waits: what is waited for is worked out before, and what comes of it is seen after. */
import { bare, isFunction, type Node, nodeIn } from './nodes.ts';
import { WATCH } from './names.ts';
import type { Around, Walk } from './walk.ts';

/** `await` and `yield`. */
export function visitWait(walk: Walk, node: Node, around: Around): void {
  const argument = nodeIn(node, 'argument');
  if (!around.waits) {
    walk.visitChildren(node, around);
    return;
  }
  walk.edits.around(node, `${WATCH}.resume(${around.function}, `, () => {
    if (argument === undefined) walk.edits.behind(node.end, ` ${WATCH}.pause(${around.function})`);
    else visitPaused(walk, argument, around, node);
  });
}

function visitPaused(walk: Walk, argument: Node, around: Around, parent: Node): void {
  walk.edits.around(argument, `${WATCH}.pause(${around.function}, `, () => {
    walk.visit(argument, around, parent);
  });
}

/** A function that is returned may be passed on by whoever called: `queue.add(makeJob())`. */
export function nameReturned(walk: Walk, value: Node, around: Around): void {
  const made = bare(value);
  if (!isFunction(made)) return;
  walk.calls.set(made, `${WATCH}.made(${around.run}, ${walk.siteOf(made)}, `);
}

export function visitReturn(walk: Walk, node: Node, around: Around): void {
  const argument = nodeIn(node, 'argument');
  if (argument === undefined) return;
  nameReturned(walk, argument, around);
  if (around.returnWaits) visitPaused(walk, argument, around, node);
  else walk.visit(argument, around, node);
}

/** A promise that rejects ends the waiting in a `catch` or `finally`. */
export function visitTry(walk: Walk, node: Node, around: Around): void {
  if (around.waits) {
    const handler = nodeIn(node, 'handler');
    const blocks = [handler && nodeIn(handler, 'body'), nodeIn(node, 'finalizer')];
    for (const block of blocks) {
      if (block !== undefined) walk.edits.before(block.start + 1, ` ${WATCH}.resume(${around.function});`);
    }
  }
  walk.visitChildren(node, around);
}
