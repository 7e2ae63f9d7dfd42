/** An installed Chromium without a window, and a server for built pages. Says aloud where there is none. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';

const executablePath = ['CHROMIUM', 'CHROME_BIN']
  .map((name) => process.env[name])
  .concat('/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome')
  .find((path) => path && existsSync(path));
const QUIET = [
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-quic',
  '--disable-sync',
];
const TYPES: Record<string, string> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
};

export const hasChromium = executablePath !== undefined;
if (!hasChromium) console.warn('SKIPPED: no Chromium here (apt-get install chromium, or set CHROMIUM).');

export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: executablePath!,
    args: ['--no-sandbox', '--disable-gpu', ...QUIET],
  });
}

/** Serves a folder on a free port; `/` is its index.html. */
export async function serve(folder: string): Promise<{ server: Server; address: string }> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url!, 'http://localhost');
    const path = join(folder, pathname === '/' ? 'index.html' : pathname);
    if (!existsSync(path) || !statSync(path).isFile()) return void response.writeHead(404).end();
    response.setHeader('content-type', TYPES[extname(path)] ?? 'text/plain');
    response.end(readFileSync(path));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
}
