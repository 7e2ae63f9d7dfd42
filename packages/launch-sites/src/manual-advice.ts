/** What a refusal says. A refusal is part of the product: it names the reason and what to do by hand. */
import type { Manual, ManualReason, WrapperName } from './launch-site.ts';

const ADVICE: Record<ManualReason, (wrapper: WrapperName) => string> = {
  'spread-argument': (wrapper) =>
    `The callback comes out of a spread argument. Pass it by itself and wrap it in \`${wrapper}\`.`,
  'call-or-apply': (wrapper) =>
    `The launcher is called through \`call\` or \`apply\`. Call it directly and wrap what it gets in \`${wrapper}\`.`,
  'reassigned-variable': (wrapper) =>
    `The variable holds a wrapped function at one place and something else at another. Wrap it in \`${wrapper}\` where it is launched.`,
  'destructured-method': (wrapper) =>
    `The method was taken off its object, so it may have lost \`this\`. Call it on the object and wrap the callback in \`${wrapper}\`.`,
  'constructor-time-capture': (wrapper) =>
    `This function is given once, before the launches, so wrapping it here would capture too early. Pass the function itself with each launch, wrapped in \`${wrapper}\`, or carry it in the queued value.`,
  'captured-at-module-scope': (wrapper) =>
    `It was wrapped once while the module loaded, where no overrides are active. Call \`${wrapper}\` where the work is launched.`,
  'captured-in-child': (wrapper) =>
    `\`${wrapper}\` is called inside the child, when the parent's overrides may be gone. Call it at the launch, around the callback.`,
  'wrapper-not-applied': (wrapper) =>
    `\`${wrapper}\` itself is launched and wraps nothing. Pass it the callback: \`${wrapper}(callback)\`.`,
  'wrapped-result': (wrapper) =>
    `The wrapped function is called here and its result is launched. Pass the wrapped function without calling it, or wrap the result in \`${wrapper}\`.`,
  'stringified-function': () =>
    'This function is sent to the worker as text, so it loses every variable around it and a wrapper would break it. Register a named method in a worker file and send its data with `packParentOverrides`.',
  'suspends-in-spawn': (wrapper) =>
    `The arguments contain \`await\` or \`yield\`. Move that value into a \`const\` first, then construct inside \`${wrapper}(() => ...)\`.`,
  'narrowing-lost': (wrapper) =>
    `The arguments rely on a type that was narrowed before, and a function would lose it. Move the value into a \`const\` first, then construct inside \`${wrapper}(() => ...)\`.`,
  'tasks-not-a-list': (wrapper) =>
    `The tasks are not written as a list here. Wrap each one in \`${wrapper}\` where it is made.`,
  'callback-not-visible': (wrapper) =>
    `It cannot be told which argument is the callback. Wrap that one in \`${wrapper}\`.`,
  'no-place-for-import': (wrapper) =>
    `The file has no import, export or require, so it is not known how it could import \`${wrapper}\`. Add the import by hand, or make the file a module.`,
  'worker-file-unknown': (wrapper) => `The worker file cannot be told from here. ${bothEnds(wrapper)}`,
  'worker-file-not-found': (wrapper) => `The worker file was not found. ${bothEnds(wrapper)}`,
  'worker-file-not-editable': (wrapper) => `The worker file cannot be edited safely. ${bothEnds(wrapper)}`,
};

/** A launch with two ends is right only when both are. */
function bothEnds(wrapper: WrapperName): string {
  return wrapper === 'packParentOverrides'
    ? 'Wrap its handler in `receiveParentOverrides`, then pack what is sent in `packParentOverrides`.'
    : 'Make the worker file import `@parent-overrides/runtime/worker` first, then construct inside `spawnWithParentOverrides(() => ...)`.';
}

/** The reason with its text; `wrapper` is the one that belongs at the launch. */
export function manual(reason: ManualReason, wrapper: WrapperName): Manual {
  return { reason, advice: ADVICE[reason](wrapper) };
}
