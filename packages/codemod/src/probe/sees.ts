/** Whom a callback runs as, as a measurement says it: apart from the measuring, for which a server is needed. */

/** Whom a callback runs as. `shared`: one run of it serves several callers, so nobody's context would be right. */
export type Sees = 'own' | 'nothing' | "emitter's" | "starter's" | "another's" | 'shared';

/** Best first. */
const ORDER: readonly Sees[] = ['own', 'nothing', "emitter's", "starter's", "another's", 'shared'];

export const CALLERS = ['ada', 'bob', 'cho', 'dan'] as const;

export type How = 'together' | 'staggered';

export const isSees = (text: string): text is Sees => (ORDER as readonly string[]).includes(text);

export function worse(one: string, other: string): string {
  return ORDER.indexOf(other as Sees) > ORDER.indexOf(one as Sees) ? other : one;
}
