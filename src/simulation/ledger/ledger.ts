import { assert } from '../../core/assert.js';
import {
  REALS_PER_RECORD as REALS,
  RecordTable,
  WORDS_PER_RECORD as WORDS,
} from '../../core/record-table.js';
import type { AccountId, Lots, PositionId, Ticks, Units } from '../../core/units.js';

const MOST = Number.MAX_SAFE_INTEGER;

/** Places of doubles in a record: of its account, and of its position. */
const BALANCE = 0;
const LOTS = 4;
const COST = 5;
/** Place of a word of the position. */
const INSTRUMENT = 12;

/**
 * Every unit of money and every lot of the run, in double entry.
 *
 * Two tables in one. The first half of a record is an account: its balance. The second half is a
 * position: signed lots on one instrument, and what they cost in whole units, never an average price.
 * So `equity = balance + value(lots, mark) − cost` is exact. An account and a position of the same
 * number need not belong together, but where each account has one position they do (`pair`), and the
 * loop finds all of it in one cache line. What the ledger leaves free in a record is for `Accounts`.
 *
 * Entries are made one side at a time, read, add, write, so that an account may meet itself. The
 * running totals are kept beside the columns: a unit that is missing anywhere shows as a difference.
 */
export class Ledger {
  readonly records = new RecordTable();

  accountCount = 0;
  positionCount = 0;

  /** Running totals: of all balances, of all costs, of the lots of each instrument. */
  balanceTotalUnits = 0;
  costTotalUnits = 0;
  readonly lotsTotal: Float64Array;
  /** What one lot at a price of one tick is worth, by instrument. */
  private readonly unitsPerTickLot: Float64Array;

  constructor(unitsPerTickLot: readonly number[]) {
    this.unitsPerTickLot = Float64Array.from(unitsPerTickLot);
    this.lotsTotal = new Float64Array(unitsPerTickLot.length);
  }

  /** Makes room at once for rows that are known to come. */
  reserve(accounts: number, positions: number): void {
    this.records.reserve(Math.max(accounts, positions));
  }

  openAccount(): AccountId {
    const account = this.accountCount++;
    this.records.reach(account);
    return account;
  }

  /** The next account and the next position get the same number, as far as positions lag behind. */
  pair(): void {
    this.positionCount = Math.max(this.positionCount, this.accountCount);
  }

  openPosition(instrument: number): PositionId {
    const position = this.positionCount++;
    this.records.reach(position);
    this.records.words[WORDS * position + INSTRUMENT] = instrument;
    return position;
  }

  /** May be below zero. */
  balanceOf(account: AccountId): Units {
    return this.records.reals[REALS * account + BALANCE];
  }

  /** Signed: negative when short. */
  lotsOf(position: PositionId): Lots {
    return this.records.reals[REALS * position + LOTS];
  }

  /** What the lots cost; negative when short. */
  costOf(position: PositionId): Units {
    return this.records.reals[REALS * position + COST];
  }

  instrumentOf(position: PositionId): number {
    return this.records.words[WORDS * position + INSTRUMENT];
  }

  /** Moves money between accounts. Any balance may go below zero: who may owe is not the ledger's rule. */
  transfer(from: AccountId, to: AccountId, amountUnits: Units): void {
    const isAmount = Number.isSafeInteger(amountUnits) && 0 <= amountUnits;
    assert(isAmount, 'an amount is a whole number of units >= 0');
    this.addToBalance(from, -amountUnits);
    this.addToBalance(to, amountUnits);
  }

  /** Lots change hands at a price: the buyer's cost rises by what the seller's falls by. */
  exchange(buyer: PositionId, seller: PositionId, lots: Lots, priceTicks: Ticks): void {
    assert(Number.isSafeInteger(lots) && 0 < lots, 'whole lots above 0 change hands');
    const instrument = this.instrumentOf(buyer);
    assert(instrument === this.instrumentOf(seller), 'both sides trade one instrument');
    const costUnits = lots * priceTicks * this.unitsPerTickLot[instrument];
    const isCost = Number.isSafeInteger(costUnits) && 0 <= costUnits;
    assert(isCost, 'the cost of a trade is a whole number of units >= 0');
    this.addToPosition(buyer, instrument, lots, costUnits);
    this.addToPosition(seller, instrument, -lots, -costUnits);
  }

  /**
   * Moves cost into the balance until the position's cost is `keptCostUnits`: profit or loss is
   * realised, equity stays. Returns the profit.
   */
  realise(position: PositionId, account: AccountId, keptCostUnits: Units): Units {
    assert(Number.isSafeInteger(keptCostUnits), 'a cost is a whole number of units below 2^53');
    const profitUnits = keptCostUnits - this.costOf(position);
    this.records.reals[REALS * position + COST] = keptCostUnits;
    this.costTotalUnits += profitUnits;
    this.addToBalance(account, profitUnits);
    return profitUnits;
  }

  /** The distance of the running totals from balance: 0, or our bug. O(instruments). */
  totalsError(): number {
    let error = Math.abs(this.balanceTotalUnits - this.costTotalUnits);
    for (const lots of this.lotsTotal) error += Math.abs(lots);
    return error;
  }

  /**
   * The distance of all columns from balance and from the running totals: 0, or our bug.
   * Money enters from an account of the outside world, so balances − costs add up to 0. O(rows).
   */
  fullError(): number {
    let balances = 0;
    for (let account = 0; account < this.accountCount; account++) {
      balances += this.balanceOf(account);
    }
    let costs = 0;
    const lots = new Float64Array(this.lotsTotal.length);
    for (let position = 0; position < this.positionCount; position++) {
      costs += this.costOf(position);
      lots[this.instrumentOf(position)] += this.lotsOf(position);
    }
    let error = Math.abs(balances - costs);
    error += Math.abs(balances - this.balanceTotalUnits) + Math.abs(costs - this.costTotalUnits);
    for (let row = 0; row < lots.length; row++) {
      error += Math.abs(lots[row]) + Math.abs(lots[row] - this.lotsTotal[row]);
    }
    return error;
  }

  private addToBalance(account: AccountId, amountUnits: Units): void {
    const { reals } = this.records;
    const balance = reals[REALS * account + BALANCE] + amountUnits;
    assert(balance <= MOST && balance >= -MOST, 'a balance is a whole number of units below 2^53');
    reals[REALS * account + BALANCE] = balance;
    this.balanceTotalUnits += amountUnits;
  }

  private addToPosition(
    position: PositionId,
    instrument: number,
    lots: Lots,
    costUnits: Units,
  ): void {
    const { reals } = this.records;
    const row = REALS * position;
    const newLots = reals[row + LOTS] + lots;
    const newCost = reals[row + COST] + costUnits;
    assert(newCost <= MOST && newCost >= -MOST, 'a cost is a whole number of units below 2^53');
    assert(newLots <= MOST && newLots >= -MOST, 'a position is a whole number of lots below 2^53');
    reals[row + LOTS] = newLots;
    reals[row + COST] = newCost;
    this.costTotalUnits += costUnits;
    this.lotsTotal[instrument] += lots;
  }
}
