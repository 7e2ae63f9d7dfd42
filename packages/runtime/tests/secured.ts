/** A store with a setting of each kind, and the ways that a payload can go. */
import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads';
import { defineSettings, packParentOverrides, receiveParentOverrides } from '../src/index.ts';

export interface App {
  lm: string;
  tools: unknown;
  apiKey: string;
  client: { key: string; model: string };
}
export const settings = defineSettings<App>('security', {
  lm: { default: 'none', wire: 'anywhere' },
  tools: { wire: 'thread' },
  apiKey: { wire: false },
  client: {
    wire: {
      encode: ({ model }) => ({ model }),
      decode: ({ model }) => ({ model, key: 'from the environment' }),
    },
  },
});
export const seen = () => ({ ...settings.overrides });
export const receive = receiveParentOverrides((payload: unknown) => ({ payload, seen: seen() }));
export const listing = (...json: string[]) =>
  receiveParentOverrides((payload: unknown) => ({ payload, seen: seen() }), { json });
export const pack = (overrides: Partial<App>, payload: unknown = { x: 1 }): any =>
  settings.context(overrides, () => packParentOverrides(payload));
export const viaJson = (value: unknown): any => JSON.parse(JSON.stringify(value));
export const viaPort = (value: unknown): any => {
  const { port1, port2 } = new MessageChannel();
  port1.postMessage(value);
  const { message } = receiveMessageOnPort(port2)!;
  port1.close();
  return message;
};
