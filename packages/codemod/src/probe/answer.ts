/** What the process of a probe answers. */
import type { Sees } from './measure.ts';

export type ProbeAnswer =
  | { readonly sees: Sees; readonly ran: number }
  | { readonly problem: 'extension' | 'export' | 'never' }
  | { readonly problem: 'load' | 'launch'; readonly why: string };

const ALL: readonly string[] = [
  'own',
  'nothing',
  "emitter's",
  "starter's",
  "another's",
  'shared',
] satisfies Sees[];

export const isSees = (text: string): text is Sees => ALL.includes(text);
