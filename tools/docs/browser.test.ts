/** The blocks of the docs that are marked `browser`: bundled by Vite with the built runtime, run in headless Chromium. */
import { mkdirSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasChromium, launchChromium, serve } from '../chromium.ts';
import { blocksOf, pages } from './markdown.ts';
import { printsOf } from './run-page.ts';
import { makeWorkspace, type Workspace } from './workspace.ts';

const marked = pages()
  .flatMap((page) => blocksOf(page))
  .filter(({ mark }) => mark === 'browser');
const programs = marked.filter(({ code }) => printsOf(code).length > 0);

test('there is something to run, all on one page', () => {
  expect(programs.length).toBeGreaterThan(1);
  expect(new Set(marked.map(({ page }) => page)).size).toBe(1);
});

describe.skipIf(!hasChromium)(`in Chromium${hasChromium ? '' : ' (SKIPPED: none is installed)'}`, () => {
  let workspace: Workspace;
  let server: Server;
  let address: string;
  let browser: Browser;

  beforeAll(async () => {
    workspace = makeWorkspace();
    const root = path.join(workspace.root, 'browser');
    mkdirSync(root);
    for (const { file, code } of marked) writeFileSync(path.join(root, file!), code);
    const input = programs.map(({ file }) => {
      const html = path.join(root, `${file!}.html`);
      writeFileSync(html, `<!doctype html><script type="module" src="./${file!}"></script>`);
      return html;
    });
    await build({
      root,
      configFile: false,
      logLevel: 'error',
      worker: { format: 'es' },
      build: { target: 'esnext', rolldownOptions: { input } },
    });
    ({ server, address } = await serve(path.join(root, 'dist')));
    browser = await launchChromium();
  }, 240_000);
  afterAll(async () => {
    await browser.close();
    server.close();
    workspace.remove();
  });

  test.each(programs)('$page: $file', async ({ file, code }) => {
    const page = await browser.newPage();
    const seen: string[] = [];
    page.on('console', (message) => seen.push(message.text()));
    page.on('pageerror', (error) => seen.push(error.message));
    const expected = printsOf(code);
    await page.goto(`${address}${file!}.html`);
    // A line too many would come about as soon as the last expected one.
    await expect.poll(() => seen.length, { timeout: 30_000 }).toBeGreaterThanOrEqual(expected.length);
    await page.waitForTimeout(100);
    // The browser asks for an icon, and there is none.
    expect(seen.filter((line) => !line.includes('404'))).toEqual(expected);
  });
});
