/** How often the dispatcher looks at a call: at the first ones, then seldom enough that looking costs a few percent of the time at most. */

/** Observed one by one, before the pace is set. */
const FIRST_CALLS = 8;
/** Time of unobserved calls that pays for one observation. */
const PACE_MILLISECONDS = 0.05;
/** At most this many calls go unobserved. */
const LONGEST_GAP = 1023;
/** While something is under way that the next observation brings in. */
const LONGEST_GAP_WHILE_PENDING = 31;

export class Sampling {
  private observations = 0;
  private gap = 0;

  /** The number of calls to let pass, after one that took so long. */
  next(milliseconds: number, isPending: boolean): number {
    if (++this.observations < FIRST_CALLS) return 0;
    const affordable = Math.min(Math.floor(PACE_MILLISECONDS / Math.max(milliseconds, 1e-5)), LONGEST_GAP);
    this.gap = Math.min(affordable, 2 * this.gap + 1);
    return isPending ? Math.min(this.gap, LONGEST_GAP_WHILE_PENDING) : this.gap;
  }
}
