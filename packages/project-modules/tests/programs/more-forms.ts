/** Further programs of several files: how real projects share a queue, a limiter or a thread. `//~` marks the launches. */
import type { Files } from '../project.ts';

const QUEUE = "import PQueue from 'p-queue';\nexport const queue = new PQueue({ concurrency: 1 });\n";

export const MORE_FORMS: Readonly<Record<string, Files>> = {
  'a class with a queue, as a default': {
    'mailer.ts':
      "import PQueue from 'p-queue';\nexport default class Mailer { readonly queue = new PQueue(); send(m: string) { return this.queue.add(() => post(m)); } } //~\n",
    'use.ts':
      "import Mailer from './mailer.js';\nconst mailer = new Mailer();\nmailer.queue.add(() => work()); //~\nmailer.send('a');\n",
  },
  'an exported instance of a class': {
    'mailer.ts':
      "import PQueue from 'p-queue';\nclass Mailer { readonly queue: PQueue; constructor() { this.queue = new PQueue(); } }\nexport const mailer = new Mailer();\nexport default { mailer };\n",
    'use.ts':
      "import all, { mailer } from './mailer.js';\nmailer.queue.add(() => work()); //~\nall.mailer.queue.add(() => work()); //~\n",
  },
  'a getInstance': {
    'queues.ts':
      "import PQueue from 'p-queue';\nexport class Queues {\n  private static instance?: Queues;\n  readonly mail = new PQueue();\n  static getInstance(): Queues {\n    if (!Queues.instance) Queues.instance = new Queues();\n    return Queues.instance;\n  }\n}\n",
    'use.ts': "import { Queues } from './queues.js';\nQueues.getInstance().mail.add(() => work()); //~\n",
  },
  'a getter and a function without annotations': {
    'queues.js':
      "import PQueue from 'p-queue';\nlet queue;\nexport function getQueue() { if (!queue) queue = new PQueue(); return queue; }\nexport const queues = { get mail() { return getQueue(); } };\n",
    'use.js':
      "import { getQueue, queues } from './queues.js';\ngetQueue().add(() => work()); //~\nqueues.mail.add(() => work()); //~\nconst own = getQueue();\nown.addAll([() => work()]); //~\n",
  },
  'a registry that makes what is asked for': {
    'registry.ts':
      "import PQueue from 'p-queue';\nconst queues = new Map<string, PQueue>();\nexport function queueFor(name: string): PQueue {\n  let queue = queues.get(name);\n  if (!queue) { queue = new PQueue(); queues.set(name, queue); }\n  return queue;\n}\nexport class Registry { #all = new Map<string, PQueue>(); get(name: string) { let q = this.#all.get(name); if (!q) { q = new PQueue(); this.#all.set(name, q); } return q; } }\nexport const registry = new Registry();\n",
    'use.ts':
      "import { queueFor, registry } from './registry.js';\nqueueFor('a').add(() => work()); //~\nregistry.get('b').add(() => work()); //~\n",
  },
  'an annotated variable and a record of queues': {
    'queues.ts':
      "import type PQueue from 'p-queue';\nimport { make } from './make.js';\nexport const queue: PQueue = make();\nexport const byName: Record<string, PQueue> = {};\n",
    'make.ts': 'export declare function make(): any;\n',
    'use.ts':
      "import { byName, queue } from './queues.js';\nqueue.add(() => work()); //~\nbyName['a'].add(() => work()); //~\nbyName.b!.add(() => work()); //~\n",
  },
  'an object with a type of its own, in another file': {
    'types.ts':
      "import type PQueue from 'p-queue';\nexport interface Base { low: PQueue }\nexport interface Queues extends Base { mail: PQueue; limits: { api: PQueue } }\nexport type Context = { queues: Queues };\n",
    'use.ts':
      "import type { Context, Queues } from './types.js';\nexport function a(context: Context) { return context.queues.mail.add(() => work()); } //~\nexport const b = ({ queues: { low, limits } }: Context) => {\n  low.add(() => work()); //~\n  limits.api.add(() => work()); //~\n};\nexport const c = (q: Pick<Queues, 'mail'>) => q.mail.add(() => work()); //~\n",
  },
  'intersections of types of other files': {
    'types.ts':
      "import type PQueue from 'p-queue';\nexport interface WithQueue { queue: PQueue }\nexport interface WithName { name: string }\n",
    'use.ts':
      "import type { WithName, WithQueue } from './types.js';\nexport const a = (deps: WithName & WithQueue) => deps.queue.add(() => work()); //~\nexport const b = (deps: { id: number } & Required<WithQueue>) => deps.queue.add(() => work()); //~\n",
  },
  'a constructor that stores what it is given': {
    'service.ts':
      "import type PQueue from 'p-queue';\nexport class Service {\n  private queue: PQueue;\n  constructor(queue: PQueue) { this.queue = queue; }\n  run() { return this.queue.add(() => work()); } //~\n}\nexport abstract class Base { constructor(protected readonly limiter: PQueue) {} }\n",
    'use.ts':
      "import { Base } from './service.js';\nexport class Mail extends Base { run() { return this.limiter.add(() => work()); } } //~\n",
  },
  'subclasses of subclasses with a constructor of their own': {
    'base.ts':
      "import Bottleneck from 'bottleneck';\nexport class Limiter extends Bottleneck { constructor(public readonly name: string) { super({ maxConcurrent: 1 }); } }\n",
    'index.ts': "export { Limiter as Base } from './base.js';\n",
    'use.ts':
      "import { Base } from './index.js';\nclass Api extends Base { call() { return this.schedule(() => work()); } } //~\nnew Api('a').schedule(() => work()); //~\n",
  },
  'a function that comes back under another name': {
    'again.ts': "import { soon } from './use.js';\nexport const later = soon;\n",
    'use.ts':
      "import { later } from './again.js';\nexport const soon = setImmediate;\nsoon(() => work()); //~\nlater(() => work()); //~\n",
  },
  'a function of everybody, and one that another file passes on': {
    'later.ts': 'export const later = setImmediate;\n',
    'use.ts':
      "import { later } from './later.js';\nsetImmediate(() => work()); //~\nlater(() => work()); //~\n",
  },
  'a function of everybody that another file calls, and does not pass on': {
    'later.ts':
      'export const ids = new Set<object>();\nexport function later(run: () => void) {\n  setImmediate(() => run()); //~\n}\n',
    'use.ts': "import { ids, later } from './later.js';\nlater(() => work());\nids.add(() => work());\n",
  },
  'what looks like a function or a class of the module, and is more': {
    'own.ts':
      "import PQueue from 'p-queue';\nexport class Jobs {\n  queue = new PQueue();\n}\nexport class Late extends PQueue {}\nexport function make() {\n  return new PQueue();\n}\n",
    'whole.cjs':
      "const PQueue = require('p-queue').default;\nclass Jobs extends PQueue {}\nmodule.exports = Jobs;\n",
    'use.ts':
      "import { Jobs, Late, make } from './own.js';\nimport Whole from './whole.cjs';\nnew Jobs().queue.add(() => work()); //~\nnew Late().add(() => work()); //~\nmake().add(() => work()); //~\nnew Whole().add(() => work()); //~\n",
  },
  'the library under another name, all of it': {
    'lib.ts':
      "import * as timers from 'node:timers';\nexport { default as PQueue } from 'p-queue';\nexport * from 'p-queue';\nexport { timers };\nexport * as threads from 'node:worker_threads';\n",
    'use.ts':
      "import { PQueue, threads, timers } from './lib.js';\nconst q = new PQueue();\nq.add(() => work()); //~\ntimers.setImmediate(() => work()); //~\nnew threads.Worker('./w.js'); //~\n",
  },
  'CommonJS: an object, a class, and required in place': {
    'package.json': '{"type":"commonjs"}',
    'limits.js':
      "const Bottleneck = require('bottleneck');\nconst PQueue = require('p-queue').default;\nclass Jobs extends PQueue {}\nconst api = new Bottleneck();\nmodule.exports = { api, Jobs, make() { return new PQueue(); } };\nmodule.exports.late = new PQueue();\n",
    'index.js': "module.exports = require('./limits');\n",
    'spread.js': "module.exports = { ...require('./limits'), other: 1 };\n",
    'use.js':
      "const { Jobs, api: renamed } = require('./index.js');\nconst limits = require('./limits');\nrenamed.schedule(() => work()); //~\nnew Jobs().add(() => work()); //~\nlimits.make().add(() => work()); //~\nlimits.late.add(() => work()); //~\nrequire('./limits').api.schedule(() => work()); //~\n",
  },
  'CommonJS as a compiler writes it': {
    'package.json': '{"type":"commonjs"}',
    'queue.js':
      '"use strict";\nvar __importDefault = (this && this.__importDefault) || function (mod) { return (mod && mod.__esModule) ? mod : { "default": mod }; };\nObject.defineProperty(exports, "__esModule", { value: true });\nexports.queue = void 0;\nconst p_queue_1 = __importDefault(require("p-queue"));\nexports.queue = new p_queue_1.default();\nexports.default = exports.queue;\n',
    'use.js': '"use strict";\nconst queue_1 = require("./queue");\nqueue_1.queue.add(() => work()); //~\n',
  },
  'an ES module required by CommonJS': {
    'queue.mjs': QUEUE,
    'use.cjs': "const { queue } = require('./queue.mjs');\nqueue.add(() => work()); //~\n",
  },
  'a dynamic import, awaited in a function and with then': {
    'queue.ts': `${QUEUE}export default queue;\n`,
    'use.ts':
      "export async function run() {\n  const { queue } = await import('./queue.js');\n  await queue.add(() => work()); //~\n  const all = await import('./queue.js');\n  await all.default.add(() => work()); //~\n}\nimport('./queue.js').then(({ queue }) => queue.add(() => work())); //~\n",
  },
  baseUrl: {
    'tsconfig.json': '{"compilerOptions":{"baseUrl":"src"}}',
    'src/lib/queue.ts': QUEUE,
    'src/app/use.ts': "import { queue } from 'lib/queue';\nqueue.add(() => work()); //~\n",
  },
  'paths of a tsconfig that extends another, with comments': {
    'tsconfig.base.json':
      '{\n  // What all share.\n  "compilerOptions": { "baseUrl": ".", "paths": { "@lib/*": ["libs/*/src"], "~queue": ["libs/queue/src/index.ts"] } },\n}',
    'app/tsconfig.json': '{ "extends": "../tsconfig.base.json" }',
    'libs/queue/src/index.ts': QUEUE,
    'app/use.ts':
      "import { queue } from '@lib/queue';\nimport { queue as other } from '~queue';\nqueue.add(() => work()); //~\nother.add(() => work()); //~\n",
  },
  'a tsconfig with references': {
    'tsconfig.json': '{"files":[],"references":[{"path":"./tsconfig.app.json"}]}',
    'tsconfig.app.json': '{"compilerOptions":{"paths":{"@/*":["./src/*"]}},"include":["src"]}',
    'src/queue.ts': QUEUE,
    'src/use.ts': "import { queue } from '@/queue';\nqueue.add(() => work()); //~\n",
  },
  'package imports with conditions and a star': {
    'package.json':
      '{"name":"app","type":"module","imports":{"#lib/*":{"development":"./src/lib/*.ts","default":"./dist/lib/*.js"}}}',
    'src/lib/queue.ts': QUEUE,
    'src/use.ts': "import { queue } from '#lib/queue';\nqueue.add(() => work()); //~\n",
  },
  'a package that names itself': {
    'package.json': '{"name":"@acme/app","type":"module","exports":{"./queue":"./src/queue.ts"}}',
    'src/queue.ts': QUEUE,
    'src/use.ts': "import { queue } from '@acme/app/queue';\nqueue.add(() => work()); //~\n",
  },
  'JSX, and endings left out': {
    'queue.tsx': QUEUE,
    'view.tsx':
      "import { queue } from './queue';\nexport const View = () => <button onClick={() => queue.add(() => work())}>go</button>; //~\n",
    'old.jsx':
      "import { queue } from './queue.js';\nexport const Old = () => <b onClick={() => queue.add(() => work())} />; //~\n",
  },
  'an enum of names and a map of queues by them': {
    'queues.ts':
      "import PQueue from 'p-queue';\nexport enum Name { Mail = 'mail' }\nexport const queues = { [Name.Mail]: new PQueue(), other: new PQueue() };\n",
    'use.ts': "import { Name, queues } from './queues.js';\nqueues[Name.Mail].add(() => work()); //~\n",
  },
  'a method that is taken and bound elsewhere': {
    'queue.ts': `${QUEUE}export const add = queue.add.bind(queue);\n`,
    'use.ts': "import { add } from './queue.js';\nadd(() => work()); //~\n",
  },
  'a limiter in a class of static things': {
    'limits.ts':
      "import pLimit, { type LimitFunction } from 'p-limit';\nexport class Limits { static readonly api: LimitFunction = pLimit(2); static of(n: number) { return pLimit(n); } }\nexport const all: Record<string, LimitFunction> = { api: pLimit(1) };\n",
    'use.ts':
      "import { all, Limits } from './limits.js';\nLimits.api(() => work()); //~\nLimits.of(3)(() => work()); //~\nall.api(() => work()); //~\nconst { api } = all;\napi(() => work()); //~\n",
  },
  'a type only, of a class with a queue': {
    'service.ts':
      "import PQueue from 'p-queue';\nexport class Service { protected jobs = new PQueue(); readonly queue = new PQueue(); get mail() { return this.queue; } make() { return new PQueue(); } }\n",
    'use.ts':
      "import type { Service } from './service.js';\nimport type * as all from './service.js';\nexport class Use {\n  constructor(private service: Service, private other: all.Service) {}\n  a() { this.service.queue.add(() => work()); } //~\n  b() { this.service.mail.add(() => work()); } //~\n  c() { this.service.make().add(() => work()); } //~\n  d() { this.other.queue.add(() => work()); } //~\n}\n",
  },
  'what a factory of another file makes of ours': {
    'hold.ts':
      "import PQueue from 'p-queue';\nexport function services() { return { queue: new PQueue(), name: 'a' }; }\nexport const context = services();\n",
    'use.ts':
      "import { context, services } from './hold.js';\nservices().queue.add(() => work()); //~\ncontext.queue.add(() => work()); //~\nconst { queue } = services();\nqueue.add(() => work()); //~\n",
  },
  'a parameter that all callers fill from another file': {
    'limits.js': "import pLimit from 'p-limit';\nexport const api = pLimit(4);\n",
    'use.js':
      "import { api } from './limits.js';\nasync function backup(files, limit) { await Promise.all(files.map((f) => limit(() => save(f)))); } //~\nexport const run = (files) => backup(files, api);\n",
  },
  'the constructor of a subclass that keeps its base': {
    'pool.ts':
      "import { Worker } from 'node:worker_threads';\nexport class Thread extends Worker { constructor() { super('./job.js'); } }\n",
    'use.ts': "import { Thread } from './pool.js';\nnew Thread(); //~\n",
  },
};
