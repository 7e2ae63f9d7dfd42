/** What a probe is. A new library is one of these, a few lines in `apis/`. */

/** Whom a callback runs as. `shared`: one run of it serves several callers, so nobody's context would be right. */
export type Sees = 'own' | 'nothing' | "emitter's" | "starter's" | "another's" | 'shared';

export interface Tools {
  /** The module's namespace. */
  readonly lib: any;
  /** Its default export, through whatever CommonJS makes of it; else the namespace. */
  readonly main: any;
  /** Where the package is. */
  readonly folder: string;
  /** Another package that the probe names in `with`. */
  readonly use: (name: string) => Promise<{ readonly lib: any; readonly main: any }>;
  /** Called by the callback, with the caller that this run of it belongs to: looks at the store. */
  readonly see: (me: string) => void;
  /** Reads the store, as a run does that serves several callers: whose it is nobody asks. */
  readonly read: () => void;
  /** One run of the callback serves these callers. */
  readonly serves: (callers: number) => void;
  /** The callback ran in another thread or process, where no store of this one is. */
  readonly lost: () => void;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** What has to be closed when the probe is over. */
  readonly after: (close: () => unknown) => void;
  /** Runs `body` as the emitter, who is none of the callers. */
  readonly emit: <R>(body: () => R) => R;
  /** Runs `body` as one of the callers: for what a server does with its request. */
  readonly runAs: <R>(me: string, body: () => R) => R;
}

/** What one caller does, in its own context. The probe waits for what it returns. */
export type Launch = (me: string) => unknown;

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
