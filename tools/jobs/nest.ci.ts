/** What docs/jobs.md shows for NestJS, compiled strictly and run on Redis: two tenants' jobs, and nobody's. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { blocksOf } from '../docs/markdown.ts';
import { ROOT } from '../matrix/nodes.ts';
import { installInto } from '../probe/install.ts';
import { isThere } from '../probe/services.ts';

const FOLDER = join(ROOT, '.cache/jobs-nest');
const PACKAGES = {
  '@nestjs/bullmq': '12.0.0',
  '@nestjs/bull-shared': '12.0.0',
  '@nestjs/common': '12.5.1',
  '@nestjs/core': '12.5.1',
  bullmq: '6.7.0',
  ioredis: '6.0.0',
  'nestjs-cls': '6.3.1',
  'reflect-metadata': '0.2.2',
  rxjs: '7.8.2',
};

const MAIN = `import './tenant';
import { BullModule, getQueueToken } from '@nestjs/bullmq';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { QueueEvents, type Queue } from 'bullmq';
import { Bills } from './bills';
import { BillsProcessor } from './bills.processor';
import { cls } from './tenant';

const connection = { host: '127.0.0.1', port: 6379 };
const prefix = 'nest-' + String(process.pid);

@Module({
  imports: [BullModule.forRoot({ connection, prefix }), BullModule.registerQueue({ name: 'bills' })],
  providers: [Bills, BillsProcessor],
})
class AppModule {}

async function main() {
  const app = await NestFactory.createApplicationContext(AppModule, { logger: false });
  const events = new QueueEvents('bills', { connection, prefix });
  const bills = app.get(Bills);
  const put = async (tenant: string | undefined, item: string) => {
    const job = await cls.runWith({ ...(tenant && { tenant }) }, () => bills.put(item));
    return (await job.waitUntilFinished(events, 20000)) as string;
  };
  await events.waitUntilReady();
  console.log((await Promise.all([put('ada', 'tea'), put('bob', 'ink'), put(undefined, 'air')])).join('; '));
  await app.get<Queue>(getQueueToken('bills')).obliterate({ force: true });
  await events.close();
  await app.close();
}
main().then(undefined, (error: unknown) => {
  console.error(error);
  process.exit(1);
});
`;

test.skipIf(!(await isThere('Redis')))('a class of NestJS receives', () => {
  installInto(FOLDER, PACKAGES);
  const at = join(FOLDER, 'node_modules/@parent-overrides');
  mkdirSync(at, { recursive: true });
  rmSync(join(at, 'runtime'), { force: true });
  symlinkSync(join(ROOT, 'packages/runtime'), join(at, 'runtime'));
  const block = (page: string, has: string) => blocksOf(page).find(({ code }) => code.includes(has))!.code;
  const files = {
    'tenant.ts': block('docs/stores.md', 'adoptStore<Request>('),
    'bills.processor.ts': block('docs/jobs.md', 'extends WorkerHost'),
    'bills.ts': block('docs/jobs.md', "@InjectQueue('bills')"),
    'main.ts': MAIN,
    'tsconfig.json': JSON.stringify({
      compilerOptions: {
        ...{ target: 'ES2023', module: 'CommonJS', strict: true, skipLibCheck: true, outDir: 'dist' },
        ...{ experimentalDecorators: true, emitDecoratorMetadata: true, esModuleInterop: true },
        ...{ types: ['node'], typeRoots: [join(ROOT, 'node_modules/@types')], ignoreDeprecations: '6.0' },
      },
      files: ['main.ts'],
    }),
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(FOLDER, name), text);
  const run = (...args: string[]) =>
    execFileSync(process.execPath, args, { cwd: FOLDER, encoding: 'utf8', timeout: 120_000 });
  run(join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', '.');
  expect(run('dist/main.js')).toBe('ada pays for tea; bob pays for ink; nobody pays for air\n');
});
