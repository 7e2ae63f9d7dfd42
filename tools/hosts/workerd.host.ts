/** The packed runtime in workerd, bundled as wrangler bundles: every store is carried, across `await` too. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { createHost } from './host.ts';

/** What wrangler's bundler asks packages for. */
const CONDITIONS = 'workerd,worker,browser';

const PROGRAM = `import assert from 'node:assert';
import { AsyncLocalStorage } from 'node:async_hooks';
import { defineSettings, packParentOverrides, propagation, receiveParentOverrides, withParentOverrides, withoutParentOverrides } from '@parent-overrides/runtime';

const settings = defineSettings('app', { lm: { default: 'none', wire: 'anywhere' } });
const tenant = new AsyncLocalStorage();
const pause = () => new Promise((resolve) => setTimeout(resolve, 1));
const as = (name, body) => tenant.run(name, () => settings.context({ lm: name }, body));
const seen = () => [tenant.getStore(), settings.current.lm];

export default {
  async test() {
    assert.equal(propagation, 'async-local-storage');
    const task = async () => {
      await pause();
      settings.set({ lm: settings.current.lm + ' child' });
      return seen();
    };
    const [wrapped, detached] = as('ada', () => [withParentOverrides(task), withoutParentOverrides(task)]);
    await as('bob', async () => {
      assert.deepEqual(await wrapped(), ['ada', 'ada child']);
      assert.deepEqual((await detached())[1], 'none child');
      await pause();
      assert.deepEqual(seen(), ['bob', 'bob']);
    });
    const job = JSON.stringify(as('cho', () => packParentOverrides({ id: 1 })));
    const receive = receiveParentOverrides(async ({ id }) => (await pause(), [id, settings.current.lm]), { json: ['app.lm'] });
    assert.deepEqual(await receive(JSON.parse(job)), [1, 'cho']);
  },
};
`;
/** \`workerd test\` calls what the module exports as \`test\`. */
const config = (flag: string): string => `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (services = [(name = "main", worker = .main)]);
const main :Workerd.Worker = (
  modules = [(name = "main", esModule = embed "bundle.js")],
  compatibilityDate = "2026-01-01",
  compatibilityFlags = ["${flag}"],
);
`;

test('carries every store, in contexts, wrapped callbacks and jobs', async (context) => {
  const host = await createHost('workerd', inject('pluginTarball'), {
    '@parent-overrides/runtime': `file:${inject('runtimeTarball')}`,
    esbuild: '0.28.2',
    workerd: '1.20261117.1',
  });
  const packages = join(host.directory, 'node_modules/@cloudflare');
  const binary = (existsSync(packages) ? readdirSync(packages) : [])
    .map((name) => join(packages, name, 'bin/workerd'))
    .find((path) => existsSync(path));
  if (binary === undefined) return context.skip(`workerd has no binary for ${process.platform}.`);
  host.files({ 'main.js': PROGRAM, 'config.capnp': config('nodejs_compat') });
  const bundled = await host.run(
    'esbuild',
    ...['main.js', '--bundle', '--format=esm', '--outfile=bundle.js'],
    ...[`--conditions=${CONDITIONS}`, '--external:node:*'],
  );
  expect(bundled).toMatchObject({ code: 0 });
  expect(await host.exec(binary, 'test', 'config.capnp')).toMatchObject({ code: 0 });
}, 60_000);
