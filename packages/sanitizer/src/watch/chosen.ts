/**
 * A wrapper that restores a context itself (`store.run(captured, callback)`) makes no mistake: whoever wrote it chose
 * that context for that callback. So a scope that code outside the program began, around nothing but the callback, is
 * the callback's own. Who began it is seen on the stack, which is looked at only when a callback is about to differ.
 */
import type { Activation } from './activation.ts';
import type { Context } from './context.ts';
import { framesOf, isOfProgram, readStack } from './stack.ts';
import { Stretch } from './stretch.ts';

/**
 * The context of where a callback was made, with the scopes that were chosen for this run of it.
 * @param around what runs directly around the callback
 */
export function withChosen(made: Context, site: number, around: Activation | undefined): Context {
  if (!(around instanceof Stretch)) return made;
  let context = made;
  const answers = answersFor(site);
  let stretch: Activation | undefined = around;
  for (let depth = 0; stretch instanceof Stretch; depth++, stretch = stretch.caller) {
    if (answers[depth] === true) context = context.with(stretch.scope);
  }
  return context;
}

/** For each `run` around a callback, innermost first: whether a library called it. */
type Answers = readonly boolean[];

/** A stack is dear. Where a function is launched, it is launched in the same way again. */
const known = new Map<number, { answers: Answers; looks: number }>();
const MOST_LOOKS = 50;

function answersFor(site: number): Answers {
  const before = known.get(site);
  if (before !== undefined && before.looks >= MOST_LOOKS) return before.answers;
  const answers = lookAtStack();
  known.set(site, { answers, looks: (before?.looks ?? 0) + 1 });
  return answers;
}

function lookAtStack(): Answers {
  const frames = framesOf(readStack());
  const us = frames[0]?.file;
  const answers: boolean[] = [];
  // `within`, then the patched method, then who called that.
  frames.forEach(({ name, file }, at) => {
    if (file !== us || !/\bwithin$/.test(name)) return;
    const caller = frames[at + 2];
    answers.push(caller !== undefined && !isOfProgram(caller.file));
  });
  return answers;
}
