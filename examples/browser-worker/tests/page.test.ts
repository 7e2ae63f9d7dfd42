/** The page in headless Chromium, as Vite serves it while one develops and as it is built. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { build, createServer, preview } from 'vite';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { hasChromium, launchChromium } from '../../../tools/chromium.ts';

// Projects do not take the workspace's timeout over, and a busy machine needs more than vitest's 5 s.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

const root = fileURLToPath(new URL('..', import.meta.url));

const RIGHT = ['Berlin: 4,50 €, 1.200,00 €', 'London: £4.50, £1,200.00', 'Tokyo: ￥5, ￥1,200'];
const WRONG = ['Berlin: $4.50, $1,200.00', 'London: $4.50, $1,200.00', 'Tokyo: $4.50, $1,200.00'];

const options = { root, logLevel: 'error' } as const;

/** From a folder for what Vite writes, each gives the address of the page and what stops the server. */
const WAYS = {
  async 'in development'(folder: string) {
    const server = await createServer({
      ...options,
      cacheDir: path.join(folder, 'cache'),
      server: { host: '127.0.0.1', port: 0 },
    });
    await server.listen();
    return { urls: server.resolvedUrls, close: () => server.close() };
  },
  async built(folder: string) {
    const outDir = path.join(folder, 'dist');
    await build({ ...options, build: { outDir } });
    const server = await preview({ ...options, build: { outDir }, preview: { host: '127.0.0.1', port: 0 } });
    return { urls: server.resolvedUrls, close: () => server.close() };
  },
};

describe.skipIf(!hasChromium)(`in Chromium${hasChromium ? '' : ' (SKIPPED: none is installed)'}`, () => {
  let folder: string;
  let browser: Browser;
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'browser-worker-'));
    browser = await launchChromium();
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });

  describe.each(Object.entries(WAYS))('%s', (_way, serve) => {
    let served: Awaited<ReturnType<typeof serve>>;
    let page: Page;
    const errors: string[] = [];

    beforeAll(async () => {
      served = await serve(folder);
      page = await browser.newPage();
      page.on('pageerror', (error) => errors.push(error.message));
      await page.goto(served.urls!.local[0]!);
    }, 60_000);
    afterAll(async () => {
      await page.close();
      await served.close();
    });

    async function click(id: string): Promise<string[]> {
      await page.click(`#${id}`);
      await page.waitForFunction('document.querySelectorAll("li").length === 3');
      const lines = await page.locator('li').allTextContents();
      return lines.map((line) => line.replaceAll('\u00a0', ' ')).sort();
    }

    test('each worker has the settings of its shop, and not the key', async () => {
      expect(await click('wrapped')).toEqual(RIGHT);
      expect(errors).toEqual([]);
    });

    test('not wrapped, every worker has the defaults', async () => {
      expect(await click('unwrapped')).toEqual(WRONG);
      expect(errors).toEqual([]);
    });
  });
});
