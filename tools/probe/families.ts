/** All probes, by family. Each family is measured in a process of its own. */
import { brokers } from './apis/brokers.ts';
import { drivers } from './apis/drivers.ts';
import { limiters } from './apis/limiters.ts';
import { nodeCore } from './apis/node-core.ts';
import { poolsAndHttp } from './apis/pools-and-http.ts';
import { promises } from './apis/promises.ts';
import { queues } from './apis/queues.ts';
import { schedulers } from './apis/schedulers.ts';
import { servers } from './apis/servers.ts';
import { sharedWork } from './apis/shared-work.ts';
import { streamsAndEvents } from './apis/streams-and-events.ts';
import type { Probe } from './probe.ts';

export const FAMILIES: Readonly<Record<string, readonly Probe[]>> = {
  queues,
  limiters,
  schedulers,
  'shared work': sharedWork,
  promises,
  'streams and events': streamsAndEvents,
  'pools and HTTP': poolsAndHttp,
  servers,
  drivers,
  brokers,
  node: nodeCore,
};
