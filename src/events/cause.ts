/**
 * Why something happened, as one number: above 0 the id of a liquidation, below 0 a row of the
 * run's list of other causes. Every command and order carries one.
 */
export type Cause = number;

export const CAUSE_INDEX: Cause = -1;
export const CAUSE_FUNDING: Cause = -2;
export const CAUSE_FEE: Cause = -3;
export const CAUSE_RULE: Cause = -4;
const FIRST_NAMED = 5;

/** The cause of what a shock does; shocks come first, then the populations ("cohorts"). */
export function causeOfShock(shock: number): Cause {
  return -FIRST_NAMED - shock;
}

export function causeOfCohort(cohort: number, shockCount: number): Cause {
  return -FIRST_NAMED - shockCount - cohort;
}

export function isLiquidation(cause: Cause): boolean {
  return cause > 0;
}

/** The texts of `root_cause`, in the order of the numbers −1, −2, … */
export function causeNames(shocks: readonly string[], cohorts: readonly string[]): string[] {
  return [
    'index',
    'funding',
    'fee',
    'rule',
    ...shocks.map((name) => `shock:${name}`),
    ...cohorts.map((name) => `agent:${name}`),
  ];
}
