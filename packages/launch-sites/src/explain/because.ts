/** Why a call is a launch, or is none, in one sentence. */
import type { LaunchConfig } from '../vocabulary/config.ts';
import { HOME_MADE, SUBMIT, type Launcher } from '../vocabulary/launcher.ts';
import type { LaunchSite } from '../vocabulary/launch-site.ts';
import type { Node, Range, Source } from '../vocabulary/source.ts';
import type { PathValue, Value } from '../evaluate/value.ts';
import { isConstructed } from '../launchers/row.ts';
import { holdsHere } from '../launchers/rows-in-force.ts';
import { executorWords, isExecutor } from '../launchers/executor.ts';
import { reachableLaunchers } from '../launchers/reachable-launchers.ts';
import { memberName, rangeOf } from '../syntax/nodes.ts';
import { describeValue, quote, takeApart } from './describe-value.ts';
import type { Because } from './explanation.ts';
import type { TracingResolver } from './tracing-resolver.ts';

export interface Asked {
  readonly source: Source;
  readonly config: LaunchConfig;
  readonly resolver: TracingResolver;
  readonly callee: Node;
  readonly args: readonly Node[];
  readonly isConstruction: boolean;
  readonly value: Value | undefined;
  /** Where the way to the value ended, if it did. */
  readonly stop: Because | undefined;
}

const KINDS = {
  callback: 'it is handed a function that runs later',
  spawn: 'it starts a thread',
  payload: 'it hands data to a task that runs elsewhere',
  stringified: 'it sends a function as text',
} as const;

const LOSSES = {
  'another-task': "Without a wrapper, that runs with another task's overrides.",
  shared: 'Without a wrapper, that shares the live values of its parent.',
  'starts-empty': 'Without a wrapper, that starts without any overrides.',
} as const;

export function becauseLaunch(sites: readonly [LaunchSite, ...LaunchSite[]]): Because {
  const [{ launcher, kind, loss }] = sites;
  if (launcher === HOME_MADE)
    return {
      reason: 'row',
      says: `It is what the row ${launcher} of the launcher table describes: it puts a function into a list, and another function takes it out and calls it. Without a wrapper, that runs with the overrides of whoever takes it out.`,
      at: sites.map(({ target }) => target),
    };
  return {
    reason: 'row',
    says: `It is what the row ${launcher} of the launcher table describes: ${KINDS[kind]}. ${LOSSES[loss]}`,
    at: sites.map(({ target }) => target),
  };
}

/** @param matched the row that the callee is, in a function that is sent as text */
export function becauseElsewhere({ id }: Launcher): Because {
  return {
    reason: 'sent-as-text',
    says: `It is what the row ${id} describes, but the function around it is sent as text and runs elsewhere, where no wrapper of this file is.`,
    at: [],
  };
}

/** @param matched the row that the callee is, which is no launch without something to launch */
export function becauseNone(asked: Asked, matched: Launcher | undefined): Because {
  if (matched) return nothingLaunched(asked, matched);
  return submitted(asked) ?? ofValue(asked);
}

function nothingLaunched({ source, args }: Asked, { id, argument }: Launcher): Because {
  const given =
    typeof argument === 'number' ? args[argument] : argument === 'optional-callback' ? args.at(-1) : args[0];
  const which =
    typeof argument === 'number'
      ? `argument ${argument + 1}`
      : argument === 'each-element'
        ? 'the elements of a list'
        : launched(argument);
  const says = `It is what the row ${id} describes, which launches ${which}, but `;
  if (!given) return { reason: 'nothing-launched', says: `${says}there is none.`, at: [] };
  return {
    reason: 'nothing-launched',
    says: `${says}${quote(source, given)} cannot be a function.`,
    at: [rangeOf(given)],
  };
}

function launched(argument: Exclude<Launcher['argument'], number>): string {
  if (typeof argument === 'object') return `the functions ${argument.keys.join(', ')} of an object`;
  if (argument === 'last-function') return 'the last function among its arguments';
  if (argument === 'each-function') return 'the functions among its arguments';
  return argument === 'optional-callback'
    ? 'its last argument where that is a function'
    : 'the first function among its arguments';
}

/** `x.submit(fn)` belongs to no package: the names of `x` and the form of `fn` decide. */
function submitted({
  source,
  config,
  resolver,
  callee,
  args,
  isConstruction,
  value,
}: Asked): Because | undefined {
  const row = config.launchers.find(({ id }) => id === SUBMIT);
  if (!row || isConstruction || callee.type !== 'MemberExpression' || memberName(callee) !== row.member)
    return undefined;
  if (value && value.kind !== 'path' && value.kind !== 'function' && value.kind !== 'callable')
    return undefined;
  const [first] = args;
  const receiver = quote(source, callee.object);
  if (isExecutor(resolver, callee.object, config))
    return {
      reason: 'not-visibly-a-function',
      says: `${receiver} counts as an executor, but ${first ? `${quote(source, first)} is not visibly a function` : 'nothing is submitted'}.`,
      at: first ? [rangeOf(first)] : [],
    };
  const words = executorWords(resolver, callee.object).map((word) => `"${word}"`);
  const why = config.strict
    ? 'it is a chain of jQuery, or called as one'
    : `the last word of its names is ${words.join(', ') || 'none'}, not one of ${config.executorNames.join(', ')}`;
  return {
    reason: 'not-an-executor',
    says: `${receiver} does not count as an executor: ${why}.`,
    at: [rangeOf(callee.object)],
  };
}

function ofValue(asked: Asked): Because {
  const { source, callee, value, stop } = asked;
  const text = quote(source, callee);
  if (value === undefined || value.kind === 'cycle')
    return {
      reason: 'unknown',
      says: `What ${text} is cannot be seen here: ${stop?.says ?? 'the analysis does not follow it'}.`,
      at: stop?.at ?? [],
    };
  if (value.kind !== 'path')
    return {
      reason: 'own-code',
      says: `${text} is ${describeValue(value)}, and no launcher.`,
      at: placesOf(value),
    };
  return ofRow(asked, value) ?? fromElsewhere(text, value);
}

function placesOf(value: Value): Range[] {
  if (value.kind === 'instance') return [rangeOf(value.of)];
  return 'node' in value ? [[value.node.range[0], value.node.range[0]]] : [];
}

/** There is a row of this path, and yet the call is no launch. */
function ofRow({ source, config, isConstruction }: Asked, { path, or = [] }: PathValue): Because | undefined {
  const all = reachableLaunchers(source.text, { ...config, strict: true }).filter(({ paths }) =>
    [path, ...or].some((own) => paths.includes(own)),
  );
  const row = all.find(({ launcher }) => isConstructed(launcher) === isConstruction);
  const other = all[0];
  if (!row && other)
    return {
      reason: 'other-form',
      says: `The row ${other.launcher.id} is about ${isConstruction ? 'a call, and this is a construction' : 'a construction with `new`, and this is a call'}.`,
      at: [],
    };
  if (!row) return undefined;
  const { id, preset, versions = '' } = row.launcher;
  if (holdsHere(row.launcher, source.versions) === false)
    return {
      reason: 'other-version',
      says: `It is what the row ${id} describes, which is about versions ${versions}, and another one is installed.`,
      at: [],
    };
  return preset === 'strict' && !config.strict
    ? {
        reason: 'strict-only',
        says: `It is what the row ${id} describes, which is on in the strict preset only.`,
        at: [],
      }
    : {
        reason: 'passed-over',
        says: `It is what the row ${id} describes, and the search by names passed it over. Please report this.`,
        at: [],
      };
}

/** A module that is a file of the project's own, or may be one under an alias. */
const OWN_FILE = /^(?:\.{1,2}(?:\/|$)|\/|[#~]|@\/)/;

function fromElsewhere(text: string, value: PathValue): Because {
  const { module, steps } = takeApart(value.path);
  if (module !== undefined && OWN_FILE.test(module))
    return {
      reason: 'other-file',
      says: `${text} comes from '${module}'${steps.length > 0 ? ` (${describeValue(value)})` : ''}, and that file does not lead to a launcher, or cannot be followed.`,
      at: [],
    };
  return {
    reason: 'no-row',
    says: `${text} is ${describeValue(value)}, and no row of the launcher table is that.`,
    at: [],
  };
}

/** Why a launch has the status that it has. */
export function becauseStatus(site: LaunchSite, wrappers: readonly Range[]): Because {
  const { status, refusal, wrapper, edit, otherEnd } = site;
  switch (status) {
    case 'wrapped':
    case 'detached': {
      const says =
        status === 'wrapped'
          ? 'It is wrapped already.'
          : 'It is detached on purpose: it is launched without the overrides of its parent.';
      return { reason: status, says, at: wrappers };
    }
    case 'exempt':
      return {
        reason: 'promise-resolver',
        says: 'It settles a promise and does nothing else, so it runs no code that could read an override. The setting reportPromiseResolvers reports it.',
        at: [],
      };
    case 'unwrapped':
      if (refusal) return { reason: refusal.reason, says: refusal.advice, at: wrappers };
      return {
        reason: edit && otherEnd ? 'both-ends' : 'unwrapped',
        says: otherEnd
          ? `It is not wrapped: it needs \`${wrapper}\` here, and ${otherEnd.file} has to receive what that carries.`
          : `It is not wrapped: it needs \`${wrapper}\`.`,
        at: [],
      };
  }
}
