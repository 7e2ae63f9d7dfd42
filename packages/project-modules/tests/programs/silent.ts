/** Programs of several files that launch nothing, or only what is marked: what must stay silent. */
import type { Files } from '../project.ts';

const QUEUE = "import PQueue from 'p-queue';\nexport const queue = new PQueue({ concurrency: 1 });\n";
const DEFAULT = "import PQueue from 'p-queue';\nexport default new PQueue({ concurrency: 1 });\n";

export const SILENT: Readonly<Record<string, Files>> = {
  'a class of its own': {
    'queue.ts': 'class PQueue { add(fn) { return fn(); } }\nexport const queue = new PQueue();\n',
    'use.ts': "import { queue } from './queue';\nqueue.add(() => work());\n",
  },
  'a method that is overridden': {
    'queue.ts':
      "import PQueue from 'p-queue';\nexport class Inline extends PQueue { async add(fn) { return fn(); } }\n",
    'use.ts': "import { Inline } from './queue';\nnew Inline().add(() => work());\n",
  },
  'a helper that launches itself is reported there': {
    'queue.ts': `${QUEUE}export const enqueue = (fn) => queue.add(fn); //~\n`,
    'use.ts': "import { enqueue } from './queue';\nenqueue(() => work());\n",
  },
  'a function of the namespace beside a default queue': {
    'queue.ts': `${DEFAULT}export function add(fn) { fn(); }\n`,
    'use.ts': "import * as jobs from './queue';\njobs.add(() => work());\n",
  },
  'what may be something else': {
    'queue.ts': "import PQueue from 'p-queue';\nexport let queue = new PQueue();\nqueue = new Set();\n",
    'use.ts': "import { queue } from './queue';\nqueue.add(() => work());\n",
  },
  'modules in a circle': {
    'a.ts': "import { b } from './b';\nexport const a = b;\nexport * from './b';\n",
    'b.ts': "import { a } from './a';\nexport const b = a;\nexport * from './a';\n",
    'use.ts': "import { a, nothing } from './a';\na.add(() => work());\nnothing.add(() => work());\n",
  },
  'what is not there, or does not parse': {
    'broken.ts': 'export const queue = {{{;\n',
    'use.ts':
      "import { queue } from './gone';\nimport { queue as other } from './broken';\nqueue.add(() => work());\nother.add(() => work());\n",
  },
  'a class of its own, behind a barrel and under the name of the library': {
    'p-queue.ts': 'export default class PQueue { add(fn) { return fn(); } }\n',
    'index.ts': "export { default as PQueue } from './p-queue.js';\nexport * from './p-queue.js';\n",
    'use.ts': "import { PQueue } from './index.js';\nconst queue = new PQueue();\nqueue.add(() => work());\n",
  },
  'a class of its own that extends one of its own': {
    'base.ts': 'export class Base { add(fn) { return fn(); } }\n',
    'queue.ts':
      "import PQueue from 'p-queue';\nimport { Base } from './base.js';\nexport class Queue extends Base { inner = new PQueue(); }\n",
    'use.ts': "import { Queue } from './queue.js';\nnew Queue().add(() => work());\n",
  },
  'a method that is overridden two classes up, and one that hands on': {
    'a.ts':
      "import PQueue from 'p-queue';\nexport class A extends PQueue { async add(fn) { return fn(); } }\nexport class B extends A {}\n",
    'c.ts':
      "import { B } from './a.js';\nexport class C extends B {}\nexport class D extends B { add(fn) { return super.add(fn); } }\n",
    'use.ts': "import { C, D } from './c.js';\nnew C().add(() => work());\nnew D().add(() => work());\n",
  },
  'another export of the same module': {
    'queue.ts':
      "import PQueue from 'p-queue';\nexport const queue = new PQueue();\nexport const seen = new Set();\nexport const listeners = { add(fn) { fn(); } };\n",
    'use.ts':
      "import { listeners, seen } from './queue.js';\nseen.add(() => work());\nlisteners.add(() => work());\n",
  },
  'a name that a local one hides': {
    'queue.ts': "import PQueue from 'p-queue';\nexport const queue = new PQueue();\n",
    'use.ts':
      "import { queue } from './queue.js';\nexport function a(queue) { queue.add(() => work()); }\nexport const b = () => { const queue = new Set(); queue.add(() => work()); };\nvoid queue;\n",
  },
  'an export that is assigned again, also from elsewhere': {
    'queue.js':
      "import PQueue from 'p-queue';\nexport let queue = new PQueue();\nexport function use(other) { queue = other; }\n",
    'use.js': "import { queue } from './queue.js';\nqueue.add(() => work());\n",
  },
  'helpers, hooks and wrappers of the project launch where they call': {
    'queue.ts':
      "import PQueue from 'p-queue';\nconst queue = new PQueue();\nexport function enqueue<T>(fn: () => T) { return queue.add(async () => fn()); } //~\nexport const jobs = { add: (fn: () => void) => queue.add(fn) }; //~\nexport class Jobs { add(fn: () => void) { return queue.add(fn); } } //~\n",
    'index.ts': "export * from './queue.js';\n",
    'use.ts':
      "import { enqueue, Jobs, jobs } from './index.js';\nenqueue(() => work());\njobs.add(() => work());\nnew Jobs().add(() => work());\n",
  },
  'circles of stars, of defaults and of classes': {
    'a.ts':
      "export * from './b.js';\nexport { default } from './b.js';\nimport { B } from './b.js';\nexport class A extends B {}\n",
    'b.ts':
      "export * from './a.js';\nexport { default } from './a.js';\nimport { A } from './a.js';\nexport class B extends A {}\n",
    'use.ts':
      "import PQueue from 'p-queue';\nimport x, { A, missing } from './a.js';\nx.add(() => work());\nmissing.add(() => work());\nnew A().add(() => work());\nvoid PQueue;\n",
  },
  'JSON, styles, pictures and what is generated': {
    'data.json': '{"queue": 1}',
    'use.ts':
      "import PQueue from 'p-queue';\nimport data from './data.json';\nimport styles from './a.css';\nimport { queue } from './generated/client.js';\ndata.add(() => work());\nstyles.add(() => work());\nqueue.add(() => work());\nvoid PQueue;\n",
  },
  'declarations alone say nothing': {
    'queue.d.ts': 'export declare const queue: { add(fn: () => void): void };\n',
    'queue.js': 'export const queue = { add(fn) { fn(); } };\n',
    'use.ts':
      "import { queue } from './queue.js';\nimport { Worker } from 'node:worker_threads';\nqueue.add(() => work());\nvoid Worker;\n",
  },
};
