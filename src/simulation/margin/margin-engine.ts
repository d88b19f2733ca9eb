import { assert } from '../../core/assert.js';
import { splitProRata } from '../../core/pro-rata.js';
import {
  type AccountId,
  NONE,
  type PositionId,
  type Ppm,
  type Ticks,
  type Units,
} from '../../core/units.js';
import type { Instrument, MarginSchedule } from '../../scenario/scenario.js';
import type { Ledger } from '../ledger/ledger.js';
import { type Accounts, MARGIN_MODES, MOST_LEGS } from './accounts.js';
import { bankruptcyTicks } from './bankruptcy-price.js';
import { BreachFinder } from './breach-finder.js';
import { maintenanceUnits, MarginTiers } from './margin-schedule.js';
import type { RowBuffer } from './row-buffer.js';
import { triggerTicks } from './trigger-price.js';

export type MarginedInstrument = Pick<
  Instrument,
  'unitsPerTickLot' | 'maxPriceTicks' | 'initialPriceTicks' | 'margin'
>;

/**
 * Answers what an account is worth and what it must hold, and finds the accounts in breach without
 * scanning. Whoever changes an account's balance, lots, costs or state calls `rekey` at once; after
 * marks moved, `collectBreached` misses nobody and adds nobody.
 *
 * An instrument is its row over all venues; an account holds at most one position on each.
 */
export class MarginEngine {
  readonly instrumentCount: number;
  readonly markTicks: Float64Array;
  readonly unitsPerTickLot: Float64Array;
  readonly maxPriceTicks: Float64Array;
  readonly tiers: MarginTiers[];
  readonly ledger: Ledger;
  readonly accounts: Accounts;
  private readonly breaches: BreachFinder;
  private readonly legRequirementUnits = new Float64Array(MOST_LEGS);
  private readonly legEquityUnits = new Float64Array(MOST_LEGS);

  constructor(ledger: Ledger, accounts: Accounts, instruments: readonly MarginedInstrument[]) {
    this.ledger = ledger;
    this.accounts = accounts;
    this.instrumentCount = instruments.length;
    this.markTicks = Float64Array.from(instruments, (it) => it.initialPriceTicks);
    this.unitsPerTickLot = Float64Array.from(instruments, (it) => it.unitsPerTickLot);
    this.maxPriceTicks = Float64Array.from(instruments, (it) => it.maxPriceTicks);
    this.tiers = instruments.map((it) => new MarginTiers(it.margin));
    this.breaches = new BreachFinder(this);
  }

  /** Takes note of a new mark; who is breached by it, `collectBreached` tells. */
  setMark(instrument: number, markTicks: Ticks): void {
    const inRange = 0 <= markTicks && markTicks <= this.maxPriceTicks[instrument];
    assert(inRange, 'a mark lies in the price range');
    this.markTicks[instrument] = markTicks;
  }

  /** Requires something else on an instrument; the caller re-keys all who have a position there. */
  setSchedule(instrument: number, schedule: MarginSchedule): void {
    this.tiers[instrument] = new MarginTiers(schedule);
  }

  /** Of the schedule in force on an instrument. */
  tiersOf(instrument: number): MarginTiers {
    return this.tiers[instrument];
  }

  /** What the position is worth at the mark; negative when short. Its cost is not subtracted. */
  valueUnits(position: PositionId): Units {
    const instrument = this.ledger.instrumentOf(position);
    const lots = this.ledger.lotsOf(position);
    return lots * this.markTicks[instrument] * this.unitsPerTickLot[instrument];
  }

  equityUnits(account: AccountId): Units {
    const first = this.accounts.firstPositionOf(account);
    const end = first + this.accounts.positionCountOf(account);
    let equity = this.ledger.balanceOf(account);
    for (let position = first; position < end; position++) {
      equity += this.valueUnits(position) - this.ledger.costOf(position);
    }
    return equity;
  }

  /** Maintenance requirement of one position at the mark. */
  legMaintenanceUnits(position: PositionId): Units {
    const tiers = this.tiers[this.ledger.instrumentOf(position)];
    return maintenanceUnits(tiers, Math.abs(this.valueUnits(position)));
  }

  maintenanceUnits(account: AccountId): Units {
    const first = this.accounts.firstPositionOf(account);
    const end = first + this.accounts.positionCountOf(account);
    let requirement = 0;
    for (let position = first; position < end; position++) {
      if (this.ledger.lotsOf(position) !== 0) {
        requirement += this.legMaintenanceUnits(position);
      }
    }
    return requirement;
  }

  hasPosition(account: AccountId): boolean {
    const first = this.accounts.firstPositionOf(account);
    const end = first + this.accounts.positionCountOf(account);
    for (let position = first; position < end; position++) {
      if (this.ledger.lotsOf(position) !== 0) return true;
    }
    return false;
  }

  /** Is it liquidatable at the marks as they are? Asked of any account, whatever its state. */
  isBreached(account: AccountId): boolean {
    if (this.accounts.modeOf(account) === MARGIN_MODES.unmargined) return false;
    if (!this.hasPosition(account)) return false;
    return this.equityUnits(account) <= this.maintenanceUnits(account);
  }

  /** The account's position on an instrument, or NONE. */
  positionOn(account: AccountId, instrument: number): PositionId {
    const first = this.accounts.firstPositionOf(account);
    const end = first + this.accounts.positionCountOf(account);
    for (let position = first; position < end; position++) {
      if (this.ledger.instrumentOf(position) === instrument) return position;
    }
    return NONE;
  }

  /**
   * The mark of this instrument at which the account breaches, other marks as they are: the highest
   * for a long, the lowest for a short; NONE without a position there, or without such a mark.
   */
  liquidationTicks(account: AccountId, instrument: number): Ticks {
    if (this.accounts.modeOf(account) === MARGIN_MODES.unmargined) return NONE;
    const position = this.positionOn(account, instrument);
    if (position === NONE || this.ledger.lotsOf(position) === 0) return NONE;
    const valueUnits = this.valueUnits(position);
    const othersUnits = this.maintenanceUnits(account) - this.legMaintenanceUnits(position);
    return this.triggerOf(position, this.equityUnits(account) - valueUnits - othersUnits);
  }

  /**
   * The bankruptcy price of a leg at the marks as they are; the account's equity is allotted to its
   * legs pro rata to their maintenance requirement.
   */
  bankruptcyTicks(position: PositionId): Ticks {
    const { ledger, accounts, legRequirementUnits, legEquityUnits } = this;
    const lots = ledger.lotsOf(position);
    assert(lots !== 0, 'a leg that is closed holds lots');
    const account = accounts.accountOf(position);
    const first = accounts.firstPositionOf(account);
    const legCount = accounts.positionCountOf(account);
    for (let leg = 0; leg < legCount; leg++) {
      const isLive = ledger.lotsOf(first + leg) !== 0;
      legRequirementUnits[leg] = isLive ? this.legMaintenanceUnits(first + leg) : 0;
    }
    splitProRata(this.equityUnits(account), legRequirementUnits, legCount, legEquityUnits);
    const instrument = ledger.instrumentOf(position);
    return bankruptcyTicks(
      lots,
      this.unitsPerTickLot[instrument],
      this.markTicks[instrument],
      legEquityUnits[position - first],
      this.maxPriceTicks[instrument],
    );
  }

  /**
   * Places the account's triggers anew. Says whether it is breached at the marks as they are: then
   * it is found by every `collectBreached` until it is in liquidation or sound.
   */
  rekey(account: AccountId): boolean {
    return this.breaches.rekey(account);
  }

  /**
   * The accounts in breach on these instruments, in rising order, in a buffer that the next call
   * uses again. They stay in the index: a caller that handles one sets its state and re-keys it, and
   * nobody else is ever lost.
   */
  collectBreached(fromInstrument = 0, toInstrument = this.instrumentCount): RowBuffer {
    return this.breaches.collect(fromInstrument, toInstrument);
  }

  /**
   * Accounts on these instruments that a move of one mark by at most this share would breach, other
   * marks as they are.
   */
  countAtRisk(withinPpm: Ppm, fromInstrument = 0, toInstrument = this.instrumentCount): number {
    return this.breaches.countAtRisk(withinPpm, fromInstrument, toInstrument);
  }

  /** Accounts looked at because a trigger was reached, since the start. */
  get looks(): number {
    return this.breaches.looks;
  }

  /** The mark at which a line through this cash (see trigger-price.ts) breaches. */
  triggerOf(position: PositionId, cashUnits: Units): Ticks {
    const instrument = this.ledger.instrumentOf(position);
    return triggerTicks(
      this.tiers[instrument],
      this.ledger.lotsOf(position),
      this.unitsPerTickLot[instrument],
      cashUnits,
      this.maxPriceTicks[instrument],
    );
  }
}
