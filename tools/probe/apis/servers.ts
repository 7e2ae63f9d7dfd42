/** What servers and their middleware do with the context of a request, which a middleware of the program's own began. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Probe, Tools } from '../probe.ts';
import { v } from './majors.ts';

const callerOf = (request: any): string => (request.headers ?? request.raw.headers)['x-caller'];

/** A server of Node with these middlewares, the program's own first. */
function connected(t: Tools, app: any): Promise<string> {
  const server = http.createServer(app);
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () =>
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    ),
  );
}

const post = (url: string, me: string, type: string, body: string | FormData): Promise<unknown> =>
  fetch(url, {
    method: 'POST',
    headers: { 'x-caller': me, ...(type && { 'content-type': type }) },
    body,
  }).then((answer) => answer.text());

const JSON_BODY = JSON.stringify({ text: 'x'.repeat(50_000) });

function form(): FormData {
  const data = new FormData();
  data.set('file', new Blob(['x'.repeat(100_000)]), 'a.txt');
  return data;
}

/** Express with one middleware to look behind. */
const behind = (
  api: string,
  of: readonly string[],
  middleware: (t: Tools, express: any) => any,
  isForm = false,
): Probe => ({
  api,
  packages: of,
  with: ['express@4'],
  async setUp(t) {
    const express = api.startsWith('express') ? t.main : (await t.use('express@4')).main;
    const app = express();
    app.use((request: any, _: unknown, next: () => void) => t.runAs(callerOf(request), next));
    app.use(middleware(t, express));
    app.use((request: any, response: any) => {
      t.see(callerOf(request));
      response.end('ok');
    });
    const url = await connected(t, app);
    return (me) => post(url, me, isForm ? '' : 'application/json', isForm ? form() : JSON_BODY);
  },
});

export const servers: readonly Probe[] = [
  behind('express.json (next)', v('express', 4, 5), (_, express) => express.json()),
  behind('express.urlencoded (next)', v('express', 4, 5), (_, express) =>
    express.urlencoded({ extended: false }),
  ),
  behind('body-parser.json (next)', v('body-parser', 1, 2), (t) => t.main.json()),
  behind('multer.any (next)', v('multer', 1, 2), (t) => t.main().any(), true),
  {
    api: 'formidable#parse (callback)',
    packages: v('formidable', 3),
    async setUp(t) {
      const url = await connected(t, (request: any, response: any) =>
        t.runAs(callerOf(request), () =>
          t.main({}).parse(request, () => {
            t.see(callerOf(request));
            response.end('ok');
          }),
        ),
      );
      return (me) => post(url, me, '', form());
    },
  },
  {
    api: 'koa (middleware)',
    packages: v('koa', 3),
    async setUp(t) {
      const app = new t.main();
      app.use((context: any, next: () => unknown) => t.runAs(callerOf(context), next));
      app.use(async (context: any) => {
        await t.sleep(5);
        t.see(callerOf(context));
        context.body = 'ok';
      });
      const url = await connected(t, app.callback());
      return (me) => post(url, me, 'application/json', '{}');
    },
  },
  {
    api: 'fastify (handler after onRequest)',
    packages: v('fastify', 5),
    async setUp(t) {
      const app = t.main();
      app.addHook('onRequest', (request: any, _: unknown, done: () => void) =>
        t.runAs(callerOf(request), done),
      );
      app.post('/', async (request: any) => {
        t.see(callerOf(request));
        return 'ok';
      });
      const url = await app.listen({ port: 0, host: '127.0.0.1' });
      t.after(() => app.close());
      return (me) => post(url, me, 'application/json', JSON_BODY);
    },
  },
  {
    api: 'connect (middleware)',
    packages: v('connect', 3),
    async setUp(t) {
      const app = t.main();
      app.use((request: any, _: unknown, next: () => void) => t.runAs(callerOf(request), next));
      app.use((request: any, response: any) => {
        t.see(callerOf(request));
        response.end('ok');
      });
      const url = await connected(t, app);
      return (me) => post(url, me, 'application/json', '{}');
    },
  },
  {
    api: 'http.IncomingMessage#on end (server)',
    async setUp(t) {
      const url = await connected(t, (request: any, response: any) =>
        t.runAs(callerOf(request), () =>
          request.resume().on('end', () => {
            t.see(callerOf(request));
            response.end('ok');
          }),
        ),
      );
      return (me) => post(url, me, 'application/json', JSON_BODY);
    },
  },
  {
    api: 'http.ServerResponse#on finish',
    async setUp(t) {
      const url = await connected(t, (request: any, response: any) =>
        t.runAs(callerOf(request), () => {
          response.on('finish', () => t.see(callerOf(request)));
          request.resume().on('end', () => response.end('ok'));
        }),
      );
      return (me) => post(url, me, 'application/json', JSON_BODY);
    },
  },
];
