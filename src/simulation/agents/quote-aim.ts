import { sample } from '../../core/distributions.js';
import type { Draws } from '../../core/random.js';
import { type Fraction, type Lots, type TimeUs, US_PER_YEAR } from '../../core/units.js';
import type { AvellanedaStoikov, MarketMaker } from '../../scenario/scenario.js';
import type { MarketView } from './agent.js';
import { optimalSpread, reservationPrice } from './avellaneda-stoikov.js';

/** What a maker makes of the volatility that it measures. */
export interface Unrest {
  /** Multiple of the usual distances. */
  readonly widening: number;
  /** A year, no more than the widest quotes stand for; NaN: not measured. */
  readonly volatility: Fraction;
}

/**
 * Around which price a maker quotes, and how far: `scale` is a multiple of the distances of its
 * ladder. The answer to the last question stands in the fields.
 */
export class QuoteAim {
  centerTicks = 0;
  scale = 1;
  private readonly skew: Fraction;
  private readonly nearest: Fraction;
  private readonly model: AvellanedaStoikov | null;
  /** By member: gamma per tick of price and unit of inventory. */
  private readonly riskAversion: Float64Array;

  constructor({ count, strategy, skew, nearest }: MarketMaker) {
    this.skew = skew;
    this.nearest = nearest;
    this.model = strategy.kind === 'ladder' ? null : strategy;
    this.riskAversion = new Float64Array(this.model === null ? 0 : count);
  }

  /** Draws what sets a member apart; after its other traits, which stay as they are. */
  drawTraits(agent: number, draws: Draws): void {
    if (this.model === null) return;
    const { riskAversion, quotePerTick } = this.model;
    this.riskAversion[agent] = sample(riskAversion, draws) * quotePerTick;
  }

  /** Aims for a member around the price it holds for fair. */
  aim(agent: number, fairTicks: number, limitLots: Lots, unrest: Unrest, view: MarketView): void {
    if (this.model === null) {
      const used = Math.max(-1, Math.min(1, view.positionLots / limitLots));
      this.centerTicks = fairTicks * (1 - this.skew * used);
      this.scale = unrest.widening;
      return;
    }
    this.follow(this.model, this.riskAversion[agent], fairTicks, unrest, view);
  }

  private follow(
    model: AvellanedaStoikov,
    riskAversion: number,
    fairTicks: number,
    unrest: Unrest,
    { timeUs, positionLots }: MarketView,
  ): void {
    const isGiven = model.volatility !== null;
    const deviationTicks = fairTicks * (model.volatility ?? unrest.volatility);
    const variance = (deviationTicks * deviationTicks * timeLeftUs(model, timeUs)) / US_PER_YEAR;
    const inventory = positionLots / model.unitLots;
    const spreadTicks = optimalSpread(riskAversion, model.fillDecayPerTick, variance);
    const halfTicks = (spreadTicks / 2) * (isGiven ? unrest.widening : 1);
    this.centerTicks =
      model.center === 'mid'
        ? fairTicks
        : reservationPrice(fairTicks, inventory, riskAversion, variance);
    this.scale = halfTicks / (this.nearest * this.centerTicks);
  }
}

/** Around the mid a maker quotes one spread all session long, the average of what it would be. */
function timeLeftUs({ horizonUs, clock, center }: AvellanedaStoikov, timeUs: TimeUs): TimeUs {
  if (clock === 'rolling') return horizonUs;
  return center === 'mid' ? horizonUs / 2 : horizonUs - (timeUs % horizonUs);
}
