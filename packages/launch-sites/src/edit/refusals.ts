/**
 * Refusals: launches that are reported and not edited. A refusal is part of the product: it has a reason (a word for
 * programs) and an advice (what to do by hand). In one sentence, because the rule puts another one before it, about
 * what is lost.
 */
import type { Refusal, RefusalReason, WrapperName } from '../vocabulary/launch-site.ts';

/** @param detail what only the launch itself can say: why a Worker lives long and where its messages arrive, say */
type Advice = (wrapper: WrapperName, detail: string) => string;

/** A processor gets a job that has its data inside; which names it takes is for its author to say. */
const RECEIVE_JOB = "receiveParentOverrides(handler, { json: [...], payload: 'data' })";
const LIST = "listing what may come in (`'store.setting'`, or the id that `adoptStore` got)";

const ADVICE: Record<RefusalReason, Advice> = {
  'spread-argument': (wrapper) =>
    `The callback comes out of a spread argument: pass it by itself, wrapped in \`${wrapper}\`.`,
  'call-or-apply': (wrapper) =>
    `The launcher is called through \`call\` or \`apply\`: call it directly and wrap what it gets in \`${wrapper}\`.`,
  'handed-on': (wrapper) =>
    `The launcher itself is handed on, so others call it: hand on a function that calls it and wraps what it gets in \`${wrapper}\` at that call.`,
  'reassigned-variable': (wrapper) =>
    `The variable holds a wrapped function at one place and something else at another: wrap it in \`${wrapper}\` here, where it is launched.`,
  'destructured-method': (wrapper) =>
    `The method was taken off its object and may have lost \`this\`: call it on the object and wrap the callback in \`${wrapper}\`.`,
  'constructor-time-capture': (wrapper) =>
    wrapper === 'withParentOverridesPerCall'
      ? `This function is given once, before the launches: give it inside \`${wrapper}(callback, (run) => ...)\`, so that each call brings its own overrides.`
      : `This function is given once, before the launches, where \`${wrapper}\` would capture too early: pass a function wrapped in it with each launch, or carry one in the queued value.`,
  'values-elsewhere': () =>
    'This function is given once, and not every value that it is called with is pushed in sight: wrap it in `receiveParentOverrides`, and each value in `attachParentOverrides` where it is pushed.',
  'shared-work': (wrapper) =>
    `What this does is shared by all callers who ask for it meanwhile, so the context of none of them is right and \`${wrapper}\` would not help: read no override in it, and make what it depends on part of the key.`,
  job: (wrapper) =>
    wrapper === 'packParentOverrides'
      ? `A job is stored, and its processor runs it elsewhere, unseen where it is a class (NestJS) or a file: wrap that one in \`${RECEIVE_JOB}\`, ${LIST}, then pack the data here in \`${wrapper}\`.`
      : `Its jobs are put elsewhere: wrap it in \`${RECEIVE_JOB}\`, ${LIST}, then pack the data of each job in \`packParentOverrides\` where it is put.`,
  'method-in-object': (wrapper) =>
    `The function is a method that uses \`super\`, which no other function can: write it apart and give it as a property, wrapped in \`${wrapper}\`.`,
  'captured-at-module-scope': (wrapper) =>
    `It was wrapped once while the module loaded, where no overrides are active: call \`${wrapper}\` where the work is launched.`,
  'captured-in-child': (wrapper) =>
    `\`${wrapper}\` is called inside the child, when the parent's overrides may be gone: call it at the launch, around the callback.`,
  'bound-inside-wrapper': (wrapper) =>
    `It was bound before \`${wrapper}\` got it, and what is bound runs in the context that it was bound in: pass the function itself.`,
  'long-lived-worker': (wrapper, detail) =>
    `It outlives this launch${inBrackets(detail)}, so \`${wrapper}\` would run every later message as its first caller: pack each message instead, \`worker.postMessage(packParentOverrides(message))\`, and receive it in the worker file with \`receiveParentOverrides(handler)\`.`,
  coalesced: (wrapper, detail) =>
    `One caller launches this for all${inBrackets(detail)}, so \`${wrapper}\` would run everybody's work as that one: launch it in \`withoutParentOverrides\`, and wrap what each caller puts in where it is put in.`,
  repeats: (wrapper, detail) =>
    `It launches itself again${inBrackets(detail)} and outlives the call that began it, so \`${wrapper}\` would keep that call's overrides for good: launch it in \`withoutParentOverrides\`, and wrap what it runs for a caller where that was put in.`,
  'wrapper-not-applied': (wrapper) =>
    `\`${wrapper}\` itself is launched and wraps nothing: pass it the callback, \`${wrapper}(callback)\`.`,
  'wrapped-result': (wrapper) =>
    `The wrapped function is called here and its result is launched: pass the function without calling it, or wrap the result in \`${wrapper}\`.`,
  'stringified-function': () =>
    'This function is sent as text, so a wrapper would break it: register a named method in a worker file and send its data with `packParentOverrides`.',
  'suspends-in-spawn': (wrapper) =>
    `The construction contains \`await\` or \`yield\`: move what it waits for into a \`const\` first, then construct inside \`${wrapper}(() => ...)\`.`,
  'narrowing-lost': (wrapper) =>
    `The arguments rely on a narrowed type, which a function would lose: move the value into a \`const\` first, then construct inside \`${wrapper}(() => ...)\`.`,
  'tasks-not-a-list': (wrapper) =>
    `The tasks are not written as a list here: wrap each one in \`${wrapper}\` where it is made.`,
  // The others would reach the worker as envelopes that nobody opens.
  'first-parameter-not-visible': (wrapper) =>
    `The first parameter is not written here: wrap that one and no other in \`${wrapper}\`, and where there is none give one (\`[${wrapper}({})]\`).`,
  'callback-not-visible': (wrapper, detail) =>
    detail
      ? `The object that has the callback is not written here: wrap it in \`${wrapper}\` where that is made, for this launch.`
      : `Which argument is the callback does not show here: wrap that one in \`${wrapper}\`.`,
  'function-not-visible': (wrapper) =>
    `Whether this is a function does not show here, and the call may do without one: where it is, wrap it in \`${wrapper}\`.`,
  'sent-as-text': (wrapper) =>
    `The function around it is called here and sent as text as well, and text cannot take \`${wrapper}\` along: give each use a function of its own, and wrap in the one that runs here.`,
  'no-place-for-import': (wrapper) =>
    `The file has no import, export or require that tells how it imports: bring \`${wrapper}\` in by hand, or make the file a module.`,
  'worker-file-unknown': (wrapper) => `Which file the worker runs does not show here: ${bothEnds(wrapper)}`,
  'worker-file-not-found': (wrapper) => `The worker file was not found: ${bothEnds(wrapper)}`,
  'worker-file-not-editable': (wrapper) => `The worker file cannot be edited safely: ${bothEnds(wrapper)}`,
};

/** A launch with two ends is right only when both are. */
function bothEnds(wrapper: WrapperName): string {
  return wrapper === 'packParentOverrides'
    ? 'wrap its handler in `receiveParentOverrides`, then pack what is sent in `packParentOverrides`.'
    : 'make it import `@parent-overrides/runtime/worker` first, then construct inside `spawnWithParentOverrides(() => ...)`.';
}

function inBrackets(detail: string): string {
  return detail && ` (${detail})`;
}

/** The refusal for a reason; `wrapper` is the one that belongs at the launch. */
export function refusal(reason: RefusalReason, wrapper: WrapperName, detail = ''): Refusal {
  return { reason, advice: ADVICE[reason](wrapper, detail) };
}
