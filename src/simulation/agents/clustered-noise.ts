import type { Draws, RandomStreams, StreamId } from '../../core/random.js';
import type { Noise } from '../../scenario/scenario.js';
import type { BehaviourContext } from './context.js';
import { HawkesArrivals } from './hawkes.js';
import { NoiseTraders } from './noise.js';

/**
 * Noise traders whose market orders come in clusters, over all of the population's instruments
 * together; limit orders and cancels stay a Poisson stream.
 */
export class ClusteredNoiseTraders extends NoiseTraders {
  private readonly arrivals: HawkesArrivals;
  /** Whether the wake-up that runs is a market order, and whether the one after it is. */
  private isMarket = false;
  private isNextMarket = false;

  constructor(population: Noise, context: BehaviourContext) {
    super(population, context);
    this.arrivals = new HawkesArrivals({
      meanRate: population.marketRate,
      kernels: population.clustering,
      otherRate: this.flow.quietRate,
    });
  }

  /** The loop asks for the arrival after a wake-up before it asks whom that wake-up is for. */
  nextArrivalUs(afterUs: number, streams: RandomStreams, arrivals: StreamId): number {
    const timeUs = this.arrivals.nextUs(afterUs, streams, arrivals);
    this.isMarket = this.isNextMarket;
    this.isNextMarket = this.arrivals.isClustered;
    return timeUs;
  }

  override choose(draws: Draws): number {
    const { flow } = this;
    return this.chosen(this.isMarket ? flow.chooseMarket(draws) : flow.chooseQuiet(draws), draws);
  }
}
