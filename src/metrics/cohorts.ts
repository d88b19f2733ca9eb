import type { CohortTotals } from '../events/sink.js';
import type { Listener } from './fan-out.js';

/** What each population came out with, as told at the end of the run. */
export class Cohorts implements Listener {
  readonly rows: CohortTotals[] = [];

  cohortClosed(cohort: CohortTotals): void {
    this.rows.push({ ...cohort });
  }

  /** Accounts that were liquidated at least once. */
  get liquidatedAccounts(): number {
    return this.rows.reduce((sum, cohort) => sum + cohort.liquidatedAccounts, 0);
  }
}
