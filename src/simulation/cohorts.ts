/**
 * Money that moved for a reason, added up by cohort. A row is a cohort: the populations in the
 * order of the scenario, then the desk that executes shocks, then those that a counterfactual hands
 * liquidated positions to.
 */
export class Cohorts {
  readonly depositUnits: Float64Array;
  readonly withdrawalUnits: Float64Array;
  readonly realisedUnits: Float64Array;
  readonly feeUnits: Float64Array;
  readonly fundingUnits: Float64Array;
  readonly socialisedUnits: Float64Array;
  readonly coveredUnits: Float64Array;
  readonly pnlGivenUpUnits: Float64Array;

  constructor(count: number) {
    this.depositUnits = new Float64Array(count);
    this.withdrawalUnits = new Float64Array(count);
    this.realisedUnits = new Float64Array(count);
    this.feeUnits = new Float64Array(count);
    this.fundingUnits = new Float64Array(count);
    this.socialisedUnits = new Float64Array(count);
    this.coveredUnits = new Float64Array(count);
    this.pnlGivenUpUnits = new Float64Array(count);
  }
}
