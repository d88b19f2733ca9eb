import { type TimeUs, US_PER_YEAR } from '../../core/units.js';
import type { IndexDraws, IndexModel } from './index-model.js';
import type { IndexVolatility } from './index-volatility.js';

/** Times and prices, in ticks, that a path passes; the first is at time 0. */
export interface Knots {
  readonly atUs: Float64Array;
  readonly ticks: Float64Array;
  /** 1: until the next knot the price stands still, then it steps; null: nowhere. */
  readonly isHeld: Uint8Array | null;
}

/**
 * From knot to knot by Brownian bridges in the logarithm; after the last, a free diffusion.
 *
 * The bridge is dX = (knot − X) ÷ (time left) dt + volatility dW, exact at any step for a constant
 * volatility. One that wanders counts for each step as what it is over that step: an approximation
 * between the knots, never at them.
 */
export class BridgedPath implements IndexModel {
  logPrice: number;
  private readonly row: number;
  private readonly knots: Knots;
  private readonly volatility: IndexVolatility;
  private timeUs: TimeUs = 0;
  /** The knot passed last. */
  private knot = 0;

  constructor(row: number, logPrice: number, knots: Knots, volatility: IndexVolatility) {
    this.row = row;
    this.logPrice = logPrice;
    this.knots = knots;
    this.volatility = volatility;
  }

  advance(toUs: TimeUs, draws: IndexDraws): void {
    const { atUs, isHeld, ticks } = this.knots;
    while (this.knot + 1 < atUs.length) {
      const next = this.knot + 1;
      if (toUs < atUs[next]) {
        const isStill = isHeld !== null && isHeld[this.knot] === 1;
        if (!isStill) this.bridge(toUs, next, draws);
        return;
      }
      this.logPrice = Math.log(ticks[next]);
      this.timeUs = atUs[next];
      this.knot = next;
    }
    this.diffuse(toUs, draws);
  }

  /** One step of the bridge: a share of the way, and the noise that is left for it. */
  private bridge(
    toUs: TimeUs,
    next: number,
    { noise, streams, volatilityFactor }: IndexDraws,
  ): void {
    const passedUs = toUs - this.timeUs;
    if (passedUs === 0) return;
    const share = passedUs / (this.knots.atUs[next] - this.timeUs);
    const years = (passedUs / US_PER_YEAR) * (1 - share);
    const volatility = volatilityFactor * this.volatility.until(toUs, streams);
    const normal = volatility > 0 ? noise.normal(this.row, toUs, streams) : 0;
    this.logPrice +=
      share * (Math.log(this.knots.ticks[next]) - this.logPrice) +
      volatility * Math.sqrt(years) * normal;
    this.timeUs = toUs;
  }

  private diffuse(toUs: TimeUs, { noise, streams, volatilityFactor }: IndexDraws): void {
    const years = (toUs - this.timeUs) / US_PER_YEAR;
    if (years === 0) return;
    const volatility = volatilityFactor * this.volatility.until(toUs, streams);
    const normal = volatility > 0 ? noise.normal(this.row, toUs, streams) : 0;
    const trend = -(volatility * volatility) / 2;
    this.logPrice += trend * years + volatility * Math.sqrt(years) * normal;
    this.timeUs = toUs;
  }
}
