import {
  packParentOverrides,
  propagation,
  spawnWithParentOverrides,
  withParentOverrides,
} from '@parent-overrides/runtime';
import { settings } from './settings.js';

const lm = () => settings.current.lm;
const reply = (target) => new Promise((resolve) => (target.onmessage = ({ data }) => resolve(data)));
const message = (run) => {
  try {
    return `no error: ${run()}`;
  } catch (error) {
    return error.message;
  }
};

window.probes = {
  propagation: () => propagation,

  async callbacks() {
    const seen = [];
    const timers = ['a', 'b', 'c'].map((name) =>
      settings.context({ lm: name, trace: [] }, () => {
        const timer = new Promise((resolve) =>
          setTimeout(
            withParentOverrides(() => {
              settings.current.trace.push('child');
              resolve(seen.push(`${name} ${lm()} ${settings.current.trace.length}`));
            }),
          ),
        );
        const unwrapped = new Promise((resolve) => setTimeout(() => resolve(seen.push(`unwrapped ${lm()}`))));
        return Promise.all.bind(Promise, [timer, unwrapped]);
      }),
    );
    await Promise.all(timers.map((wait) => wait()));
    return seen.sort();
  },

  beyondTheLimit: () => [
    message(() => settings.context({ lm: 'a' }, async () => lm())),
    message(withParentOverrides(async () => lm())),
    message(() => settings.context({ lm: 'a' }, () => ({ then() {} }))),
    lm(),
  ],

  async worker() {
    const worker = settings.context({ lm: 'a', trace: [1] }, () => {
      const spawned = spawnWithParentOverrides(
        () => new Worker(new URL('./worker.js', import.meta.url), { type: 'module' }),
      );
      spawned.postMessage('right after the spawn');
      return spawned;
    });
    const first = await reply(worker);
    worker.postMessage('second');
    return [first, await reply(worker)];
  },

  async bareWorker() {
    const worker = new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });
    worker.postMessage('bare');
    return reply(worker);
  },

  async tasks() {
    const worker = new Worker(new URL('./task-worker.js', import.meta.url), { type: 'module' });
    const run = (name, task) => {
      worker.postMessage(settings.context({ lm: name }, () => packParentOverrides(task)));
      return reply(worker);
    };
    return [await run('a', { x: 1 }), await run('b', 5)];
  },

  async sharedWorker() {
    const connect = () => new SharedWorker(new URL('./shared.js', import.meta.url), { type: 'module' });
    const [a, b] = ['a', 'b'].map((name) =>
      settings.context({ lm: name }, () => spawnWithParentOverrides(connect)),
    );
    const bare = connect();
    const replies = [a, b, bare].map(({ port }, i) => (port.postMessage(i), reply(port)));
    return Promise.all(replies);
  },

  undecided: () => message(() => settings.context({ lm: new Date() }, () => packParentOverrides(1))),
};
