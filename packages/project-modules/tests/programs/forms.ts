/** Programs of several files in which a queue, a limiter or a thread comes from another one; `//~` marks the launches. */
import type { Files } from '../project.ts';

const QUEUE = "import PQueue from 'p-queue';\nexport const queue = new PQueue({ concurrency: 1 });\n";
const DEFAULT = "import PQueue from 'p-queue';\nexport default new PQueue({ concurrency: 1 });\n";

export const FORMS: Readonly<Record<string, Files>> = {
  named: {
    'queue.ts': QUEUE,
    'use.ts': "import { queue } from './queue.js';\nqueue.add(() => work()); //~\n",
  },
  renamed: {
    'queue.ts': "import PQueue from 'p-queue';\nconst q = new PQueue();\nexport { q as mail };\n",
    'use.ts': "import { mail as post } from './queue';\npost.add(() => work()); //~\n",
  },
  default: { 'queue.ts': DEFAULT, 'use.ts': "import jobs from './queue';\njobs.add(() => work()); //~\n" },
  'default, by name': {
    'queue.ts': DEFAULT,
    'use.ts': "import { default as jobs } from './queue';\njobs.add(() => work()); //~\n",
  },
  namespace: {
    'queue.ts': QUEUE,
    'use.ts': "import * as all from './queue';\nall.queue.add(() => work()); //~\n",
  },
  'dynamic import': {
    'queue.ts': QUEUE,
    'use.ts': "const { queue } = await import('./queue');\nqueue.add(() => work()); //~\n",
  },
  'barrel by name': {
    'queues/mail.ts': QUEUE,
    'queues/index.ts': "export { queue as mail } from './mail';\n",
    'use.ts': "import { mail } from './queues';\nmail.add(() => work()); //~\n",
  },
  'barrel with a star': {
    'queues/mail.ts': QUEUE,
    'queues/index.ts': "export * from './other';\nexport * from './mail';\n",
    'queues/other.ts': 'export const other = 1;\n',
    'use.ts': "import { queue } from './queues/index.js';\nqueue.add(() => work()); //~\n",
  },
  'barrel of namespaces': {
    'mail.ts': QUEUE,
    'index.ts': "export * as mail from './mail';\n",
    'use.ts': "import { mail } from './index';\nmail.queue.add(() => work()); //~\n",
  },
  'barrel of a default': {
    'mail.ts': DEFAULT,
    'index.ts': "export { default as mail } from './mail';\n",
    'use.ts': "import { mail } from './index';\nmail.add(() => work()); //~\n",
  },
  'imported and exported': {
    'mail.ts': QUEUE,
    'index.ts': "import { queue } from './mail';\nexport const mail = queue;\nexport default queue;\n",
    'use.ts':
      "import post, { mail } from './index';\nmail.add(() => work()); //~\npost.add(() => work()); //~\n",
  },
  'the class itself, passed on': {
    'lib.ts': "export { default as Queue } from 'p-queue';\n",
    'use.ts': "import { Queue } from './lib';\nconst queue = new Queue();\nqueue.add(() => work()); //~\n",
  },
  'a thread, passed on': {
    'threads.ts': "export { Worker } from 'node:worker_threads';\n",
    'use.ts': "import { Worker } from './threads';\nnew Worker(new URL('./job.js', import.meta.url)); //~\n",
  },
  'a function, passed on': {
    'later.ts': 'export const later = setImmediate;\n',
    'use.ts': "import { later } from './later';\nlater(() => work()); //~\n",
  },
  'a limiter that is called': {
    'limits.ts':
      "import pLimit from 'p-limit';\nexport const limits = { api: pLimit(4) };\nexport default pLimit(2);\n",
    'use.ts':
      "import disk, { limits } from './limits';\nlimits.api(() => work()); //~\ndisk(() => work()); //~\n",
  },
  'module.exports': {
    'package.json': '{"type":"commonjs"}',
    'limiter.js': "const Bottleneck = require('bottleneck');\nmodule.exports = new Bottleneck();\n",
    'use.js': "const limiter = require('./limiter');\nlimiter.schedule(() => work()); //~\n",
  },
  'exports.name, taken apart': {
    'package.json': '{"type":"commonjs"}',
    'limiter.js': "const Bottleneck = require('bottleneck');\nexports.api = new Bottleneck();\n",
    'use.js': "const { api } = require('./limiter');\napi.schedule(() => work()); //~\n",
  },
  'CommonJS imported by an ES module': {
    'limiter.cjs': "const Bottleneck = require('bottleneck');\nmodule.exports = { api: new Bottleneck() };\n",
    'use.mjs': "import limits from './limiter.cjs';\nlimits.api.schedule(() => work()); //~\n",
  },
  'export =': {
    'queue.ts': "import PQueue = require('p-queue');\nconst queue = new PQueue();\nexport = queue;\n",
    'use.ts': "import queue = require('./queue');\nqueue.add(() => work()); //~\n",
  },
  'tsconfig paths': {
    'tsconfig.json': '{"compilerOptions":{"paths":{"@/*":["./src/*"]}}}',
    'src/lib/queue.ts': QUEUE,
    'src/use.ts': "import { queue } from '@/lib/queue';\nqueue.add(() => work()); //~\n",
  },
  'a tsconfig whose base is not installed': {
    'tsconfig.json': '{"extends":"@acme/not-installed/tsconfig.json"}',
    'queue.ts': QUEUE,
    'use.ts': "import { queue } from './queue.js';\nqueue.add(() => work()); //~\n",
  },
  'jsconfig paths': {
    'jsconfig.json': '{"compilerOptions":{"baseUrl":".","paths":{"~/*":["lib/*"]}}}',
    'lib/queue.js': QUEUE,
    'use.js': "import { queue } from '~/queue';\nqueue.add(() => work()); //~\n",
  },
  'package imports': {
    'package.json': '{"name":"app","type":"module","imports":{"#queue":"./src/queue.js"}}',
    'src/queue.ts': QUEUE,
    'src/use.ts': "import { queue } from '#queue';\nqueue.add(() => work()); //~\n",
  },
  'a workspace package that is not linked': {
    'package.json': '{"private":true,"workspaces":["packages/*"]}',
    'packages/app/package.json': '{"name":"@acme/app","dependencies":{"@acme/queues":"workspace:*"}}',
    'packages/app/use.ts':
      "import { queue } from '@acme/queues';\nimport { queue as mail } from '@acme/queues/mail';\nqueue.add(() => work()); //~\nmail.add(() => work()); //~\n",
    'packages/queues/package.json':
      '{"name":"@acme/queues","exports":{".":"./src/index.ts","./mail":"./src/mail.ts"}}',
    'packages/queues/src/index.ts': QUEUE,
    'packages/queues/src/mail.ts': QUEUE,
  },
  'a workspace package that is not built': {
    'pnpm-workspace.yaml': 'packages:\n  - packages/*\n',
    'packages/app/package.json': '{"name":"app"}',
    'packages/app/use.ts': "import { queue } from 'queues';\nqueue.add(() => work()); //~\n",
    'packages/queues/package.json': '{"name":"queues","main":"./dist/main.js"}',
    'packages/queues/src/main.ts': QUEUE,
  },
  'a subclass': {
    'jobs.ts': "import PQueue from 'p-queue';\nexport class Jobs extends PQueue { name = 'jobs'; }\n",
    'more.ts': "import { Jobs } from './jobs';\nexport class More extends Jobs {}\n",
    'use.ts': "import { More } from './more';\nconst jobs = new More();\njobs.add(() => work()); //~\n",
  },
  'static and inherited fields': {
    'queues.ts':
      "import PQueue from 'p-queue';\nexport class Queues { static mail = new PQueue(); protected readonly own = new PQueue(); }\n",
    'use.ts':
      "import { Queues } from './queues';\nQueues.mail.add(() => work()); //~\nclass Service extends Queues { run() { return this.own.add(() => work()); } } //~\n",
  },
  'a singleton': {
    'service.ts':
      "import PQueue from 'p-queue';\nexport class Service { static #only: Service | undefined; readonly queue = new PQueue();\n  static get instance(): Service { return (Service.#only ??= new Service()); } }\n",
    'use.ts': "import { Service } from './service';\nService.instance.queue.add(() => work()); //~\n",
  },
  'a registry': {
    'queues.ts':
      "import PQueue from 'p-queue';\nexport const queues = new Map([['mail', new PQueue()]]);\nexport const list = [new PQueue(), new PQueue()];\nexport const byName = { a: new PQueue(), b: new PQueue() };\n",
    'use.ts':
      "import { byName, list, queues } from './queues';\nqueues.get('mail')?.add(() => work()); //~\nfor (const queue of list) queue.add(() => work()); //~\nlist.forEach((queue) => queue.add(() => work())); //~\nbyName[key].add(() => work()); //~\nlist[0].add(() => work()); //~\n",
  },
  'factories, cached and async': {
    'create.ts':
      "import PQueue from 'p-queue';\nlet cached;\nexport function create(concurrency) { return new PQueue({ concurrency }); }\nexport const shared = () => (cached ??= new PQueue());\nexport async function open() { return new PQueue(); }\n",
    'make.ts': "import { create } from './create';\nexport const make = () => create(2);\n",
    'use.ts':
      "import { open, shared } from './create';\nimport { make } from './make';\nmake().add(() => work()); //~\nshared().add(() => work()); //~\n(await open()).add(() => work()); //~\n",
  },
  'injected by an interface': {
    'types.ts':
      "import type PQueue from 'p-queue';\nexport interface Deps { queue: PQueue }\nexport type Queue = PQueue;\n",
    'use.ts':
      "import type { Deps, Queue } from './types';\nexport const run = ({ queue }: Deps) => queue.add(() => work()); //~\nclass A { constructor(private readonly deps: Deps, private readonly mail: Queue) {}\n  a() { this.deps.queue.add(() => work()); } //~\n  b() { this.mail.add(() => work()); } } //~\n",
  },
  'a class as a type': {
    'service.ts':
      "import PQueue from 'p-queue';\nexport class QueueService { constructor(readonly queue: PQueue) {} }\n",
    'use.ts':
      "import { QueueService } from './service';\nclass A { constructor(private queues: QueueService) {}\n  a() { this.queues.queue.add(() => work()); } } //~\n",
  },
  'a group of limiters': {
    'groups.ts': "import Bottleneck from 'bottleneck';\nexport const groups = new Bottleneck.Group();\n",
    'use.ts': "import { groups } from './groups';\ngroups.key('a').schedule(() => work()); //~\n",
  },
  'an own barrel of the wrappers': {
    'context.ts': "export { withParentOverrides as carry } from '@parent-overrides/runtime';\n",
    'use.ts':
      "import { carry } from './context';\nsetImmediate(carry(() => work()));\nsetImmediate(() => work()); //~\n",
  },
};
