/** What a finding rests on, while what comes later may still show that it is none. */
export interface Doubt {
  /** The call that the run was for, in the table of sites, when that is known. */
  readonly place?: number;
  /** That call handed over what a function works on, and no function: of one that was given once, or a job that is data. */
  readonly took?: 'arguments' | 'job';
  /** Asked at the end. */
  isBorneOut: () => boolean;
}
