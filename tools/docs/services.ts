/** Pages whose programs talk to a server, and whether it answers. */
import { createRequire } from 'node:module';
import path from 'node:path';
import { ROOT } from '../demo/paths.ts';

process.env['DATABASE_URL'] ??= 'postgres://root@127.0.0.1:5432/postgres';

interface PostgresDriver {
  readonly Client: new (options: object) => { connect(): Promise<void>; end(): Promise<void> };
}

const answers: Readonly<Record<string, () => Promise<unknown>>> = {
  async PostgreSQL() {
    const { Client } = createRequire(path.join(ROOT, 'docs/recipes/package.json'))('pg') as PostgresDriver;
    const client = new Client({
      connectionString: process.env['DATABASE_URL'],
      connectionTimeoutMillis: 2000,
    });
    await client.connect();
    await client.end();
  },
};

const NEEDED: Readonly<Record<string, string>> = { 'docs/recipes/express.md': 'PostgreSQL' };

/** @returns what the page needs and does not get, or undefined */
export async function missingFor(page: string): Promise<string | undefined> {
  const service = NEEDED[page];
  if (service === undefined) return undefined;
  return answers[service]!().then(
    () => undefined,
    (error: unknown) => `${service} does not answer at ${process.env['DATABASE_URL']!} (${String(error)})`,
  );
}
