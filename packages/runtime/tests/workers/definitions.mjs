import { defineSettings } from '@parent-overrides/runtime';

export class Client {
  constructor(model) {
    this.model = model;
  }
}

export const settings = defineSettings('worker-test', {
  lm: { default: 'none', wire: 'anywhere' },
  list: { wire: 'anywhere' },
  temperature: { default: 0, wire: 'thread' },
  client: {
    wire: { encode: (client) => ({ model: client.model }), decode: ({ model }) => new Client(model) },
  },
  secret: { wire: false },
  undecided: {},
});

export function read() {
  const { client, ...rest } = settings.current;
  return {
    ...rest,
    client: client instanceof Client ? client.model : client,
    overrides: Object.keys(settings.overrides),
  };
}
