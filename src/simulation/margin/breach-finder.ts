import { assert } from '../../core/assert.js';
import { divideDown } from '../../core/rounding.js';
import { type AccountId, NONE, type PositionId, type Ppm, type Units } from '../../core/units.js';
import { ACCOUNT_STATES, MARGIN_MODES, MOST_LEGS } from './accounts.js';
import type { MarginEngine } from './margin-engine.js';
import { RowBuffer } from './row-buffer.js';
import { TRIGGER_KINDS, TriggerIndex } from './trigger-index.js';

/**
 * Finds the accounts in breach by looking only at those whose trigger is reached.
 *
 * The trigger of an account with one leg is its liquidation price. The health of an account with
 * several (equity − requirement) is split over the legs, a "safe box": each leg's trigger says where
 * its share is spent. While none is reached all parts are above 0, and so is their sum. When one is,
 * the account is looked at and, if healthy, its health is split again.
 */
export class BreachFinder {
  /** Accounts looked at because a trigger was reached, since the start. */
  looks = 0;
  private readonly margin: MarginEngine;
  private readonly triggers: TriggerIndex;
  private readonly reached = new RowBuffer();
  private readonly breached = new RowBuffer();
  private readonly legValueUnits = new Float64Array(MOST_LEGS);
  private readonly legRequirementUnits = new Float64Array(MOST_LEGS);

  constructor(margin: MarginEngine) {
    this.margin = margin;
    this.triggers = new TriggerIndex(margin.maxPriceTicks);
  }

  rekey(account: AccountId): boolean {
    const { accounts, ledger } = this.margin;
    const first = accounts.firstPositionOf(account);
    const end = first + accounts.positionCountOf(account);
    const isWatched =
      accounts.modeOf(account) !== MARGIN_MODES.unmargined &&
      accounts.stateOf(account) === ACCOUNT_STATES.free;
    let cashUnits = ledger.balanceOf(account);
    let liveLegs = 0;
    let live = NONE;
    for (let position = first; position < end; position++) {
      cashUnits -= ledger.costOf(position);
      if (isWatched && ledger.lotsOf(position) !== 0) {
        liveLegs += 1;
        live = position;
      } else {
        this.triggers.clear(position, ledger.instrumentOf(position));
      }
    }
    if (liveLegs === 0) return false;
    return liveLegs === 1 ? this.rekeyOne(live, cashUnits) : this.rekeyLegs(first, end, cashUnits);
  }

  collect(fromInstrument: number, toInstrument: number): RowBuffer {
    const { reached, breached, triggers } = this;
    const { markTicks } = this.margin;
    reached.clear();
    breached.clear();
    for (let instrument = fromInstrument; instrument < toInstrument; instrument++) {
      triggers.collectReached(instrument, markTicks[instrument], reached);
    }
    if (reached.count === 0) return breached;
    this.toAccounts(reached);
    this.looks += reached.count;
    for (let i = 0; i < reached.count; i++) {
      const account = reached.rows[i];
      const isFree = this.margin.accounts.stateOf(account) === ACCOUNT_STATES.free;
      assert(isFree, 'an account whose state changes is re-keyed');
      if (this.rekey(account)) breached.push(account);
    }
    return breached;
  }

  countAtRisk(withinPpm: Ppm, fromInstrument: number, toInstrument: number): number {
    const { reached, triggers } = this;
    const { markTicks } = this.margin;
    let count = 0;
    reached.clear();
    for (let instrument = fromInstrument; instrument < toInstrument; instrument++) {
      count += triggers.countBreachNear(instrument, markTicks[instrument], withinPpm);
      // A leg's share is never more than all of the health, so its look trigger is the nearer one.
      triggers.collectLookNear(instrument, markTicks[instrument], withinPpm, reached);
    }
    this.toAccounts(reached);
    for (let i = 0; i < reached.count; i++) {
      if (this.isAtRisk(reached.rows[i], withinPpm)) count += 1;
    }
    return count;
  }

  private isAtRisk(account: AccountId, withinPpm: Ppm): boolean {
    const { ledger, accounts } = this.margin;
    const first = accounts.firstPositionOf(account);
    const end = first + accounts.positionCountOf(account);
    for (let position = first; position < end; position++) {
      const instrument = ledger.instrumentOf(position);
      const level = this.margin.liquidationTicks(account, instrument);
      if (level === NONE) continue;
      const mark = this.margin.markTicks[instrument];
      const { downTicks, upTicks } = this.triggers.near(instrument, mark, withinPpm);
      if (ledger.lotsOf(position) > 0 ? level >= downTicks : level <= upTicks) return true;
    }
    return false;
  }

  private toAccounts(buffer: RowBuffer): void {
    const { accounts } = this.margin;
    const { rows, count } = buffer;
    for (let i = 0; i < count; i++) rows[i] = accounts.accountOf(rows[i]);
    buffer.sortUnique();
  }

  private rekeyOne(position: PositionId, cashUnits: Units): boolean {
    const { ledger } = this.margin;
    const instrument = ledger.instrumentOf(position);
    const trigger = this.margin.triggerOf(position, cashUnits);
    if (trigger === NONE) this.triggers.clear(position, instrument);
    else {
      const lots = ledger.lotsOf(position);
      this.triggers.set(position, instrument, lots, trigger, TRIGGER_KINDS.breach);
    }
    const healthUnits =
      cashUnits + this.margin.valueUnits(position) - this.margin.legMaintenanceUnits(position);
    return healthUnits <= 0;
  }

  private rekeyLegs(first: PositionId, end: PositionId, cashUnits: Units): boolean {
    const { legValueUnits, legRequirementUnits } = this;
    const { ledger } = this.margin;
    let healthUnits = cashUnits;
    let weight = 0;
    for (let position = first; position < end; position++) {
      const value = this.margin.valueUnits(position);
      const isLive = ledger.lotsOf(position) !== 0;
      const requirement = isLive ? this.margin.legMaintenanceUnits(position) : 0;
      legValueUnits[position - first] = value;
      legRequirementUnits[position - first] = requirement;
      healthUnits += value - requirement;
      weight += Math.abs(value);
    }
    if (healthUnits <= 0) {
      this.watchAlways(first, end);
      return true;
    }
    this.shareHealth(first, end, healthUnits, weight);
    return false;
  }

  /** Gives each leg its share of the health, in proportion to its notional, the last one the rest. */
  private shareHealth(
    first: PositionId,
    end: PositionId,
    healthUnits: Units,
    weight: number,
  ): void {
    const { ledger } = this.margin;
    let leftUnits = healthUnits;
    let leftWeight = weight;
    for (let position = first; position < end; position++) {
      const lots = ledger.lotsOf(position);
      if (lots === 0) continue;
      const value = this.legValueUnits[position - first];
      const notional = Math.abs(value);
      const share =
        leftWeight === notional ? leftUnits : divideDown(leftUnits * notional, leftWeight);
      leftUnits -= share;
      leftWeight -= notional;
      const cash = share - value + this.legRequirementUnits[position - first];
      const trigger = this.margin.triggerOf(position, cash);
      const instrument = ledger.instrumentOf(position);
      if (trigger === NONE) this.triggers.clear(position, instrument);
      else this.triggers.set(position, instrument, lots, trigger, TRIGGER_KINDS.look);
    }
  }

  /** An account found in breach is looked at whatever the marks do next. */
  private watchAlways(first: PositionId, end: PositionId): void {
    const { ledger } = this.margin;
    for (let position = first; position < end; position++) {
      const lots = ledger.lotsOf(position);
      if (lots === 0) continue;
      const instrument = ledger.instrumentOf(position);
      const always = lots > 0 ? this.margin.maxPriceTicks[instrument] : 0;
      this.triggers.set(position, instrument, lots, always, TRIGGER_KINDS.look);
    }
  }
}
