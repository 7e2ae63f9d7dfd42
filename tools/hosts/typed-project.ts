/** A project in which only the types tell that something is a queue. */

export const SERVICE = `import type { Deps } from './deps.js';

export class Service {
  constructor(private readonly deps: Deps) {}

  run(task: () => Promise<void>): void {
    this.deps.seen.add(task);
    void this.deps.queue.add(task);
  }
}
`;

/** The files of it, with the sources in `folder`. Needs `p-queue` and `typescript` installed. */
export function typedProject(folder: string): Record<string, string> {
  const compilerOptions = {
    strict: true,
    module: 'nodenext',
    target: 'es2022',
    noEmit: true,
    types: [],
    lib: ['es2023'],
  };
  return {
    'tsconfig.json': JSON.stringify({ compilerOptions, include: [folder] }),
    [`${folder}/deps.ts`]: `import type PQueue from 'p-queue';
export interface Deps {
  readonly queue: Pick<PQueue, 'add'>;
  readonly seen: Set<() => Promise<void>>;
}
`,
    [`${folder}/service.ts`]: SERVICE,
  };
}
