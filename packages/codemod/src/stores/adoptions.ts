/** The adoption of a store that a package brings, to paste. Each stands on `docs/stores.md` too, where it is compiled. */

/** What one package keeps, and what adopts it. */
export interface PackageStore {
  /** In `package.json`; the first that is there counts. */
  readonly packages: readonly string[];
  readonly heading: string;
  readonly block: string;
  /** Where both ends import it. */
  readonly where: string;
}

const BOTH = 'a module that the program and the worker file both import';

const NESTJS_CLS = `import 'reflect-metadata';
import { ClsServiceManager, type ClsStore } from 'nestjs-cls';
import { adoptStore } from '@parent-overrides/runtime';

interface Request extends ClsStore {
  tenant?: string;
}
export const cls = ClsServiceManager.getClsService<Request>();

adoptStore<Request>(
  {
    getStore: () => cls.get(),
    run: (store, body) => cls.runWith(store ?? {}, body),
    enterWith: (store) => {
      cls.enterWith(store);
    },
  },
  {
    id: 'cls',
    wire: {
      // How far? 'thread': threads and pools. 'anywhere': jobs too, which a service stores as JSON.
      to: 'anywhere',
      // What of the request may go along? A key without a value is no JSON.
      encode: ({ tenant }) => (tenant === undefined ? {} : { tenant }),
      decode: (data) => data as Request,
    },
  },
);
`;

const OPENTELEMETRY = `import { context, propagation, ROOT_CONTEXT } from '@opentelemetry/api';
import { adoptStore } from '@parent-overrides/runtime';

adoptStore(
  {
    getStore: () => context.active(),
    run: (active, body) => context.with(active ?? ROOT_CONTEXT, body),
  },
  {
    id: 'trace',
    wire: {
      // How far? 'thread': threads and pools. 'anywhere': jobs too, which a service stores as JSON.
      to: 'anywhere',
      encode(active) {
        const carrier = {};
        propagation.inject(active, carrier);
        return carrier;
      },
      decode: (carrier) => propagation.extract(ROOT_CONTEXT, carrier),
    },
  },
);
`;

/** Of a plain `AsyncLocalStorage`, with the decision that is left to people. */
export const adoptionOf = (store: string, id = store): string =>
  `import { adoptStore } from '@parent-overrides/runtime';

// May its value leave the thread? 'thread', 'anywhere' (jobs too), a codec for a part of it, or not at all:
adoptStore(${store}, { id: '${id}', wire: false });
`;

const FASTIFY = `import { asyncLocalStorage } from '@fastify/request-context';
${adoptionOf('asyncLocalStorage', 'request')}`;

export const PACKAGE_STORES: readonly PackageStore[] = [
  {
    packages: ['nestjs-cls'],
    heading: 'a-tenant-in-nestjs-cls-in-threads-pools-and-jobs',
    block: NESTJS_CLS,
    where:
      "tenant.ts, say, which the worker file imports, and app.module.ts too (import './tenant': the container gives ClsService without it)",
  },
  {
    packages: ['@opentelemetry/sdk-node', '@opentelemetry/context-async-hooks'],
    heading: 'a-trace-of-opentelemetry',
    block: OPENTELEMETRY,
    where: BOTH,
  },
  { packages: ['@fastify/request-context'], heading: 'what-the-options-say', block: FASTIFY, where: BOTH },
];
