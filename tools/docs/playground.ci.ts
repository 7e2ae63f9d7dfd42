/** The built playground in headless Chromium, on a telephone's width and on a desk's. */
import type { Server } from 'node:http';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { hasChromium, launchChromium, serve } from '../chromium.ts';

const SQUIGGLE = '.cm-lintRange-error';

describe.skipIf(!hasChromium)(`in Chromium${hasChromium ? '' : ' (SKIPPED: none is installed)'}`, () => {
  let server: Server;
  let address: string;
  let browser: Browser;
  beforeAll(async () => {
    ({ server, address } = await serve(inject('site')));
    browser = await launchChromium();
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    server.close();
  });

  test('the landing page leads to it and loads nothing of it', async () => {
    const page = await browser.newPage();
    const loaded: string[] = [];
    page.on('request', (request) => loaded.push(request.url()));
    await page.goto(address, { waitUntil: 'networkidle' });
    expect(loaded.some((url) => /\/(?:framework|theme)\./.test(url))).toBe(true);
    expect(loaded.filter((url) => /\/(?:Playground|analyse|editor)\./.test(url))).toEqual([]);
    await page.click('.vp-doc a[href$="playground.html"]');
    await page.waitForSelector(SQUIGGLE);
    await page.close();
  });

  describe.each([390, 1280])('at %s px', (width) => {
    let page: Page;
    const errors: string[] = [];
    const text = (selector: string): Promise<string> => page.innerText(`.playground ${selector}`);
    const squiggles = (): Promise<string[]> => page.locator(SQUIGGLE).allInnerTexts();
    const click = (name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click();

    async function open(hash = ''): Promise<void> {
      // From another page, or only the hash would change.
      await page.goto('about:blank');
      await page.goto(`${address}playground.html${hash}`);
      await page.waitForSelector('.playground .explanation');
    }

    beforeAll(async () => {
      page = await browser.newPage({ viewport: { width, height: 800 } });
      page.on('pageerror', (error) => errors.push(error.message));
    });
    afterAll(async () => {
      await page.close();
    });

    test('squiggle, sentence, explanation and patch of the first example', async () => {
      await open();
      expect(await squiggles()).toEqual(['() =>']);
      const line = page.locator('.cm-line', { has: page.locator(SQUIGGLE) });
      expect(await line.innerText()).toContain('queue.add(() => order(tenant))');
      // Seen by the eye too: the underline is inside of the editor.
      const box = (await page.locator(SQUIGGLE).boundingBox())!;
      const around = (await page.locator('.playground .code').boundingBox())!;
      expect(box.x).toBeGreaterThan(around.x);
      expect(box.x + box.width).toBeLessThan(around.x + around.width);

      expect(await text('.problems')).toMatch(/^11:39 `queue\.add` runs this callback with the overrides/);
      expect(await text('.explanation')).toMatch(/^program\.js:11:35 {2}queue\.add\nA launch\./);
      expect(await text('.patch .removed')).toContain('queue.add(() => order(tenant))');
      expect(await text('.patch')).toContain(
        "+import { withParentOverrides } from '@parent-overrides/runtime';",
      );
    });

    test('a click shows another example, another preset reports more, and a reload shows the same', async () => {
      await open();
      await click('Timers');
      expect(await text('.summary')).toBe('1 launch, 1 to mend.');
      expect(await squiggles()).toHaveLength(1);
      await click('strict');
      expect(await text('.summary')).toBe('4 launches, 4 to mend.');
      expect(await squiggles()).toHaveLength(4);
      expect(page.url()).toMatch(/#example=timers&preset=strict$/);
      await page.reload();
      await page.waitForSelector('.playground .explanation');
      expect(await text('.summary')).toBe('4 launches, 4 to mend.');
    });

    test('what is typed is read, explained at the cursor, and kept by the address', async () => {
      await open('#example=none&preset=recommended');
      await page.click('.cm-content');
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.type('setImmediate(() => 1);\nreadFile(2);');
      await page.waitForSelector(SQUIGGLE);
      expect(await text('.summary')).toBe('1 launch, 1 to mend.');
      expect(await text('.explanation')).toMatch(/^program\.js:2:1 {2}readFile\nNo launch\./);
      await page.getByRole('button', { name: '1:14' }).click();
      expect(await text('.explanation')).toMatch(/^program\.js:1:1 {2}setImmediate\nA launch\./);
      await page.waitForURL(/code=/);
      await page.reload();
      await page.waitForSelector(SQUIGGLE);
      expect(await text('.cm-content')).toContain('readFile(2);');
    });

    test('a mistake in the text is said at its place, and nothing else', async () => {
      await open();
      await page.click('.cm-content');
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.type('const a = 1;\nconst a b;');
      await page.waitForSelector('.playground .unreadable');
      expect(await text('.unreadable')).toBe("2:9 ',' expected.");
      expect(await squiggles()).toHaveLength(1);
      expect(await page.locator('.playground .patch').count()).toBe(0);
    });

    test('nothing is wider than the window, and nothing went wrong', async () => {
      await open('#example=threads&preset=recommended');
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
      expect(errors).toEqual([]);
    });
  });
});
