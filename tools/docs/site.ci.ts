/** The built site in headless Chromium: dead links fail the build; every page opens, fits and is found by the search. */
import { readdirSync } from 'node:fs';
import type { Server } from 'node:http';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { hasChromium, launchChromium, serve } from '../chromium.ts';
import { ROOT } from '../demo/paths.ts';

const site = inject('site');

const pagesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.html') && file !== '404.html',
  );

test('every page of docs/ is built', () => {
  const written = readdirSync(path.join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' });
  // The recipes have packages of their own installed, which bring pages too.
  const sources = written.filter(
    (file) =>
      file.endsWith('.md') &&
      !file.startsWith('.vitepress') &&
      !file.split(path.sep).includes('node_modules'),
  );
  expect(pagesIn(site).toSorted()).toEqual(sources.map((file) => file.replace(/md$/, 'html')).toSorted());
});

describe.skipIf(!hasChromium)(`in Chromium${hasChromium ? '' : ' (SKIPPED: none is installed)'}`, () => {
  let server: Server;
  let address: string;
  let browser: Browser;
  let page: Page;
  const errors: string[] = [];

  beforeAll(async () => {
    ({ server, address } = await serve(site));
    browser = await launchChromium();
    page = await browser.newPage();
    page.on('pageerror', (error) => errors.push(error.message));
    // The theme fetches the pages behind the links in view; the next `goto` aborts what is under way, by right.
    page.on('requestfailed', (request) => {
      const why = request.failure()?.errorText ?? '';
      if (why !== 'net::ERR_ABORTED') errors.push(`${request.url()}: ${why}`);
    });
    page.on('response', (response) => response.status() >= 400 && errors.push(response.url()));
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    server.close();
  });

  /**
   * Opens a page and waits until Vue has taken it over. Before that its buttons do nothing, so a click would be lost;
   * and to leave it then would break off the import of its script, which the page calls an error.
   */
  async function open(file = ''): Promise<void> {
    await page.goto(address + file);
    await page.waitForFunction("document.querySelector('#app')?.__vue_app__");
  }

  test('no page is wider than a window of 390 or 1280', async () => {
    const wide: string[] = [];
    for (const file of pagesIn(site)) {
      await open(file);
      await page.waitForSelector('.vp-doc h1');
      for (const width of [390, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
        if (Number(overflow) > 0) wide.push(`${file} at ${width} by ${String(overflow)} px`);
      }
    }
    expect(wide).toEqual([]);
    expect(errors).toEqual([]);
  }, 120_000);

  test('every entry of the sidebar and the head leads to a page', async () => {
    await page.setViewportSize({ width: 1280, height: 800 });
    await open();
    const links = await page.evaluate<string[]>(
      "[...document.querySelectorAll('.VPSidebar a, .VPNavBar a')].map(({ href }) => href)",
    );
    const own = [
      ...new Set(links.filter((link) => link.startsWith(address)).map((link) => link.replace(/#.*/, ''))),
    ];
    expect(own.length).toBeGreaterThan(15);
    for (const link of own) expect((await page.request.get(link)).status(), link).toBe(200);
  });

  test('the search finds a page by a word in its text', async () => {
    await open();
    await page.click('.VPNavBarSearch button');
    await page.fill('#localsearch-input', 'SharedWorker');
    await page.waitForSelector('#localsearch-list a');
    const found = await page.evaluate(
      "[...document.querySelectorAll('#localsearch-list a')].map(({ href }) => href)",
    );
    expect(String(found)).toContain('/browsers.html');
  });
});
