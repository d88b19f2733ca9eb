import type { RandomStreams, StreamId } from '../../core/random.js';
import { type TimeUs, US_PER_YEAR } from '../../core/units.js';
import type { HestonRules } from '../../scenario/scenario.js';
import type { IndexDraws, IndexModel } from './index-model.js';

/** Andersen's switch between the two laws that stand in for the variance's own. */
const SWITCH = 1.5;

/**
 * Heston (1993), by Andersen's quadratic-exponential scheme with martingale correction ("Simple and
 * efficient simulation of the Heston stochastic volatility model", 2008), one step a publication.
 *
 * Mean and variance of the variance are exact at any step, and so is the mean of the price. What is
 * approximate is the integral of the variance over a step, by its two ends: the error is of second
 * order in meanReversion × step.
 */
export class Heston implements IndexModel {
  logPrice: number;
  private readonly row: number;
  private readonly rules: HestonRules;
  private readonly stream: StreamId;
  private variance: number;
  private timeUs: TimeUs = 0;
  /** ln E exp(A · new variance), the correction of this step. */
  private logMean = 0;

  constructor(row: number, logPrice: number, rules: HestonRules, stream: StreamId) {
    this.row = row;
    this.logPrice = logPrice;
    this.rules = rules;
    this.stream = stream;
    this.variance = rules.initialVolatility * rules.initialVolatility;
  }

  advance(toUs: TimeUs, { noise, streams, volatilityFactor: scale }: IndexDraws): void {
    const years = (toUs - this.timeUs) / US_PER_YEAR;
    if (years === 0) return;
    this.timeUs = toUs;
    const { correlation, drift, meanReversion, volOfVol } = this.rules;
    const slope = (scale * correlation) / volOfVol;
    const perEnd = (years / 2) * (meanReversion * slope - (scale * scale) / 2);
    const ownShare = (years / 2) * scale * scale * (1 - correlation * correlation);
    const before = this.variance;
    this.variance = this.nextVariance(years, perEnd + slope + ownShare / 2, streams);
    const spread = Math.sqrt(ownShare * (before + this.variance));
    this.logPrice +=
      drift * years -
      this.logMean -
      (ownShare / 2) * before +
      (perEnd + slope) * this.variance +
      (spread > 0 ? spread * noise.normal(this.row, toUs, streams) : 0);
  }

  /** Draws the variance at the end of a step, and notes ln E exp(weight · that). */
  private nextVariance(years: number, weight: number, streams: RandomStreams): number {
    const { longRunVolatility, meanReversion, volOfVol } = this.rules;
    const longRun = longRunVolatility * longRunVolatility;
    const gone = -Math.expm1(-meanReversion * years);
    const mean = longRun * gone + this.variance * (1 - gone);
    const perVariance = ((volOfVol * volOfVol) / meanReversion) * gone;
    const spread = perVariance * (this.variance * (1 - gone) + (longRun * gone) / 2);
    const ratio = spread / (mean * mean);
    if (ratio <= SWITCH) return this.squared(mean, ratio, weight, streams);
    return this.exponential(mean, ratio, weight, streams);
  }

  /** a (b + Z)², where 0 is far away. */
  private squared(mean: number, ratio: number, weight: number, streams: RandomStreams): number {
    const inverse = 2 / ratio;
    const bSquared = inverse - 1 + Math.sqrt(inverse) * Math.sqrt(inverse - 1);
    const a = mean / (1 + bSquared);
    const reach = 1 - 2 * weight * a;
    this.logMean =
      reach > 0 ? (weight * bSquared * a) / reach - Math.log(reach) / 2 : weight * mean;
    const root = Math.sqrt(bSquared) + streams.normal(this.stream);
    return a * root * root;
  }

  /** 0 with a probability, else exponential. */
  private exponential(mean: number, ratio: number, weight: number, streams: RandomStreams): number {
    const zero = (ratio - 1) / (ratio + 1);
    const decay = (1 - zero) / mean;
    this.logMean =
      decay > weight ? Math.log(zero + (decay * (1 - zero)) / (decay - weight)) : weight * mean;
    const uniform = streams.uniform(this.stream);
    return uniform <= zero ? 0 : Math.log((1 - zero) / (1 - uniform)) / decay;
  }
}
