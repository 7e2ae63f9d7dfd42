/** What a job library is to the matrix: the same few things that each does in its own words. */
import type { Service } from '../probe/probe.ts';

/** How a job is put. */
export interface How {
  /** It starts so many milliseconds later. */
  readonly delay?: number;
  /** It fails the first time and is tried again. */
  readonly again?: true;
  /** It runs again and again. */
  readonly repeated?: true;
}

/** What the processor does with each job. Its failure is the job's. */
export type Work = (data: unknown) => Promise<void>;

/** `receiveParentOverrides` with the receiver's list, or nothing: a processor that does not receive yet. */
export type Receive = <F extends (...args: any[]) => any>(handler: F, payload?: 'data') => F;

export interface Jobs {
  readonly put: (data: unknown, how: How) => Promise<unknown>;
  readonly work: (work: Work, receive: Receive) => Promise<unknown>;
  /** What an operator, or time, does after a worker has died with a job; absent where the library sees to it. */
  readonly recover?: () => Promise<unknown>;
  /** Takes the queue off the service. */
  readonly remove: () => Promise<unknown>;
  readonly close: () => Promise<unknown>;
}

export interface JobLibrary {
  /** With each major that is in use: `bullmq@6`. */
  readonly packages: readonly string[];
  readonly service: Service;
  /** The oldest major of Node that it runs on, where that is newer than ours. */
  readonly node?: number;
  /** How often a repeated job comes, in milliseconds; absent where no caller can put one. */
  readonly repeats?: number;
  readonly open: (library: any, queue: string) => Promise<Jobs>;
}
