/** What the process of a probe answers. */
import type { Sees } from './sees.ts';

export type ProbeAnswer =
  | { readonly sees: Sees; readonly ran: number }
  | { readonly problem: 'extension' | 'export' | 'never' }
  | { readonly problem: 'load' | 'launch'; readonly why: string };
