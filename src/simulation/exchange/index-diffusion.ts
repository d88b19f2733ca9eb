import type { RandomStreams, StreamId } from '../../core/random.js';
import { type Fraction, type TimeUs, US_PER_SECOND, US_PER_YEAR } from '../../core/units.js';
import type { JumpLaw } from '../../scenario/scenario.js';
import { CompoundPoisson } from './compound-poisson.js';
import type { IndexDraws, IndexModel } from './index-model.js';
import type { IndexVolatility } from './index-volatility.js';

/**
 * Geometric Brownian motion: without drift the price is a martingale, hence the − volatility²/2,
 * also where the volatility wanders, since it does so independently of the price.
 */
export class Diffusion implements IndexModel {
  logPrice: number;
  private readonly row: number;
  private readonly drift: Fraction;
  private readonly volatility: IndexVolatility;
  private timeUs: TimeUs = 0;

  constructor(row: number, logPrice: number, volatility: IndexVolatility, drift: Fraction) {
    this.row = row;
    this.logPrice = logPrice;
    this.volatility = volatility;
    this.drift = drift;
  }

  advance(toUs: TimeUs, { noise, streams, volatilityFactor }: IndexDraws): void {
    const years = (toUs - this.timeUs) / US_PER_YEAR;
    if (years === 0) return;
    this.timeUs = toUs;
    const volatility = volatilityFactor * this.volatility.until(toUs, streams);
    const normal = volatility > 0 ? noise.normal(this.row, toUs, streams) : 0;
    const trend = this.drift - (volatility * volatility) / 2;
    this.logPrice += trend * years + volatility * Math.sqrt(years) * normal;
  }
}

/**
 * Merton (1976): a diffusion and lognormal jumps at the times of a Poisson process, whose mean is
 * taken off, so that without drift the price is a martingale. Exact at any step.
 */
export class JumpDiffusion implements IndexModel {
  private readonly diffusion: Diffusion;
  private readonly jumps: CompoundPoisson;
  private jumped = 0;
  private timeUs: TimeUs = 0;

  constructor(diffusion: Diffusion, law: JumpLaw, stream: StreamId, streams: RandomStreams) {
    this.diffusion = diffusion;
    this.jumps = new CompoundPoisson(law, stream, streams);
  }

  get logPrice(): number {
    return this.diffusion.logPrice + this.jumped;
  }

  advance(toUs: TimeUs, draws: IndexDraws): void {
    this.diffusion.advance(toUs, draws);
    const seconds = (toUs - this.timeUs) / US_PER_SECOND;
    this.timeUs = toUs;
    this.jumped += this.jumps.until(toUs, draws.streams) - this.jumps.growth * seconds;
  }
}
