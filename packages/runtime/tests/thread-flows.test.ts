/**
 * Who sees what across threads and processes: every launcher, every moment, every kind of value, context and set.
 * flows.test.ts is the same within one thread.
 */
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterAll, describe, expect, test } from 'vitest';
import { packParentOverrides, spawnWithParentOverrides } from '@parent-overrides/runtime';
import { POOLS } from './flows/pools.ts';
import { change, fresh, look, settings, until } from './workers/flow.mjs';

type By = 'context' | 'set';
interface Site {
  name: string;
  launch(task: object, wrapped: boolean): Promise<any>;
  close?(): unknown;
}

async function report(create: () => Worker): Promise<any> {
  const worker = create();
  const [message] = await once(worker, 'message');
  await worker.terminate();
  return message;
}
const thread = (nested: boolean): Site['launch'] => {
  const file = new URL('./workers/flow-thread.mjs', import.meta.url);
  return (task, wrapped) => {
    const create = () => new Worker(file, { workerData: { ...task, nested, wrapped } });
    // A nested thread that is not wrapped is lost even where its parent thread is.
    return report(() => (wrapped || nested ? spawnWithParentOverrides(create) : create()));
  };
};
const SITES: Site[] = [
  { name: 'new Worker', launch: thread(false) },
  { name: 'new Worker in a Worker', launch: thread(true) },
  ...POOLS.map(({ name, open }): Site => {
    const pool = open();
    return {
      name,
      launch: (flow, wrapped) => pool.run(wrapped ? packParentOverrides({ flow }) : { flow }),
      close: () => pool.destroy(),
    };
  }),
];

const folder = mkdtempSync(join(tmpdir(), 'parent-overrides-flows-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let count = 0;

function observe({ launch }: Site, by: By, wrapped: boolean, name = 'before'): Promise<any> {
  const [started, go] = ['started', 'go'].map((what) => join(folder, `${what}-${count++}`)) as [
    string,
    string,
  ];
  return settings.context(by === 'set' ? {} : (fresh(name) as any), async () => {
    if (by === 'set') settings.set(fresh(name) as any);
    const child = launch({ by, started, go }, wrapped);
    change(by, 'after capture');
    await until(started);
    change(by, 'while running');
    writeFileSync(go, '');
    return { child: await child, parent: look() };
  });
}

describe.each(SITES)('$name', (site) => {
  afterAll(() => site.close?.());

  test.each(['context', 'set'] as const)('wrapped, %s', { timeout: 60_000 }, async (by) => {
    const { child, parent } = await observe(site, by, true);
    const launched = { lm: 'before', trace: ['before'], shared: ['before'], calls: ['before'] };
    const withChild = ['before', 'child'];
    expect(child).toEqual({
      atStart: launched,
      later: launched, // nothing of what the parent did after the launch
      atEnd: { lm: by === 'set' ? 'child' : 'before', trace: withChild, shared: withChild, calls: withChild },
    });
    const own = ['before', 'after capture', 'while running'];
    // Threads share no memory: not even a shared value or a linked tracker brings anything of the child back.
    expect(parent).toEqual({
      ...{ lm: by === 'set' ? 'while running' : 'before', trace: own, shared: own, calls: own },
    });
  });

  test.each(['context', 'set'] as const)('not wrapped, %s: lost', { timeout: 60_000 }, async (by) => {
    const { child } = await observe(site, by, false);
    const lost = { lm: 'lost', trace: undefined, shared: undefined, calls: undefined };
    expect(child).toEqual({
      atStart: lost,
      later: lost,
      atEnd: { ...lost, lm: by === 'set' ? 'child' : 'lost' },
    });
  });

  test('concurrent parents never see each other', { timeout: 60_000 }, async () => {
    // One after the other where a pool has one thread only: what counts is that both wait at once.
    const names = ['a', 'b'];
    const flows = await Promise.all(names.map((name) => observe(site, 'set', true, name)));
    flows.forEach(({ child, parent }, i) => {
      const name = names[i];
      for (const seen of [child.atStart, child.later])
        expect(seen).toEqual({ lm: name, trace: [name], shared: [name], calls: [name] });
      expect(parent.trace).toEqual([name, 'after capture', 'while running']);
    });
  });
});
