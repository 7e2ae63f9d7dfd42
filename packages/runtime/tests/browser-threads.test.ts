/** What the browser build makes of `create`, over message ports: browser.test.ts does it in Chromium where there is one. */
import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { Carrier, CARRIER_KEY, openCarrier } from '../src/carrier.ts';
import { spawnWith, takeSpawned } from '../src/threads.browser.ts';

const carrier = new Carrier();
carrier.anywhere['app.lm'] = 'a';

test.each(['a Worker', 'a SharedWorker'])('%s gets the carrier as its first message, once', (kind) => {
  const { port1, port2 } = new MessageChannel();
  const worker: any = kind === 'a Worker' ? port1 : { port: port1 };
  expect(spawnWith(carrier, () => worker)).toMatchObject({ carried: true, created: worker });
  const { message } = receiveMessageOnPort(port2)!;
  expect(openCarrier(message[CARRIER_KEY]).arrived!.get('app.lm')).toMatchObject({ data: 'a' });
  // One that runs already has the overrides of whoever started it.
  expect(spawnWith(carrier, () => worker)).toMatchObject({ carried: false });
  expect(receiveMessageOnPort(port2)).toBeUndefined();
  port1.close();
});

test('with nothing to carry there is no message', () => {
  const { port1, port2 } = new MessageChannel();
  spawnWith(undefined, () => port1);
  expect(receiveMessageOnPort(port2)).toBeUndefined();
  port1.close();
});

test.each([[{}], [Promise.resolve()], [() => {}], [undefined]])('%s is no Worker', (created) => {
  expect(spawnWith<any>(carrier, () => created)).toMatchObject({ carried: false });
});

test('a web Worker finds nothing while it evaluates: its values come as a message', () => {
  expect(takeSpawned()).toBeUndefined();
});
