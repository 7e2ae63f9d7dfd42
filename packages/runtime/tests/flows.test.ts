/** Who sees what, for every launch inside a process, every moment, every kind of value, context and set. */
import { describe, expect, test } from 'vitest';
import { withParentOverrides, withoutParentOverrides } from '@parent-overrides/runtime';
import { LAUNCHES, type Launch } from './flows/launches.ts';
import { observe, type By, type Flow } from './flows/observe.ts';

const asIs = <T>(callback: T): T => callback;
const ALL = ['before', 'after capture', 'while running', 'child'];

/** What a wrapped child and its parent see: the same for every launcher, which is the point. */
function wrappedFlow(by: By, later: boolean): Flow {
  // Replacing a value after capture is never seen; a container's content is copied at the child's start.
  const atStart = later ? ['before', 'after capture'] : ['before'];
  const late = later ? ['while running'] : ['after capture', 'while running'];
  const shared = (upTo: number) =>
    (later ? ALL : ['before', 'after capture', 'while running', 'child']).slice(0, upTo);
  return {
    childAtStart: { lm: 'before', trace: atStart, shared: later ? shared(2) : ['before'], calls: [] },
    childLater: { lm: 'before', trace: atStart, shared: shared(3), calls: [] },
    parentAtEnd: {
      lm: by === 'set' ? 'while running' : 'before',
      trace: [...atStart, ...late],
      shared: shared(4),
      calls: ['after capture', 'while running', 'child'], // the child's tracker reports to the parent's
    },
  };
}

function unwrappedFlow({ unwrapped, later }: Launch, by: By): Flow {
  const moments = (upTo: number) => ALL.slice(0, upTo);
  if (unwrapped === 'shared with the parent') {
    const lm = (moment: string) => (by === 'set' ? moment : 'before');
    const seen = (upTo: number, moment: string) => ({
      lm: lm(moment),
      trace: moments(upTo),
      shared: moments(upTo),
      calls: moments(upTo).slice(1),
    });
    return {
      childAtStart: later ? seen(2, 'after capture') : seen(1, 'before'),
      childLater: seen(3, 'while running'),
      parentAtEnd: seen(4, 'child'), // the child's `set` and its pushes show in its parent
    };
  }
  const foreign = { lm: unwrapped, trace: [unwrapped], shared: [unwrapped], calls: [] };
  return {
    childAtStart: foreign,
    childLater: foreign,
    parentAtEnd: {
      lm: by === 'set' ? 'while running' : 'before',
      trace: moments(3),
      shared: moments(3),
      calls: moments(3).slice(1), // what the child used is charged to the other task
    },
  };
}

describe.each(LAUNCHES)('$name', (site) => {
  const launch = site.launch.bind(site);

  test.each(['context', 'set'] as const)('wrapped, %s', async (by) => {
    expect(await observe(launch, withParentOverrides, by)).toEqual(wrappedFlow(by, site.later));
  });

  test.each(['context', 'set'] as const)('not wrapped, %s: wrong in the known way', async (by) => {
    expect(await observe(launch, asIs, by)).toEqual(unwrappedFlow(site, by));
  });

  test('concurrent parents never see each other', async () => {
    const names = ['a', 'b', 'c', 'd'];
    const flows = await Promise.all(names.map((name) => observe(launch, withParentOverrides, 'set', name)));
    flows.forEach((flow, i) => {
      expect([flow.childAtStart.lm, flow.childLater.lm]).toEqual([names[i], names[i]]);
      expect(flow.childAtStart.trace[0]).toBe(names[i]);
    });
  });

  test('detached sees nothing of its parent', async () => {
    const { childAtStart, childLater } = await observe(launch, withoutParentOverrides, 'context');
    expect([childAtStart.lm, childLater.lm]).toEqual(['lost', 'lost']);
    expect(childAtStart.trace).toEqual([]);
  });
});

test('four callers of one p-queue', async () => {
  const { default: PQueue } = await import('p-queue');
  const { settings } = await import('./flows/observe.ts');
  const seen = (wrap: <T>(callback: T) => T) => {
    const queue = new PQueue({ concurrency: 1 });
    const call = (lm: string) =>
      settings.context({ lm }, () => queue.add(wrap(async () => (await null, settings.current.lm))));
    return Promise.all(['1', '2', '3', '4'].map(call));
  };
  expect(await seen(asIs)).toEqual(['1', '1', '1', '1']);
  expect(await seen(withParentOverrides as typeof asIs)).toEqual(['1', '2', '3', '4']);
});
