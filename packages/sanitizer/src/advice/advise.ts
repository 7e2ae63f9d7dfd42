/** What the rule says of a launch that ran as somebody else, and how to mend it. */
import {
  findLaunchSites,
  LAUNCHERS,
  type LaunchSite,
  resolveConfig,
  type Source,
} from '@parent-overrides/launch-sites';
import { otherModules } from '@parent-overrides/project-modules';
import { installedVersions } from '@parent-overrides/project-modules/versions';
import type { Advice, Finding, Place, Rule } from '../report/finding.ts';
import { type Argument, type Call, callAt, callbackOf } from './launch-call.ts';
import { originOf } from './origin.ts';
import { offsetOf, readSource } from './source.ts';

const SHARED =
  'The work is for several tasks at once, so nobody’s context is right. Hand it what it needs as arguments, and run it in a context of its own, with the store’s `run`. A key that says whose it is mends it only where the store holds the same for all who have that key, and nothing of each request.';
const BY_HAND = 'Wrap the callback in withParentOverrides where it is passed on.';

/**
 * @param took what the launch was given, where that is not the callback
 * @returns nothing about the rule when the file cannot be read any more
 */
export function advise(finding: Omit<Finding, 'advice'>, took?: 'arguments' | 'job'): Advice {
  const { launch, callback, kind } = finding;
  const source = launch === null ? undefined : readSource(launch.file);
  const call = source === undefined || launch === null ? undefined : callAt(source, launch);
  if (source === undefined || call === undefined) {
    return { rule: null, cure: kind === 'shared' ? SHARED : BY_HAND };
  }
  const sites = sitesIn(source);
  const site = sites.find(({ range }) => range[0] === call.range[0] && range[1] === call.range[1]);
  const target = took === undefined ? callbackOf(source, call, callback) : undefined;
  const rule = ruleOf(site ?? (target === undefined ? siteOfGiving(source, sites, callback) : undefined));
  if (kind === 'shared') return { rule, cure: SHARED };
  if (took === 'job') return { rule, cure: jobOfData(source, call) };
  // A function that is put into a list is its job's own, whatever became of the list.
  const put = site?.launcher === HOME_MADE_QUEUE && site.status === 'unwrapped' ? site : undefined;
  if (took === 'arguments' && put === undefined) {
    return { rule, cure: givenOnce(source, call, callback?.text) };
  }
  if (target === undefined)
    return put === undefined ? { rule, cure: BY_HAND } : wrapAsRule(source, put, rule);
  if (site?.status === 'wrapped' || site?.status === 'detached') return { rule, cure: ALREADY };
  const edit = editOf(source, call, target);
  if (isSubscription(call)) return { rule, cure: SUBSCRIPTION, edit };
  const row = site === undefined ? rowOf(source, call, target) : undefined;
  const cure = `Wrap it${row ? ', and give the rule this row, so that it knows the others' : ''}.`;
  return { rule, cure, edit, ...(row && { row }) };
}

const HOME_MADE_QUEUE = 'home-made-queue';

/** The call does not tell which of its arguments it is; the rule knows what the list's functions are. */
function wrapAsRule({ text, filename }: Source, { range, plan }: LaunchSite, rule: Rule): Advice {
  const [wrap, ...others] = plan?.wraps ?? [];
  if (wrap === undefined || others.length > 0) return { rule, cure: BY_HAND };
  const [start, end] = wrap.range;
  const wrapped = `${wrap.before}${text.slice(start, end)}${wrap.after}`;
  const shown = `${text.slice(range[0], start)}${wrapped}${text.slice(end, range[1])}`;
  const edit = { file: filename, range: wrap.range, text: wrapped, shown: shown.replace(/\s+/g, ' ') };
  return { rule, cure: 'Wrap it.', edit };
}

/** With every row that there is: which preset has it is said. */
const EVERYTHING = resolveConfig({ strict: true });

/** As the rule finds them: with what other files make, and by the versions that are installed. */
function sitesIn(source: Source): readonly LaunchSite[] {
  const modules = otherModules(source.filename, source.text, EVERYTHING);
  const versions = installedVersions(source.filename);
  return findLaunchSites(
    { ...source, ...(modules && { modules }), ...(versions && { versions }) },
    EVERYTHING,
  );
}

/** Where a function was given that is launched elsewhere. */
function siteOfGiving(
  source: Source,
  sites: readonly LaunchSite[],
  callback: Place | null,
): LaunchSite | undefined {
  if (callback?.file !== source.filename) return undefined;
  const offset = offsetOf(source.text, callback.line, callback.column);
  return sites.filter(({ range }) => range[0] <= offset && offset < range[1]).at(-1);
}

const SUBSCRIPTION =
  'A listener runs as whoever sends. If it has to run as whoever listens, wrap it; if not, read the store before, and hand over what it held.';
const SUBSCRIBES = new Set(['on', 'once', 'addListener', 'addEventListener', 'prependListener', 'subscribe']);

function isSubscription({ callee }: Call): boolean {
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return false;
  return SUBSCRIBES.has(callee.property.name);
}

const ALREADY =
  'It is wrapped already, so what read the store is not the callback itself: look at what it returns, and at who resumes that.';

function ruleOf(site: LaunchSite | undefined): Rule {
  if (site === undefined) return { reported: false };
  const preset = LAUNCHERS.find(({ id }) => id === site.launcher)?.preset ?? 'recommended';
  return { reported: site.status === 'unwrapped', launcher: site.launcher, preset, status: site.status };
}

function editOf({ text, filename }: Source, { range }: Call, target: Argument): NonNullable<Advice['edit']> {
  const [start, end] = target.range;
  const wrapped = (callback: string): string => `withParentOverrides(${callback})`;
  const shown = `${text.slice(range[0], start)}${wrapped(headOf(text, target))}${text.slice(end, range[1])}`;
  return {
    ...{ file: filename, range: [start, end], text: wrapped(text.slice(start, end)) },
    shown: shown.replace(/\s+/g, ' '),
  };
}

/** A function without what is in its body. */
function headOf(text: string, target: Argument): string {
  const written = target.type === 'ArrowFunctionExpression' || target.type === 'FunctionExpression';
  const [start, end] = target.range;
  if (!written || target.body.type !== 'BlockStatement') return text.slice(start, end);
  return `${text.slice(start, target.body.range[0])}{ … }`;
}

function givenOnce({ text }: Source, call: Call, name: string | undefined): string {
  const callee = text.slice(call.callee.range[0], call.callee.range[1]).replace(/\s+/g, ' ');
  const worker = name === undefined || name === '' ? 'The function' : `\`${name}\``;
  return (
    `${worker} was given once, so that a wrapper around it would capture too early. Hand a wrapped callback to each ` +
    `call, \`${callee}(withParentOverrides(() => ...))\`, and let the function call what it gets.`
  );
}

function jobOfData({ text }: Source, call: Call): string {
  const callee = text.slice(call.callee.range[0], call.callee.range[1]).replace(/\s+/g, ' ');
  return (
    `The job is data, which keeps nobody's context, and whoever takes it works in his own. Push a wrapped callback, ` +
    `\`${callee}(withParentOverrides(() => ...))\`, and let the loop call it.`
  );
}

function rowOf(source: Source, call: Call, target: Argument): Advice['row'] {
  const origin = originOf(source, call);
  const argument = call.arguments.indexOf(target);
  // In a literal, it is no argument of its own.
  if (origin === undefined || argument < 0) return undefined;
  const { module, receiver, member } = origin;
  return {
    id: member === undefined ? module : `${module}#${member}`,
    from: [{ module, export: origin.export }],
    ...(receiver && { receiver }),
    ...(member !== undefined && { member }),
    kind: 'callback',
    argument,
    loss: 'another-task',
    preset: 'recommended',
    evidence: 'Seen by @parent-overrides/sanitizer.',
  };
}
