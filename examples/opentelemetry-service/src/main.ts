import type { AddressInfo } from 'node:net';
import { createService } from './service.ts';
import { startTelemetry } from './telemetry.ts';

startTelemetry();
const server = createService().listen(Number(process.env['PORT'] ?? 0), '127.0.0.1', () => {
  console.log(`listening on http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
