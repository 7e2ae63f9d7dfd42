/** What a call launches. */
import type { TSESTree } from '@typescript-eslint/types';
import type { RefusalReason } from '../vocabulary/launch-site.ts';
import type { Node } from '../vocabulary/source.ts';

/** One launched value; without `argument`, or with a `reason`, the launch is refused. */
export interface Launched {
  readonly argument?: Node;
  readonly reason?: RefusalReason;
  /** Set where the argument has no text of its own to wrap: `{ onData(chunk) {} }`, `{ onData }`. */
  readonly property?: TSESTree.Property;
  /** Set where the argument is a list of functions that were all wrapped when they were made. */
  readonly status?: 'wrapped' | 'detached';
}
