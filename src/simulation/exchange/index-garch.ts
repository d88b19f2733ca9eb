import { type TimeUs, US_PER_YEAR } from '../../core/units.js';
import type { IndexProcess } from '../../scenario/scenario.js';
import type { IndexDraws, IndexModel } from './index-model.js';

type GarchRules = Extract<IndexProcess, { readonly kind: 'garch' }>;

/**
 * GARCH(1,1) (Bollerslev 1986) on the publishing step: variance h of a step's logarithm,
 * h' = (1 − alpha − beta) · volatility² · step + alpha · e² + beta · h, e = √h Z, started at its
 * stationary value. The logarithm moves by e − h/2, so without drift the price is a martingale.
 *
 * Between two steps the price stands.
 */
export class Garch implements IndexModel {
  logPrice: number;
  private readonly row: number;
  private readonly everyUs: TimeUs;
  private readonly alpha: number;
  private readonly beta: number;
  private readonly constant: number;
  private readonly trend: number;
  private variance: number;
  private stepUs: TimeUs = 0;

  constructor(row: number, logPrice: number, rules: GarchRules, everyUs: TimeUs) {
    const { alpha, beta, drift, volatility } = rules;
    const years = everyUs / US_PER_YEAR;
    this.row = row;
    this.logPrice = logPrice;
    this.everyUs = everyUs;
    this.alpha = alpha;
    this.beta = beta;
    this.variance = volatility * volatility * years;
    this.constant = (1 - alpha - beta) * this.variance;
    this.trend = drift * years;
  }

  advance(toUs: TimeUs, { noise, streams, volatilityFactor }: IndexDraws): void {
    while (this.stepUs + this.everyUs <= toUs) {
      this.stepUs += this.everyUs;
      const { variance } = this;
      const shock =
        variance > 0 ? Math.sqrt(variance) * noise.normal(this.row, this.stepUs, streams) : 0;
      const spread = volatilityFactor * volatilityFactor * variance;
      this.logPrice += this.trend - spread / 2 + volatilityFactor * shock;
      this.variance = this.constant + this.alpha * shock * shock + this.beta * variance;
    }
  }
}
