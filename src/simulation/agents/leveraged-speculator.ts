import { sample } from '../../core/distributions.js';
import type { Draws } from '../../core/random.js';
import { divideDown, divideUp } from '../../core/rounding.js';
import type { Lots, Ticks, Units } from '../../core/units.js';
import { BUY, SELL, type Side } from '../../events/sink.js';
import type { LeveragedSpeculator } from '../../scenario/scenario.js';
import { Absences } from './absences.js';
import type { Behaviour, Decision, MarketView } from './agent.js';
import {
  affordableLots,
  type BehaviourContext,
  type InstrumentFacts,
  positionsByRow,
} from './context.js';
import { EntryRules } from './entry-rules.js';
import { EXITS, ExitRules } from './exit-rules.js';

/**
 * Traders who bet with borrowed money: flat, they enter at market with their leverage; holding, they
 * leave at market. Those who neither stop nor meet a call are the fuel of a cascade.
 *
 * A wake-up is a turn, in which a seat may enter or leave by chance, or a look, at which stops, calls,
 * drawdowns and returns are acted on. While an order of a seat is on its way the seat does nothing.
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
  /** Draws from here on are looks; 1: there are none. */
  private readonly lookFrom: number;
  private readonly entries: EntryRules;
  private readonly exits: ExitRules | null;
  private readonly absences: Absences | null;

  constructor(population: LeveragedSpeculator, context: BehaviourContext) {
    const { count, entryRate, exitRate, lookRate, reentry } = population;
    const { instruments, traits } = context;
    this.population = population;
    this.instruments = instruments;
    this.positionOfRow = positionsByRow(instruments);
    this.leverage = new Float64Array(count);
    for (let agent = 0; agent < count; agent++) {
      this.leverage[agent] = sample(population.leverage, traits(agent));
    }
    // A member that is flat everywhere enters at entryRate; each position is left at exitRate.
    const seatEntryRate = entryRate / instruments.length;
    const turnRate = Math.max(seatEntryRate, exitRate);
    const seatRate = turnRate + lookRate;
    this.wakesPerSecond = count * instruments.length * seatRate;
    this.entryChance = seatRate > 0 ? seatEntryRate / seatRate : 0;
    this.exitChance = seatRate > 0 ? exitRate / seatRate : 0;
    this.lookFrom = seatRate > 0 ? turnRate / seatRate : 1;
    this.entries = new EntryRules(population, instruments.length);
    this.exits = lookRate > 0 ? new ExitRules(population, this.leverage, context) : null;
    this.absences = reentry === null ? null : new Absences(reentry, count * instruments.length);
  }

  wake(agent: number, view: MarketView, draws: Draws, decision: Decision): void {
    const { positionLots } = view;
    const chance = draws.uniform();
    const slot = this.positionOfRow[view.instrument];
    const seat = agent * this.instruments.length + slot;
    this.entries.note(slot, view);
    if (view.messagesOnTheWay > 0) return;
    if (positionLots === 0) {
      this.wakeFlat(agent, seat, chance, view, draws, decision);
      return;
    }
    this.absences?.noteHolding(seat);
    if (chance >= this.lookFrom) {
      this.look(agent, seat, view, draws, decision);
      return;
    }
    if (chance >= this.exitChance) return;
    this.absences?.noteLeft(seat);
    decision.market(positionLots > 0 ? SELL : BUY, Math.abs(positionLots));
  }

  /** Whether a position that stands at the start would not have been stopped by then. */
  wouldStand(agent: number, isLong: boolean, entryTicks: Ticks, markTicks: Ticks): boolean {
    return this.exits === null || this.exits.wouldStand(agent, isLong, entryTicks, markTicks);
  }

  private wakeFlat(
    agent: number,
    seat: number,
    chance: number,
    view: MarketView,
    draws: Draws,
    decision: Decision,
  ): void {
    const { absences, entries } = this;
    if (absences?.isOut(seat, view, draws) === true) return;
    const isReturning = absences?.isReturning(seat) === true;
    if (!isReturning && chance >= this.entryChance) return;
    const slot = this.positionOfRow[view.instrument];
    const side = draws.uniform() < entries.longChance(slot) ? BUY : SELL;
    if (!entries.isTime(slot, side, view.timeUs)) return;
    const broughtUnits = isReturning ? this.bringCash(view, decision) : 0;
    this.enter(agent, seat, side, broughtUnits, view, decision);
  }

  private enter(
    agent: number,
    seat: number,
    side: Side,
    broughtUnits: Units,
    view: MarketView,
    decision: Decision,
  ): void {
    this.exits?.forget(seat);
    this.absences?.noteLeft(seat); // too poor to come back, it is flat like any other
    const lots = this.entryLots(agent, view.equityUnits + broughtUnits, view);
    if (lots >= 1) decision.market(side, lots);
  }

  /** What the member does about a position that it looks at. */
  private look(
    agent: number,
    seat: number,
    view: MarketView,
    draws: Draws,
    decision: Decision,
  ): void {
    const { absences, exits } = this;
    if (exits === null) return;
    const { positionLots } = view;
    const exit = exits.decide(agent, seat, view, draws);
    const wantsToStay = exit === EXITS.none || exit === EXITS.deleverage;
    if (wantsToStay && this.topUp(view, decision)) return;
    if (exit === EXITS.none) return;
    const heldLots = Math.abs(positionLots);
    const lots = exits.lotsToClose(exit, heldLots);
    if (exit === EXITS.stopLoss) absences?.sendOut(seat, view.timeUs, draws);
    else if (lots === heldLots) absences?.noteLeft(seat);
    decision.market(positionLots > 0 ? SELL : BUY, lots);
  }

  /** Meets a margin call as far as there is cash; says whether there was one that it met. */
  private topUp({ cashUnits, equityUnits, maintenanceUnits }: MarketView, to: Decision): boolean {
    const { topUp } = this.population;
    if (topUp === null || cashUnits === 0) return false;
    if (equityUnits >= topUp.below * maintenanceUnits) return false;
    to.deposit(divideUp(topUp.share * cashUnits, 1));
    return true;
  }

  /** A member that comes back brings a share of its cash. */
  private bringCash({ cashUnits }: MarketView, decision: Decision): Units {
    const { reentry } = this.population;
    if (reentry === null) return 0;
    const broughtUnits = divideDown(reentry.deposit * cashUnits, 1);
    if (broughtUnits > 0) decision.deposit(broughtUnits);
    return broughtUnits;
  }

  /** Equity × leverage, as far as margin and fees allow. A cross account serves all instruments evenly. */
  private entryLots(agent: number, allEquityUnits: Units, view: MarketView): Lots {
    const { marginMode } = this.population;
    const shares = marginMode === 'isolated' ? 1 : this.instruments.length;
    const equityUnits = allEquityUnits / shares;
    const lots = (equityUnits * this.leverage[agent]) / (view.markTicks * view.unitsPerTickLot);
    if (marginMode === 'unmargined') return Math.floor(lots);
    const facts = this.instruments[this.positionOfRow[view.instrument]];
    return Math.floor(Math.min(lots, affordableLots(facts, equityUnits, view.markTicks)));
  }
}
