/** Jobs: what a processor gets of a payload that a transport stored as JSON, inside of a job or alone. */
import { expect, test, vi } from 'vitest';
import { adoptStore, defineSettings, packParentOverrides, receiveParentOverrides } from '../src/index.ts';
import { AsyncLocalStorage } from 'node:async_hooks';

const settings = defineSettings<{ tenant: string }>('jobs-test', {
  tenant: { default: 'nobody', wire: 'anywhere' },
});
const as = <R>(tenant: string, body: () => R): R => settings.context({ tenant }, body);
const stored = (data: unknown, tenant = 'ada'): any =>
  JSON.parse(JSON.stringify(as(tenant, () => packParentOverrides(data))));
const LIST = { json: ['jobs-test.tenant'] };

interface Job {
  id: number;
  data: any;
}
const work = receiveParentOverrides(
  (job: Job, token?: string) => ({ tenant: settings.current.tenant, job, token }),
  { ...LIST, payload: 'data' },
);

test.each([{ item: 'tea' }, 'tea', 5, null, ['tea']])('a job has %j as it was put', (data) => {
  const job = { id: 7, data: stored(data) };
  expect(work(job, 'token')).toEqual({ tenant: 'ada', job: { id: 7, data }, token: 'token' });
  // What an event of the queue hands out afterwards is the same job.
  expect(job.data).toEqual(data);
});

test('a class instance stays one: its methods and accessors are there', () => {
  class Stored {
    data = stored({ item: 'tea' });
    get item() {
      return this.data.item;
    }
  }
  const read = receiveParentOverrides((job: Stored) => [settings.current.tenant, job.item], {
    ...LIST,
    payload: 'data',
  });
  expect(read(new Stored())).toEqual(['ada', 'tea']);
});

test('a list of one job is received as that job, and a list of more is refused', () => {
  const batch = receiveParentOverrides(([job]: Job[]) => [settings.current.tenant, job?.data], {
    ...LIST,
    payload: 'data',
  });
  expect(batch([{ id: 1, data: stored({ item: 'tea' }) }])).toEqual(['ada', { item: 'tea' }]);
  const jobs = [
    { id: 1, data: stored({}, 'ada') },
    { id: 2, data: stored({}, 'bob') },
  ];
  expect(() => batch(jobs)).toThrow('Jobs of several callers came at once: receive each by itself.');
  expect(batch([])).toEqual(['nobody', undefined]);
});

test('what is no job runs all the same', () => {
  const read = receiveParentOverrides((job: unknown) => [settings.current.tenant, job], {
    ...LIST,
    payload: 'data',
  });
  for (const none of [null, undefined, 5, 'text', {}, { data: undefined }])
    expect(read(none as never)).toEqual(['nobody', none]);
});

test("a job without overrides is nobody's, whoever fetches it", () => {
  const bare = { id: 1, data: { item: 'tea' } };
  const plain = receiveParentOverrides(() => settings.current.tenant, LIST);
  as('the starter', () => {
    expect(work(bare).tenant).toBe('nobody');
    expect(plain({ item: 'tea' })).toBe('nobody');
    expect(work({ id: 1, data: stored({}) }).tenant).toBe('ada');
    // Without a list the payload comes from this program, as a call does.
    expect(receiveParentOverrides(() => settings.current.tenant)({})).toBe('the starter');
  });
});

test('an adopted store comes with a job', () => {
  const store = new AsyncLocalStorage<string>();
  const takeBack = adoptStore(store, { id: 'jobs-user', wire: 'anywhere' });
  const data = store.run('ada', () => JSON.parse(JSON.stringify(packParentOverrides({}))));
  const read = receiveParentOverrides(() => store.getStore(), { json: ['jobs-user'], payload: 'data' });
  expect(read({ data })).toBe('ada');
  expect(read({ data: {} })).toBe(undefined);
  takeBack();
});

test('what a processor puts in turn is of the same caller', () => {
  const next = receiveParentOverrides((job: Job) => JSON.stringify(packParentOverrides(job.data)), {
    ...LIST,
    payload: 'data',
  });
  const data = JSON.parse(next({ id: 1, data: stored({ step: 1 }) }));
  expect(work({ id: 2, data })).toMatchObject({ tenant: 'ada', job: { data: { step: 1 } } });
});

test.each([5, '', null, []])('no property is called %j', (payload) => {
  expect(() => receiveParentOverrides(() => {}, { payload } as never)).toThrow(
    /^receiveParentOverrides takes options as/,
  );
});

const OUT_OF_DATA =
  /^Overrides in JSON are not taken out of data\. .*payload: 'data' .*There is jobs-test\.tenant here\.$/;
test.each([
  ['without options', {}, OUT_OF_DATA],
  ['with a list only', LIST, OUT_OF_DATA],
  ['with the payload only', { payload: 'data' }, /^Overrides in JSON are not taken\. /],
])('half of a receiver, %s, is said once', (_, options, said) => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  const half = receiveParentOverrides((_: unknown) => settings.current.tenant, options);
  class Stored {
    data = stored({});
  }
  for (const job of [{ data: {} }, [], null, 'text', new Stored(), new Stored()])
    expect(half(job)).toBe('nobody');
  expect(warn.mock.calls).toEqual([[expect.stringMatching(said)]]);
  // A list with nothing in it is a decision.
  receiveParentOverrides(() => {}, { json: [] })({ data: stored({}) } as never);
  expect(warn).toHaveBeenCalledTimes(1);
  warn.mockRestore();
});

test('a list that names what is not there is told what is', () => {
  const read = receiveParentOverrides(() => {}, { json: ['app.tenant'] });
  expect(() => read(stored({}))).toThrow(
    /^app\.tenant is in the json list: define it with wire: 'anywhere'\. There is jobs-test\.tenant here\.$/,
  );
});
