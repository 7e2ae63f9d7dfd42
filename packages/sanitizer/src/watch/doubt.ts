/** What a finding rests on, while what comes later may still show that it is none. */
export interface Doubt {
  /** The call that the run was for, in the table of sites, when that is known. */
  readonly place?: number;
  /** Asked at the end. */
  isBorneOut: () => boolean;
}
