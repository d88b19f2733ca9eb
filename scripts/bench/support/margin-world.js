import { RandomStreams } from '../../../dist/core/random.js';
import { Ledger } from '../../../dist/simulation/ledger/ledger.js';
import {
  ACCOUNT_STATES,
  Accounts,
  MARGIN_MODES,
} from '../../../dist/simulation/margin/accounts.js';
import { MarginEngine } from '../../../dist/simulation/margin/margin-engine.js';

export const START_TICKS = 500_000;
const MAX_PRICE_TICKS = 1 << 20;
const RATES = {
  tiers: [
    { upToUnits: 5e10, initialPpm: 10_000, maintenancePpm: 5_000, deductionUnits: 0 },
    { upToUnits: Infinity, initialPpm: 20_000, maintenancePpm: 10_000, deductionUnits: 2.5e8 },
  ],
};

/**
 * Accounts with one to three positions, opened at the mark against an unmargined dealer. Whoever is
 * liquidated opens anew, so that the population keeps its size and its shape.
 */
export class MarginWorld {
  random = new RandomStreams('margin');
  draws = this.random.open('accounts');
  walk = this.random.open('marks');
  liquidations = 0;
  hash = 0;

  /** @param {{ accounts: number, instruments: number, legs: number }} size */
  constructor({ accounts, instruments, legs }) {
    this.rows = Array.from({ length: instruments }, () => ({
      unitsPerTickLot: 1,
      maxPriceTicks: MAX_PRICE_TICKS,
      initialPriceTicks: START_TICKS,
      margin: RATES,
    }));
    this.legs = legs;
    this.accountCount = accounts;
    this.ledger = new Ledger(this.rows.map((row) => row.unitsPerTickLot));
    this.accounts = new Accounts(this.ledger);
    this.dealer = this.addAccount(MARGIN_MODES.unmargined, instruments, 0);
    this.margin = new MarginEngine(this.ledger, this.accounts, this.rows);
    for (let i = 0; i < accounts; i++) {
      const count = 1 + this.below(legs);
      const mode = legs === 1 ? MARGIN_MODES.isolated : MARGIN_MODES.cross;
      this.addAccount(mode, count, this.below(instruments));
    }
  }

  /** Opens every account's positions. */
  open() {
    for (let account = 1; account <= this.accountCount; account++) this.enter(account);
  }

  /** One step of all marks: half of it common, half of it each instrument's own. */
  moveMarks(sdTicks) {
    const { margin } = this;
    const common = this.random.normal(this.walk);
    for (let row = 0; row < margin.instrumentCount; row++) {
      const step = 0.7071 * (common + this.random.normal(this.walk)) * sdTicks;
      const mark = margin.markTicks[row] + Math.round(step);
      margin.setMark(row, Math.min(MAX_PRICE_TICKS - 1, Math.max(1, mark)));
    }
  }

  /** Two accounts change the size of a position. */
  changePositions() {
    for (let i = 0; i < 2; i++) {
      const account = 1 + this.below(this.accountCount);
      const position = this.accounts.firstPositionOf(account);
      const held = this.ledger.lotsOf(position);
      const lots = 1 + this.below(Math.max(1, Math.floor(Math.abs(held) / 20)));
      this.trade(position, i === 0 ? lots : -lots);
      if (this.margin.rekey(account)) this.liquidate(account);
    }
  }

  /** @param {number} account */
  liquidate(account) {
    const { accounts, margin } = this;
    this.liquidations += 1;
    this.hash = (Math.imul(this.hash ^ account, 0x9e3779b1) ^ this.liquidations) | 0;
    accounts.setState(account, ACCOUNT_STATES.inLiquidation);
    margin.rekey(account);
    this.forEachPosition(account, (position) => {
      this.trade(position, -this.ledger.lotsOf(position));
      this.ledger.realise(position, account, 0);
    });
    accounts.setState(account, ACCOUNT_STATES.free);
    this.enter(account);
  }

  /** Draws sizes and sides, and a deposit that gives 4 to 50 times leverage. */
  enter(account) {
    const { ledger, margin } = this;
    const isMixed = this.random.uniform(this.draws) < 0.25;
    const sign = this.random.uniform(this.draws) < 0.5 ? -1 : 1;
    let notional = 0;
    this.forEachPosition(account, (position) => {
      const turn = isMixed && this.random.uniform(this.draws) < 0.5 ? -1 : 1;
      this.trade(position, sign * turn * (100 + this.below(10_000)));
      notional += Math.abs(margin.valueUnits(position));
    });
    const leverage = 4 + 46 * this.random.uniform(this.draws);
    const deposit = Math.ceil(notional / leverage) - ledger.balanceOf(account);
    if (deposit >= 0) ledger.transfer(this.dealer, account, deposit);
    else ledger.transfer(account, this.dealer, -deposit);
    margin.rekey(account);
  }

  trade(position, lots) {
    const { ledger, margin } = this;
    const row = ledger.instrumentOf(position);
    const mark = margin.markTicks[row];
    const dealer = this.accounts.firstPositionOf(this.dealer) + row;
    if (lots > 0) ledger.exchange(position, dealer, lots, mark);
    if (lots < 0) ledger.exchange(dealer, position, -lots, mark);
  }

  addAccount(mode, positions, firstInstrument) {
    const { ledger, accounts } = this;
    const account = ledger.openAccount();
    accounts.addAccount(account, mode, 0);
    const instruments = ledger.lotsTotal.length;
    for (let i = 0; i < positions; i++) {
      const position = ledger.openPosition((firstInstrument + i) % instruments);
      accounts.addPosition(position, account);
    }
    return account;
  }

  forEachPosition(account, visit) {
    const first = this.accounts.firstPositionOf(account);
    const end = first + this.accounts.positionCountOf(account);
    for (let position = first; position < end; position++) visit(position);
  }

  below(count) {
    return Math.floor(count * this.random.uniform(this.draws));
  }
}
