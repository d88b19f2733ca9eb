import type { Fraction, TimeUs } from '../../core/units.js';
import type { Withdrawal } from '../../scenario/scenario.js';
import type { Unrest } from './quote-aim.js';
import { VolatilityMeter } from './volatility-meter.js';

/**
 * How makers answer to the volatility that they measure: above a threshold they quote less, falling
 * to the new size and coming back from it with time constants of their own, and further away. Both
 * are bounded, so that a book they left can never keep them from coming back.
 *
 * A row is a seat: the factor of its size, and when that was last brought up to date. What the seat
 * that looked last makes of the market stands in the fields.
 */
export class MakerNerves implements Unrest {
  widening = 1;
  volatility: Fraction = NaN;
  private readonly withdrawal: Withdrawal | null;
  private readonly meter: VolatilityMeter | null;
  private readonly factor: Float64Array;
  private readonly lastUs: Float64Array;

  constructor(seats: number, withdrawal: Withdrawal | null) {
    const rows = withdrawal === null ? 0 : seats;
    this.withdrawal = withdrawal;
    this.meter = withdrawal === null ? null : new VolatilityMeter(seats, withdrawal);
    this.factor = new Float64Array(rows).fill(1);
    this.lastUs = new Float64Array(rows);
  }

  /** Takes in the mid that a seat sees. */
  look(seat: number, timeUs: TimeUs, midTicks: number): void {
    const { withdrawal, meter } = this;
    if (withdrawal === null || meter === null) return;
    const { calmVolatility, threshold, exponent, floor } = withdrawal;
    const volatility = meter.measure(seat, timeUs, midTicks);
    const calm = (threshold * calmVolatility) / volatility;
    const target = calm >= 1 ? 1 : Math.max(floor, Math.exp(exponent * Math.log(calm)));
    this.approach(withdrawal, seat, timeUs, target);
    this.recall(withdrawal, volatility);
  }

  /** The same for a seat that only acts on what it knows from its last look. */
  remember(seat: number): void {
    const { withdrawal, meter } = this;
    if (withdrawal !== null && meter !== null) this.recall(withdrawal, meter.known(seat));
  }

  /** Factor of the seat's size. */
  sizeFactor(seat: number): Fraction {
    return this.withdrawal === null ? 1 : this.factor[seat];
  }

  private recall(withdrawal: Withdrawal, volatility: Fraction): void {
    const { calmVolatility, widest } = withdrawal;
    const times = Math.min(widest, volatility / calmVolatility);
    this.widening = Math.max(1, times);
    this.volatility = times * calmVolatility;
  }

  private approach(
    { withdrawUs, refillUs }: Withdrawal,
    seat: number,
    timeUs: TimeUs,
    target: Fraction,
  ): void {
    const { factor, lastUs } = this;
    const timeConstantUs = target < factor[seat] ? withdrawUs : refillUs;
    const passedUs = timeUs - lastUs[seat];
    lastUs[seat] = timeUs;
    if (timeConstantUs === 0) factor[seat] = target;
    else factor[seat] += (1 - Math.exp(-passedUs / timeConstantUs)) * (target - factor[seat]);
  }
}
