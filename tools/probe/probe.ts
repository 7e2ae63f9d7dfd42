/** What a probe is. A new library is one of these, a few lines in `apis/`. */

import type { Launch, Watch } from '../../packages/codemod/src/probe/measure.ts';

export interface Tools extends Watch {
  /** The module's namespace. */
  readonly lib: any;
  /** Its default export, through whatever CommonJS makes of it; else the namespace. */
  readonly main: any;
  /** Where the package is. */
  readonly folder: string;
  /** Another package that the probe names in `with`. */
  readonly use: (name: string) => Promise<{ readonly lib: any; readonly main: any }>;
}

export interface Probe {
  /** `p-queue#add`; the id of its row, where it has one. */
  readonly api: string;
  /** The package with each major that is in use (`p-queue@9`); absent for what Node itself has. */
  readonly packages?: readonly string[];
  /** Node's own: the majors that have it; absent for all. */
  readonly nodes?: readonly number[];
  /** Further packages it is measured with. */
  readonly with?: readonly string[];
  /** A server on this machine that it needs. */
  readonly service?: Service;
  /** Runs before any caller is there, as the starter. */
  readonly setUp: (tools: Tools) => Launch | Promise<Launch>;
}

export type Service = 'PostgreSQL' | 'MariaDB' | 'Redis' | 'RabbitMQ' | 'Mosquitto' | 'NATS';

export const PORTS: Readonly<Record<Service, number>> = {
  PostgreSQL: 5432,
  MariaDB: 3306,
  Redis: 6379,
  RabbitMQ: 5672,
  Mosquitto: 1883,
  NATS: 4222,
};

/** What was seen of one API: of one version of its package, on one Node. */
export interface Seen {
  readonly api: string;
  /** `p-queue@9.3.5`, or `node`. */
  readonly of: string;
  /** A `Sees`, or a sentence where there is none. Four callers in one turn, and four requests of a real server 3 ms apart. The one with the worse answer counts. */
  readonly together: string;
  readonly staggered: string;
}
