import { sample } from '../../core/distributions.js';
import type { Draws } from '../../core/random.js';
import type { Fraction, Lots, Ticks } from '../../core/units.js';
import type { LeveragedSpeculator } from '../../scenario/scenario.js';
import type { MarketView } from './agent.js';
import type { BehaviourContext } from './context.js';

const STOP_LOSS = 1;
const TAKE_PROFIT = 2;

export const EXITS = { none: 0, stopLoss: 1, takeProfit: 2, deleverage: 3 } as const;
export type Exit = (typeof EXITS)[keyof typeof EXITS];

/**
 * When a member leaves a position of its own will, judged at its looks. Returns are measured in the
 * margin of the position, cost ÷ the member's leverage: at leverage 10, a move of 1 % is 10 % of it.
 *
 * Two tables. A row of the limits is a member. A row of `bestTicks` is a seat: the best mark seen
 * since its position was opened; NaN: none seen yet.
 */
export class ExitRules {
  private readonly population: LeveragedSpeculator;
  private readonly leverage: Float64Array;
  private readonly stopLoss: Float64Array;
  private readonly takeProfit: Float64Array;
  private readonly bestTicks: Float64Array;

  constructor(population: LeveragedSpeculator, leverage: Float64Array, context: BehaviourContext) {
    const { count } = population;
    const { instruments } = context;
    this.population = population;
    this.leverage = leverage;
    this.stopLoss = limits(population.stopLoss, STOP_LOSS, count, context);
    this.takeProfit = limits(population.takeProfit, TAKE_PROFIT, count, context);
    // Positions that stand at the start saw the initial price; their own entry may lie far from it.
    this.bestTicks = Float64Array.from(
      { length: count * instruments.length },
      (_, seat) => instruments[seat % instruments.length].initialPriceTicks,
    );
  }

  /** What the member does at a look at its position; how much it closes, `lotsToClose` says. */
  decide(agent: number, seat: number, view: MarketView, draws: Draws): Exit {
    const { costUnits, markTicks, positionLots, unitsPerTickLot } = view;
    const entryTicks = costUnits / (positionLots * unitsPerTickLot);
    const sign = positionLots > 0 ? 1 : -1;
    const gain = this.returnOf(agent, sign, entryTicks, markTicks);
    if (gain <= -this.stopLoss[agent]) return EXITS.stopLoss;
    if (gain >= this.takeProfit[agent]) return EXITS.takeProfit;
    const drawdown = this.drawdown(agent, seat, sign, entryTicks, markTicks);
    const { deleverage } = this.population;
    if (deleverage === null || drawdown <= deleverage.threshold) return EXITS.none;
    const chance = deleverage.strength * (drawdown - deleverage.threshold);
    return draws.uniform() < chance ? EXITS.deleverage : EXITS.none;
  }

  /** At least one lot. */
  lotsToClose(exit: Exit, heldLots: Lots): Lots {
    const { deleverage } = this.population;
    if (exit !== EXITS.deleverage || deleverage === null) return heldLots;
    return Math.min(heldLots, Math.max(1, Math.round(deleverage.share * heldLots)));
  }

  /** A position that the member opens now has not been seen at any mark yet. */
  forget(seat: number): void {
    this.bestTicks[seat] = NaN;
  }

  /** Whether a position with this entry would still stand: neither limit is reached at the mark. */
  wouldStand(agent: number, isLong: boolean, entryTicks: Ticks, markTicks: Ticks): boolean {
    const gain = this.returnOf(agent, isLong ? 1 : -1, entryTicks, markTicks);
    return -this.stopLoss[agent] < gain && gain < this.takeProfit[agent];
  }

  /** Gain since the entry as a share of the margin; negative: a loss. */
  private returnOf(agent: number, sign: number, entryTicks: number, markTicks: Ticks): Fraction {
    return (sign * this.leverage[agent] * (markTicks - entryTicks)) / entryTicks;
  }

  /** Fall from the best mark seen, as a share of the margin. */
  private drawdown(
    agent: number,
    seat: number,
    sign: number,
    entryTicks: number,
    markTicks: Ticks,
  ): Fraction {
    const known = this.bestTicks[seat];
    const before = Number.isNaN(known) ? entryTicks : known;
    const best = sign > 0 ? Math.max(before, markTicks) : Math.min(before, markTicks);
    this.bestTicks[seat] = best;
    return (sign * this.leverage[agent] * (best - markTicks)) / entryTicks;
  }
}

/** A limit of each member; Infinity: none. */
function limits(
  law: LeveragedSpeculator['stopLoss'],
  trait: number,
  count: number,
  { traits }: BehaviourContext,
): Float64Array {
  const drawn = new Float64Array(count).fill(Infinity);
  if (law === null) return drawn;
  for (let agent = 0; agent < count; agent++) drawn[agent] = sample(law, traits(agent, trait));
  return drawn;
}
