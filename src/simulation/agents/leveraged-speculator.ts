import { sample } from '../../core/distributions.js';
import type { Draws } from '../../core/random.js';
import type { Lots } from '../../core/units.js';
import { BUY, SELL } from '../../events/sink.js';
import type { LeveragedSpeculator } from '../../scenario/scenario.js';
import type { Behaviour, Decision, MarketView } from './agent.js';
import {
  affordableLots,
  type BehaviourContext,
  type InstrumentFacts,
  positionsByRow,
} from './context.js';

/**
 * Traders who bet with borrowed money: flat, they enter at market with their leverage; holding, they
 * leave at market. They are the fuel of a cascade, for they cannot meet a call.
 *
 * A row is a member.
 */
export class LeveragedSpeculators implements Behaviour {
  readonly wakesPerSecond: number;
  readonly leverage: Float64Array;
  private readonly population: LeveragedSpeculator;
  private readonly instruments: readonly InstrumentFacts[];
  private readonly positionOfRow: Int32Array;
  /** Chances that a wake-up is an entry of a seat that is flat, or an exit of one that holds. */
  private readonly entryChance: number;
  private readonly exitChance: number;

  constructor(population: LeveragedSpeculator, { instruments, traits }: BehaviourContext) {
    const { count, entryRate, exitRate } = population;
    this.population = population;
    this.instruments = instruments;
    this.positionOfRow = positionsByRow(instruments);
    this.leverage = new Float64Array(count);
    for (let agent = 0; agent < count; agent++) {
      this.leverage[agent] = sample(population.leverage, traits(agent));
    }
    // A member that is flat everywhere enters at entryRate; each position is left at exitRate.
    const seatEntryRate = entryRate / instruments.length;
    const seatRate = Math.max(seatEntryRate, exitRate);
    this.wakesPerSecond = count * instruments.length * seatRate;
    this.entryChance = seatRate > 0 ? seatEntryRate / seatRate : 0;
    this.exitChance = seatRate > 0 ? exitRate / seatRate : 0;
  }

  wake(agent: number, view: MarketView, draws: Draws, decision: Decision): void {
    const { positionLots } = view;
    const chance = draws.uniform();
    if (positionLots !== 0) {
      if (chance >= this.exitChance) return;
      decision.market(positionLots > 0 ? SELL : BUY, Math.abs(positionLots));
      return;
    }
    if (chance >= this.entryChance) return;
    const side = draws.uniform() < this.population.longShare ? BUY : SELL;
    const lots = this.entryLots(agent, view);
    if (lots >= 1) decision.market(side, lots);
  }

  /** Equity × leverage, as far as margin and fees allow. A cross account serves all instruments evenly. */
  private entryLots(agent: number, view: MarketView): Lots {
    const { marginMode } = this.population;
    const shares = marginMode === 'isolated' ? 1 : this.instruments.length;
    const equityUnits = view.equityUnits / shares;
    const lots = (equityUnits * this.leverage[agent]) / (view.markTicks * view.unitsPerTickLot);
    if (marginMode === 'unmargined') return Math.floor(lots);
    const facts = this.instruments[this.positionOfRow[view.instrument]];
    return Math.floor(Math.min(lots, affordableLots(facts, equityUnits, view.markTicks)));
  }
}
