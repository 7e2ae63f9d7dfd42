/** Why is this call a launch, or none? The analysis once more, for one call, with everything it asks written down. */
import type { LaunchConfig } from './vocabulary/config.ts';
import type { LaunchSite } from './vocabulary/launch-site.ts';
import type { Node, Range, Source } from './vocabulary/source.ts';
import { SiteFinder } from './find-launch-sites.ts';
import { becauseElsewhere, becauseLaunch, becauseNone, becauseStatus } from './explain/because.ts';
import { excerpt } from './explain/describe-value.ts';
import type { Because, CallExplanation } from './explain/explanation.ts';
import { orQueued } from './explain/why-not-queued.ts';
import { rowsOf } from './explain/rows.ts';
import { TracingResolver } from './explain/tracing-resolver.ts';
import { TracingWrappers } from './explain/tracing-wrappers.ts';
import { valueSteps } from './explain/value-steps.ts';
import { calleeOf } from './sites/site-maker.ts';
import type { LaunchNode } from './sites/whose-launch.ts';
import { rangeOf, valueOf } from './syntax/nodes.ts';

/** What can be explained: a call, or an assignment that puts something into a list. */
export type Explained = LaunchNode;

/** The assignments among the launches, `jobs[last++] = job`: what a reader may ask about besides calls. */
export function launchingAssignments(source: Source, config: LaunchConfig): readonly Explained[] {
  return new SiteFinder(source, config).assignments;
}

/**
 * Explains one call of `source`: the launches are those that `findLaunchSites` finds there.
 *
 * @param call one of `source.calls`, or of `callsOf(source)`, which sets the parents that are read here; or an assignment
 *   that launches
 */
export function explainCall(source: Source, config: LaunchConfig, call: Explained): CallExplanation {
  const resolver = new TracingResolver(source, config.typed ? source.types : undefined);
  const callee = valueOf(calleeOf(call));
  const args = call.type === 'AssignmentExpression' ? [call.right] : call.arguments;
  const trace = resolver.traceOf(callee);
  const { steps, more, stop } = valueSteps(source, trace);

  const wrappers = new TracingWrappers(resolver, config);
  const finder = new SiteFinder(source, config, resolver, wrappers);
  const launcher = finder.launcherOf(call);
  const sites = launcher ? finder.sitesOf(call) : [];

  const isConstruction = call.type === 'NewExpression';
  const value = trace.value;
  const becauseNotLaunched = (): Because => {
    const none = becauseNone(
      { source, config, resolver, callee, args, isConstruction, value, stop },
      launcher,
    );
    const why = launcher ? undefined : finder.whyNotQueued(call);
    return why ? orQueued(none, source, call, why) : none;
  };
  return {
    callee: `${isConstruction ? 'new ' : ''}${excerpt(source, rangeOf(callee))}`,
    range: rangeOf(call),
    name: callName(call),
    isLaunch: isSome(sites),
    because: isSome(sites)
      ? becauseLaunch(sites)
      : launcher && finder.runsElsewhere(call)
        ? becauseElsewhere(launcher)
        : becauseNotLaunched(),
    rows: rowsOf(source, config, {
      callee,
      isConstruction,
      isKnown: value !== undefined,
      matches: new Set(launcher && [launcher]),
    }),
    steps,
    moreSteps: more,
    launches: sites.map((site) => ({ site, status: becauseStatus(site, wrappers.callsFor(site.target)) })),
  };
}

function isSome(sites: readonly LaunchSite[]): sites is readonly [LaunchSite, ...LaunchSite[]] {
  return sites.length > 0;
}

/** Where a reader looks for a call: at its last name, or at the `new`. */
export function callName(call: Explained): Range {
  if (call.type === 'NewExpression') return [call.range[0], call.range[0] + 'new'.length];
  const callee: Node = valueOf(calleeOf(call));
  return rangeOf(callee.type === 'MemberExpression' ? callee.property : callee);
}
