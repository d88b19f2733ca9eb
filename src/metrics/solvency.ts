import type { Units } from '../core/units.js';
import type { Deleveraging, FundMove, LiquidationEnd } from '../events/sink.js';
import type { Listener } from './fan-out.js';

/** What the losses were, who paid them, and how the insurance funds fared (all venues together). */
export class Solvency implements Listener {
  badDebtUnits: Units = 0;
  paidByInsuranceFundUnits: Units = 0;
  paidByBackstopUnits: Units = 0;
  paidByDeleveragingUnits: Units = 0;
  paidBySocialisationUnits: Units = 0;
  paidByVenueUnits: Units = 0;
  deleveragedNotionalUnits: Units = 0;

  fundStartUnits: Units = 0;
  fundMinUnits: Units = 0;
  fundEndUnits: Units = 0;
  private fundPeakUnits: Units = 0;
  private fundLargestFall = 0;
  /** Bad debt of each venue so far. */
  readonly badDebtOfVenueUnits: Float64Array;

  constructor(venueCount: number) {
    this.badDebtOfVenueUnits = new Float64Array(venueCount);
  }

  liquidationEnded(end: LiquidationEnd): void {
    this.badDebtUnits += end.shortfallUnits;
    this.badDebtOfVenueUnits[end.venue] += end.shortfallUnits;
    this.paidByInsuranceFundUnits += end.paidByInsuranceFundUnits;
    this.paidByBackstopUnits += end.paidByBackstopUnits;
    this.paidByDeleveragingUnits += end.paidByDeleveragingUnits;
    this.paidBySocialisationUnits += end.paidBySocialisationUnits;
    this.paidByVenueUnits += end.paidByVenueUnits;
  }

  deleveraged(fact: Deleveraging): void {
    this.deleveragedNotionalUnits += fact.notionalUnits;
  }

  insuranceFundMoved(move: FundMove): void {
    this.fundEndUnits += move.amountUnits;
    if (move.reason === 'initial') {
      this.fundStartUnits += move.amountUnits;
      this.fundMinUnits = this.fundEndUnits;
    }
    this.fundMinUnits = Math.min(this.fundMinUnits, this.fundEndUnits);
    this.fundPeakUnits = Math.max(this.fundPeakUnits, this.fundEndUnits);
    if (this.fundPeakUnits > 0) {
      const fall = (this.fundPeakUnits - this.fundEndUnits) / this.fundPeakUnits;
      this.fundLargestFall = Math.max(this.fundLargestFall, fall);
    }
  }

  get uncoveredLossUnits(): Units {
    return this.badDebtUnits - this.paidByInsuranceFundUnits;
  }

  /** Largest (peak − value) ÷ peak in percent; NaN for a fund that never held anything. */
  get fundDrawdownPct(): number {
    return this.fundPeakUnits > 0 ? 100 * this.fundLargestFall : NaN;
  }
}
