// A store whose decode reads the store itself.
import { defineSettings } from '@parent-overrides/runtime';

export const decoded = [];

export class Client {
  constructor(name, model, itself) {
    Object.assign(this, { name, model, itself });
  }
}

export const settings = defineSettings('decoding', {
  model: { default: 'small', wire: 'thread' },
  client: {
    wire: {
      encode: ({ name }) => name,
      decode(name) {
        decoded.push(name);
        return new Client(name, settings.current.model, settings.current.client);
      },
    },
  },
});
