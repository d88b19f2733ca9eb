import { PPB, type Ticks, type TimeUs } from '../../core/units.js';
import type { FundingRules } from '../../scenario/scenario.js';

/**
 * The funding rate of one instrument: the time-weighted mean of the premium (mid − index) ÷ index
 * since the last settlement, plus the interest rate held within ± clamp of it, within ± cap.
 * Source: Binance's published formula F = P + clamp(I − P, ±0.05 %).
 */
export class Premium {
  private readonly rules: FundingRules;
  private startUs: TimeUs = 0;
  private lastUs: TimeUs = 0;
  private lastPremium = 0;
  private integral = 0;
  private spikePpb = 0;
  private spikeIntervals = 0;

  constructor(rules: FundingRules) {
    this.rules = rules;
  }

  /** The premium holds from now until it is observed again. */
  observe(nowUs: TimeUs, midTicks: Ticks, indexTicks: Ticks): void {
    this.integral += this.lastPremium * (nowUs - this.lastUs);
    this.lastUs = nowUs;
    this.lastPremium = (midTicks - indexTicks) / indexTicks;
  }

  /** The rate that a settlement now would use, in billionths; longs pay it when it is above 0. */
  ratePpb(nowUs: TimeUs): number {
    if (this.spikeIntervals > 0) return this.spikePpb;
    const { interestPpb, clampPpb, capPpb } = this.rules;
    const integral = this.integral + this.lastPremium * (nowUs - this.lastUs);
    const elapsedUs = nowUs - this.startUs;
    const mean = elapsedUs === 0 ? this.lastPremium : integral / elapsedUs;
    const premiumPpb = Math.round(mean * PPB);
    const pull = Math.max(-clampPpb, Math.min(clampPpb, interestPpb - premiumPpb));
    return Math.max(-capPpb, Math.min(capPpb, premiumPpb + pull));
  }

  get intervalStartUs(): TimeUs {
    return this.startUs;
  }

  /** The next settlements use this rate, whatever the premium is, beyond the cap too. */
  spike(ratePpb: number, intervals: number): void {
    this.spikePpb = ratePpb;
    this.spikeIntervals = intervals;
  }

  startInterval(nowUs: TimeUs): void {
    this.spikeIntervals = Math.max(0, this.spikeIntervals - 1);
    this.integral = 0;
    this.startUs = nowUs;
    this.lastUs = nowUs;
  }
}
