import { assert } from '../../core/assert.js';
import { grownFloat64, grownLength } from '../../core/columns.js';
import type { AccountId, Lots, PositionId, Ticks, Units } from '../../core/units.js';

const MOST = Number.MAX_SAFE_INTEGER;

/** Words of a row of the position table. */
const WORDS = 3;
const LOTS = 0;
const COST = 1;
const INSTRUMENT = 2;

/**
 * Every unit of money and every lot of the run, in double entry.
 *
 * Two tables. A row of `balanceUnits` is an account. A row of `positionWords` is a position: signed
 * lots on one instrument, and what they cost in whole units, never an average price. So
 * `equity = balance + value(lots, mark) − cost` is exact.
 *
 * Entries are made one side at a time, read, add, write, so that an account may meet itself. The
 * running totals are kept beside the columns: a unit that is missing anywhere shows as a difference.
 */
export class Ledger {
  balanceUnits: Float64Array = new Float64Array(16);
  /** Lots, cost and instrument of a position side by side, for they are read together. */
  positionWords: Float64Array = new Float64Array(WORDS * 16);

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

  /** Makes room at once for rows that are known to come: growing step by step leaves old columns behind. */
  reserve(accounts: number, positions: number): void {
    this.balanceUnits = grownFloat64(this.balanceUnits, Math.max(16, accounts));
    this.positionWords = grownFloat64(this.positionWords, WORDS * Math.max(16, positions));
  }

  openAccount(): AccountId {
    const account = this.accountCount++;
    if (this.balanceUnits.length < this.accountCount) {
      const length = grownLength(this.balanceUnits.length, this.accountCount);
      this.balanceUnits = grownFloat64(this.balanceUnits, length);
    }
    return account;
  }

  openPosition(instrument: number): PositionId {
    const position = this.positionCount++;
    const row = WORDS * position;
    if (this.positionWords.length <= row) {
      const length = grownLength(this.positionWords.length, row + WORDS);
      this.positionWords = grownFloat64(this.positionWords, length);
    }
    this.positionWords[row + INSTRUMENT] = instrument;
    return position;
  }

  /** Signed: negative when short. */
  lotsOf(position: PositionId): Lots {
    return this.positionWords[WORDS * position + LOTS];
  }

  /** What the lots cost; negative when short. */
  costOf(position: PositionId): Units {
    return this.positionWords[WORDS * position + COST];
  }

  instrumentOf(position: PositionId): number {
    return this.positionWords[WORDS * position + INSTRUMENT];
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
    this.positionWords[WORDS * position + COST] = keptCostUnits;
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
      balances += this.balanceUnits[account];
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
    const balance = this.balanceUnits[account] + amountUnits;
    assert(balance <= MOST && balance >= -MOST, 'a balance is a whole number of units below 2^53');
    this.balanceUnits[account] = balance;
    this.balanceTotalUnits += amountUnits;
  }

  private addToPosition(
    position: PositionId,
    instrument: number,
    lots: Lots,
    costUnits: Units,
  ): void {
    const row = WORDS * position;
    const newLots = this.positionWords[row + LOTS] + lots;
    const newCost = this.positionWords[row + COST] + costUnits;
    assert(newCost <= MOST && newCost >= -MOST, 'a cost is a whole number of units below 2^53');
    assert(newLots <= MOST && newLots >= -MOST, 'a position is a whole number of lots below 2^53');
    this.positionWords[row + LOTS] = newLots;
    this.positionWords[row + COST] = newCost;
    this.costTotalUnits += costUnits;
    this.lotsTotal[instrument] += lots;
  }
}
