import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Answer } from '../src/answer.ts';
import { createService } from '../src/service.ts';
import { startTelemetry, type FinishedSpan } from '../src/telemetry.ts';

// Projects do not take the workspace's timeout over, and a busy machine needs more than vitest's 5 s.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

/** Callers ask the service over HTTP, all at once, each in a trace and with a model of its own. */
const CALLERS = 20;

let service: Server;
let address: string;

beforeAll(async () => {
  startTelemetry();
  service = createService().listen(0, '127.0.0.1');
  await once(service, 'listening');
  address = `http://127.0.0.1:${(service.address() as AddressInfo).port}`;
});

afterAll(() => void service.close());

async function get<T>(path: string, headers: Record<string, string> = {}): Promise<T> {
  const response = await fetch(address + path, { headers });
  return (await response.json()) as T;
}

let asked = 0;

/** How many callers got an answer of the model they asked for, and found one model call in their own trace. */
async function everybodyAsks(route: string) {
  const callers = Array.from({ length: CALLERS }, () => {
    const id = (++asked).toString(16);
    return { model: `model-${id}`, trace: id.padStart(32, '0'), span: id.padStart(16, '0') };
  });
  const answers = await Promise.all(
    callers.map(({ model, trace, span }) =>
      get<Answer>(`${route}?question=why&model=${model}`, { traceparent: `00-${trace}-${span}-01` }),
    ),
  );
  const spans = await get<FinishedSpan[]>('/spans');
  const own = callers.filter(({ trace, span }) => {
    const [call, request, ...more] = spans.filter((finished) => finished.trace === trace);
    return (
      call?.name === 'ask model' && call.parent === request?.id && request?.parent === span && !more.length
    );
  });
  const calls = spans.filter(
    ({ name, trace }) => name === 'ask model' && callers.some((c) => c.trace === trace),
  );
  expect(calls).toHaveLength(CALLERS);
  const right = answers.filter((answer, i) => answer.model === callers[i]!.model);
  return { rightModel: right.length, ownTrace: own.length };
}

test('not wrapped, the model and the trace are those of whoever asked earlier', async () => {
  const { rightModel, ownTrace } = await everybodyAsks('/unwrapped/answers');
  expect(Math.max(rightModel, ownTrace)).toBeLessThan(CALLERS);
});

test('wrapped, both are the own ones', async () => {
  expect(await everybodyAsks('/answers')).toEqual({ rightModel: CALLERS, ownTrace: CALLERS });
});
