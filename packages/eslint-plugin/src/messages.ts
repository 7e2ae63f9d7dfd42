/** Every sentence that the rules say. Each report tells what is lost at this launch, then what to write instead. */
import {
  HOME_MADE,
  type DeclaredWrapper,
  type LaunchSite,
  type WrapperName,
} from '@parent-overrides/launch-sites';

export const lossMessages = {
  callbackStartsEmpty: "`{{callee}}` runs this callback without the parent's overrides. {{advice}}",
  callbackShared:
    "`{{callee}}` runs this callback on the parent's own overrides, so what either side sets or mutates shows on the other. {{advice}}",
  callbackOneCaller:
    '`{{callee}}` runs this callback on the overrides of the one caller that fills it ({{because}}), so what either side sets or mutates shows on the other. {{advice}}',
  callbackAnotherTask:
    '`{{callee}}` runs this callback with the overrides of whichever task finished last. {{advice}}',
  callbackTimed:
    '`{{callee}}` runs this callback for several calls at once, with the overrides of the one that set its timer. {{advice}}',
  callbackPutIn:
    '`{{callee}}` puts this callback into a list, and whoever takes it out and calls it runs it with overrides of their own. {{advice}}',
  workerStartsEmpty: "`{{callee}}` starts a thread that has none of the parent's overrides. {{advice}}",
  taskStartsEmpty:
    "`{{callee}}` runs this task in a worker that does not have the parent's overrides. {{advice}}",
  sentAsText: "`{{callee}}` cannot take the parent's overrides along. {{advice}}",
} as const;

export const suggestionMessages = {
  wrap: 'Wrap in `{{wrapper}}`.',
  mend: 'Take off the binding: `withParentOverrides` binds by itself.',
  detach: "Mark as detached with `{{wrapper}}`: the child does not get the parent's overrides, on purpose.",
} as const;

export const lateCaptureMessages = {
  lateCapture:
    "`{{callee}}` has already left the parent when `{{wrapper}}` is called here, so it captures the child's own overrides. Call it at the launch, around the callback.",
  moveOut: 'Move `{{wrapper}}` out, so that it captures at the launch.',
} as const;

export const moduleScopeMessages = {
  moduleScopeCapture:
    'This was wrapped once while the module loaded, where no override is active, so `{{callee}}` launches it with none. Call `{{wrapper}}` at the launch.',
} as const;

/** Rows of the table that run the last call of a series by a timer, which the first call set. */
const TIMED = /^(?:(?:lodash|underscore)\.(?:debounce|throttle)|debounce)$/;

/** Which of the sentences above tells what is lost at the site. */
export function lossMessage({ launcher, kind, loss, owner }: LaunchSite): keyof typeof lossMessages {
  if (kind === 'spawn') return 'workerStartsEmpty';
  if (kind === 'payload') return 'taskStartsEmpty';
  if (kind === 'stringified') return 'sentAsText';
  if (launcher === HOME_MADE && loss === 'another-task') return 'callbackPutIn';
  if (loss === 'another-task' && TIMED.test(launcher)) return 'callbackTimed';
  if (loss === 'shared') return owner?.is === 'one-caller' ? 'callbackOneCaller' : 'callbackShared';
  return loss === 'another-task' ? 'callbackAnotherTask' : 'callbackStartsEmpty';
}

/** What to write instead. Where nothing can be suggested, the analysis says what to do by hand. */
export function advice(site: LaunchSite, declared: readonly DeclaredWrapper[]): string {
  const said = whatToWrite(site, declared);
  return site.versions === undefined
    ? said
    : `${said} This is so in versions ${site.versions} of the package, and which one is installed cannot be told.`;
}

function whatToWrite(site: LaunchSite, declared: readonly DeclaredWrapper[]): string {
  if (site.refusal !== undefined) return site.refusal.advice;
  const otherEnd = site.otherEnd === undefined ? '' : `, and ${receive(site.otherEnd)}`;
  if (site.kind === 'spawn' && site.lifetime?.is === 'long-lived')
    return `It outlives this launch (${site.lifetime.because}), so pack what it is sent in \`${site.wrapper}\`${otherEnd}.`;
  if (site.kind === 'spawn') return `Create it inside \`${site.wrapper}\`${otherEnd}.`;
  if (site.kind === 'payload') return `Pack it in \`${site.wrapper}\`${otherEnd}.`;
  if (site.wrapper === 'withParentOverridesPerCall')
    return `It is given once: give it inside \`${site.wrapper}\`, so that each call brings its own overrides.`;
  if (site.wrapper === 'receiveParentOverrides')
    return `It is given once: wrap it in \`${site.wrapper}\`, and each value that is pushed in \`attachParentOverrides\`.`;
  const names = [...declared.map(({ name }) => name), site.wrapper];
  return `Wrap it in ${names.map((name) => `\`${name}\``).join(' or ')}.`;
}

function receive({ file, receive: how }: NonNullable<LaunchSite['otherEnd']>): string {
  if (how === 'messages')
    return `wrap what receives it in \`${file}\`, \`parentPort.on('message', receiveParentOverrides(handler))\``;
  return how === 'entry'
    ? `import "@parent-overrides/runtime/worker" first in \`${file}\``
    : `wrap the handler in \`${file}\` in \`receiveParentOverrides\``;
}

/** The wrapper that marks the same launch as detached. */
export function detachedWrapper(wrapper: WrapperName): WrapperName {
  return wrapper === 'spawnWithParentOverrides' ? 'spawnWithoutParentOverrides' : 'withoutParentOverrides';
}
