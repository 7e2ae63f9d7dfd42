/** The package as it is published, bundled by Vite, in headless Chromium. Skipped where there is no Chromium. */
import { cpSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasChromium, launchChromium, serve } from '../../../tools/chromium.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

describe.skipIf(!hasChromium)(`in Chromium${hasChromium ? '' : ' (SKIPPED: none is installed)'}`, () => {
  let folder: string;
  let server: Server;
  let browser: Browser;
  let page: Page;
  const errors: string[] = [];

  beforeAll(async () => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'parent-overrides-browser-')));
    cpSync(join(root, 'tests/browser'), folder, { recursive: true });
    const installed = join(folder, 'node_modules/@parent-overrides/runtime');
    for (const published of ['dist', 'package.json'])
      cpSync(join(root, published), join(installed, published), { recursive: true });
    await build({ root: folder, logLevel: 'error', worker: { format: 'es' }, configFile: false });
    let address: string;
    ({ server, address } = await serve(join(folder, 'dist')));
    browser = await launchChromium();
    page = await browser.newPage();
    page.on('pageerror', (error) => errors.push(error.message));
    await page.goto(address);
    await page.waitForFunction('window.probes');
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    server?.close();
    if (folder) rmSync(folder, { recursive: true, force: true });
  });
  const probe = (name: string): Promise<any> => page.evaluate(`window.probes.${name}()`);

  test('the bundler still finds the worker files', () => {
    const built = readdirSync(join(folder, 'dist/assets')).join(' ');
    expect(built).toMatch(/shared-.*\.js/);
    expect(built).toMatch(/task-worker-.*\.js/);
    expect(built).toMatch(/(^| )worker-.*\.js/);
    const main = readdirSync(join(folder, 'dist/assets')).find((name) => name.startsWith('index'))!;
    expect(readFileSync(join(folder, 'dist/assets', main), 'utf8')).not.toMatch(/node:|process\./);
  });

  test('propagation says how far overrides reach', async () => {
    expect(await probe('propagation')).toBe('synchronous');
  });

  test('callbacks of concurrent contexts do not mix; not wrapped they lose everything', async () => {
    expect(await probe('callbacks')).toEqual([
      'a a 1',
      'b b 1',
      'c c 1',
      ...Array(3).fill('unwrapped from setup'),
    ]);
  });

  test('beyond the limit there is an error, not a lost value', async () => {
    const [context, wrapped, thenable, after] = await probe('beyondTheLimit');
    for (const message of [context, wrapped, thenable])
      expect(message).toMatch(/returned a promise.*first await/);
    expect(after).toBe('from setup');
  });

  test('a module Worker inherits, from its first message on', async () => {
    const inherited = { lm: 'a', trace: [1], whileEvaluating: 'from setup' };
    expect(await probe('worker')).toEqual([
      { data: 'right after the spawn', ...inherited },
      { data: 'second', ...inherited },
    ]);
    expect(await probe('bareWorker')).toMatchObject({ data: 'bare', lm: 'from setup' });
  });

  test('payloads', async () => {
    expect(await probe('tasks')).toEqual([
      { task: { x: 1 }, lm: 'a' },
      { task: 5, lm: 'b' },
    ]);
  });

  test("each port of a SharedWorker has its own page's overrides", async () => {
    expect(await probe('sharedWorker')).toEqual([
      { data: 0, now: 'a', later: 'a' },
      { data: 1, now: 'b', later: 'b' },
      { data: 2, now: 'from setup', later: 'from setup' },
    ]);
  });

  test('what cannot cross is refused here too', async () => {
    expect(await probe('undecided')).toMatch(
      /browser\.lm must be JSON data to leave this thread .*, not a Date/,
    );
    expect(errors).toEqual([]);
  });
});
