import { sample } from '../../core/distributions.js';
import type { Draws } from '../../core/random.js';
import { type Lots, PPM, type Units } from '../../core/units.js';
import { BUY } from '../../events/sink.js';
import type { Keeper } from '../../scenario/scenario.js';
import type { Behaviour, Decision, MarketView, OpenLiquidation } from './agent.js';
import {
  affordableLots,
  type BehaviourContext,
  type InstrumentFacts,
  positionsByRow,
} from './context.js';

/**
 * Keepers buy the lots of liquidated accounts at a discount when that pays, and sell them off bit by
 * bit in the market. Each looks at every instrument at `lookRate`.
 *
 * A row is a member.
 */
export class Keepers implements Behaviour {
  readonly wakesPerSecond: number;
  private readonly population: Keeper;
  private readonly instruments: readonly InstrumentFacts[];
  private readonly positionOfRow: Int32Array;
  private readonly requiredProfitUnits: Float64Array;

  constructor(population: Keeper, { instruments, traits }: BehaviourContext) {
    const { count, lookRate, requiredProfit } = population;
    this.population = population;
    this.instruments = instruments;
    this.positionOfRow = positionsByRow(instruments);
    this.wakesPerSecond = count * instruments.length * lookRate;
    this.requiredProfitUnits = new Float64Array(count);
    for (let agent = 0; agent < count; agent++) {
      this.requiredProfitUnits[agent] = sample(requiredProfit, traits(agent));
    }
  }

  wake(agent: number, view: MarketView, _draws: Draws, decision: Decision): void {
    if (view.messagesOnTheWay > 0) return;
    this.dispose(view, decision);
    const { openLiquidationCount } = view;
    if (openLiquidationCount === 0) return;

    const mostLots = this.mostLots(view);
    let positionLots = view.positionLots;
    for (let row = 0; row < openLiquidationCount; row++) {
      const open = view.openLiquidation(row);
      if (open.instrument !== view.instrument) continue;
      const sign = open.side === BUY ? 1 : -1;
      const lots = Math.min(open.lots, mostLots - sign * positionLots);
      if (lots < 1 || this.profitUnits(open, lots, view) < this.requiredProfitUnits[agent])
        continue;
      decision.takeOver(open.liquidation, lots);
      positionLots += sign * lots;
    }
  }

  private dispose({ inventoryLots }: MarketView, decision: Decision): void {
    if (inventoryLots === 0) return;
    const held = Math.abs(inventoryLots);
    const lots = Math.max(1, Math.round(this.population.disposalFraction * held));
    decision.dispose(Math.min(lots, held));
  }

  /** The position that the keeper's capital carries on this instrument, either way. */
  private mostLots(view: MarketView): Lots {
    const { marginMode } = this.population;
    if (marginMode === 'unmargined') return Infinity;
    const shares = marginMode === 'isolated' ? 1 : this.instruments.length;
    const facts = this.instruments[this.positionOfRow[view.instrument]];
    return Math.floor(affordableLots(facts, view.equityUnits / shares, view.markTicks));
  }

  /** Discount × size − cost of getting rid of it. */
  private profitUnits(open: OpenLiquidation, lots: Lots, { unitsPerTickLot }: MarketView): Units {
    const { markTicks, priceTicks } = open;
    const discountTicks = open.side === BUY ? markTicks - priceTicks : priceTicks - markTicks;
    const costTicks = (markTicks * this.population.costPpm) / PPM;
    return (discountTicks - costTicks) * lots * unitsPerTickLot;
  }
}
