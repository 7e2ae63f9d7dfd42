import type { AddressInfo } from 'node:net';
import { createApp } from './app.ts';
import { pool } from './invoice.ts';

const server = createApp().listen(Number(process.env['PORT'] ?? 0), '127.0.0.1', () => {
  console.log(`listening on http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});

process.once('SIGTERM', () => {
  server.close(() => void pool.close());
});
