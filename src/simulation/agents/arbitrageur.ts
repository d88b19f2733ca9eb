import { sample } from '../../core/distributions.js';
import type { Draws } from '../../core/random.js';
import type { Arbitrageur } from '../../scenario/scenario.js';
import type { Behaviour, Decision, MarketView } from './agent.js';
import type { BehaviourContext } from './context.js';
import { DemandCurves } from './demand-curve.js';
import { wholeLots } from './size.js';

/**
 * Traders who buy the perpetual where it is below the index and sell it where it is above, the other
 * leg hedged elsewhere at the index and not modelled. With share f of its capacity in use a member
 * quotes itself a fair price of index × exp(−width × f) and trades a threshold away from it: each
 * round trip earns twice the threshold, and capital runs out at a gap of width + threshold.
 *
 * A row is a member.
 */
export class Arbitrageurs implements Behaviour {
  readonly wakesPerSecond: number;
  private readonly demand: DemandCurves;
  private readonly sliceLots: Float64Array;

  constructor(population: Arbitrageur, { instruments, traits }: BehaviourContext) {
    const { count, lookRate, slice, threshold } = population;
    this.wakesPerSecond = count * instruments.length * lookRate;
    this.demand = new DemandCurves(population, threshold, instruments);
    this.sliceLots = new Float64Array(count);
    for (let agent = 0; agent < count; agent++) {
      const draws = traits(agent);
      this.demand.drawMember(agent, population, draws);
      this.sliceLots[agent] = wholeLots(sample(slice, draws));
    }
  }

  open(agent: number, view: MarketView): void {
    this.demand.rememberNeutral(agent, view.indexTicks, view);
  }

  wake(agent: number, view: MarketView, _draws: Draws, decision: Decision): void {
    this.demand.trade(agent, view.indexTicks, this.sliceLots[agent], view, decision);
  }
}
