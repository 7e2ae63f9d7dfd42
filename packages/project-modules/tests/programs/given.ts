/** Programs in which only the callers of a file say what it launches with. `//~` marks the launches. */
import type { Files } from '../project.ts';

const QUEUE = "import PQueue from 'p-queue';\nexport const queue = new PQueue({ concurrency: 1 });\n";

export const GIVEN: Readonly<Record<string, Files>> = {
  'a queue for a constructor': {
    'service.js':
      'export class Service {\n  constructor(q) { this.q = q; }\n  run(f) { return this.q.add(() => f()); } //~\n}\n',
    'main.js':
      "import PQueue from 'p-queue';\nimport { Service } from './service.js';\nexport const service = new Service(new PQueue());\n",
  },
  'a queue of a third file, in an object': {
    'queue.js': QUEUE,
    'service.js':
      'export default class Service {\n  constructor({ queue, log }) { this.queue = queue; this.log = log; }\n  run(f) { this.log("run"); return this.queue.add(() => f()); } //~\n}\n',
    'main.js':
      "import { queue } from './queue.js';\nimport Service from './service.js';\nexport default new Service({ queue, log: console.log });\n",
  },
  'all dependencies in a field': {
    'queue.js': QUEUE,
    'service.js':
      'export class Service {\n  constructor(deps) { this.deps = deps; }\n  run(f) { return this.deps.queue.add(() => f()); } //~\n}\nexport class All {\n  constructor(deps) { Object.assign(this, deps); }\n  run(f) { return this.queue.add(() => f()); } //~\n}\n',
    'main.js':
      "import { queue } from './queue.js';\nimport * as services from './service.js';\nconst deps = { queue };\nexport const all = [new services.Service(deps), new services.All(deps)];\n",
  },
  'CommonJS: a class, a function, an object of functions': {
    'service.js':
      'class Service {\n  constructor(queue) { this.queue = queue; }\n  run(f) { return this.queue.add(() => f()); } //~\n}\nmodule.exports = Service;\n',
    'start.js': 'exports.start = (queue, f) => queue.add(() => f()); //~\n',
    'api.js': 'module.exports = { run(queue, f) { return queue.add(() => f()); } }; //~\n',
    'main.js':
      "const PQueue = require('p-queue');\nconst Service = require('./service');\nconst { start } = require('./start');\nconst api = require('./api');\nconst queue = new PQueue();\nnew Service(queue);\nstart(queue, work);\napi.run(queue, work);\n",
    'package.json': '{}',
  },
  'a limiter as a parameter of a function': {
    'all.js':
      'export async function all(ids, limit) {\n  return Promise.all(ids.map((id) => limit(() => fetch(id)))); //~\n}\n',
    'main.js':
      "import pLimit from 'p-limit';\nimport { all } from './all.js';\nexport const run = (ids) => all(ids, pLimit(2));\n",
  },
  'a method': {
    'service.js': 'export class Service {\n  run(queue, f) { return queue.add(() => f()); } //~\n}\n',
    'main.js':
      "import PQueue from 'p-queue';\nimport { Service } from './service.js';\nconst service = new Service();\nservice.run(new PQueue(), work);\n",
  },
  'through a barrel, under another name': {
    'service.js':
      'export class Service {\n  constructor(q) { this.q = q; }\n  run(f) { return this.q.add(() => f()); } //~\n}\n',
    'index.js': "export { Service as Jobs } from './service.js';\n",
    'main.js':
      "import PQueue from 'p-queue';\nimport { Jobs } from './index.js';\nexport const jobs = new Jobs(new PQueue());\n",
  },
  'a set, something of the own, nothing': {
    'service.js':
      'export class Service {\n  constructor(q) { this.q = q; }\n  run(f) { return this.q.add(() => f()); }\n}\nexport class Unused {\n  constructor(q) { this.q = q; }\n  run(f) { return this.q.add(() => f()); }\n}\n',
    'main.js':
      "import PQueue from 'p-queue';\nimport { Service } from './service.js';\nexport const queue = new PQueue();\nnew Service(new Set());\nnew Service({ add: (f) => f() });\n",
  },
  // What `b.js` gets was given to `a.js` by a third file: that is not looked for.
  'two files that give each other what they were given': {
    'a.js':
      "import { b } from './b.js';\nexport const a = (queue, f) => { b(queue, f); return queue.add(() => f()); }; //~\n",
    'b.js':
      "import { a } from './a.js';\nexport const b = (queue, f) => { a(queue, f); return queue.add(() => f()); };\n",
    'main.js': "import PQueue from 'p-queue';\nimport { a } from './a.js';\na(new PQueue(), work);\n",
  },
};

/** What other files do with a function, which no text of its own shows. */
export const ELSEWHERE: Readonly<Record<string, Files>> = {
  'sent as text by a helper of another file': {
    'pool.js':
      "import workerpool from 'workerpool';\nconst pool = workerpool.pool();\nexport const run = (f, ...args) => pool.exec(f, args); //~\n",
    'main.js':
      "import { run } from './pool.js';\nrun(() => setImmediate(() => work()));\nrun(function () { setImmediate(() => work()); }, 1);\n",
  },
  'sent as text by who imports it': {
    'body.js':
      'export function body() { setImmediate(() => post(1)); }\nexport const other = () => setImmediate(() => post(1)); //~\n',
    'main.js':
      "import { Worker } from 'node:worker_threads';\nimport { body, other } from './body.js';\nconst worker = new Worker(`(${body})()`, { eval: true }); //~\nworker.on('message', other);\n",
  },
  'a CommonJS function, sent as text by who requires it': {
    'body.js': 'module.exports = function () { setImmediate(() => post(1)); };\n',
    'fns.js':
      'exports.inc = () => setImmediate(() => post(1));\nexports.dec = () => setImmediate(() => post(1)); //~\n',
    'main.js':
      "const body = require('./body');\nconst fns = require('./fns');\nconst text = `(${body})()`;\nconst inc = fns.inc.toString();\nfns.dec();\n",
    'package.json': '{}',
  },
  'a wrapper of the project': {
    'carry.js':
      "import { withParentOverrides } from '@parent-overrides/runtime';\nexport const carry = (f) => withParentOverrides(f);\nexport const plain = (f) => f;\n",
    'index.js': "export * from './carry.js';\n",
    'use.js':
      "import PQueue from 'p-queue';\nimport { carry, plain } from './index.js';\nconst queue = new PQueue();\nqueue.add(carry(() => work()));\nqueue.add(plain(() => work())); //~\n",
  },
};
