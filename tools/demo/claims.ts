import { paint } from './print.ts';

/** What the demo says about what it has just seen, and which of it did not come out. */
export class Claims {
  readonly failed: string[] = [];

  /** Prints the claim with a tick, or with a cross when it does not hold. */
  check(holds: boolean, claim: string): void {
    console.log(`  ${holds ? paint('green', '✓') : paint('red', '✗')} ${claim}`);
    if (!holds) this.failed.push(claim);
  }
}
