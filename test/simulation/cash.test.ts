import { describe, expect, it } from 'vitest';
import { BUY, SELL } from '../../src/events/sink.js';
import { depositCash, withdrawableUnits, withdrawCash } from '../../src/simulation/cash.js';
import { boundUnits } from '../../src/simulation/margin/order-margin.js';
import { SECOND } from '../helpers/scenarios.js';
import { longTo, quoter, Stage } from '../helpers/stage.js';

const QUOTES = 'bids 995x50 900x50 asks 1005x50 1100x50';

/** A long of 10 lots at 1000 with 1000 units, spent at 900, who has some cash outside. */
function stageWith(cashUnits: number): Stage {
  const stage = new Stage({ traders: [quoter(QUOTES), longTo('long', 10, 900)] });
  stage.world.populations[1].cashUnits[0] = cashUnits;
  return stage;
}

describe('a deposit', () => {
  it('comes from outside, counts as a deposit of account and cohort, and moves the liquidation price', () => {
    const stage = stageWith(500);
    const { world } = stage;
    const account = stage.account('long');
    expect(world.margin.liquidationTicks(account, 0)).toBe(900);
    const before = {
      outside: world.ledger.balanceOf(world.outside),
      net: world.accounts.netDepositOf(account),
      deposits: world.cohorts.depositUnits[1],
    };
    stage.at(SECOND, 'long', (decision) => decision.deposit(300)).run(2 * SECOND);
    expect(stage.balance('long')).toBe(1300);
    expect(world.margin.liquidationTicks(account, 0)).toBe(870);
    expect(world.margin.countAtRisk(110_000)).toBe(0); // its trigger went down from 900
    expect(world.margin.countAtRisk(140_000)).toBe(1);
    expect(world.ledger.balanceOf(world.outside)).toBe(before.outside - 300 - 1_000_000); // and the fund
    expect(world.accounts.netDepositOf(account)).toBe(before.net + 300);
    expect(world.cohorts.depositUnits[1]).toBe(before.deposits + 300);
    expect(world.populations[1].cashUnits[0]).toBe(200);
  });

  it('re-keys the account: who paid in stands a fall that would have liquidated it', () => {
    for (const [cashUnits, liquidations] of [
      [0, 1],
      [400, 0],
    ]) {
      const stage = new Stage({
        traders: [
          quoter('bids 895x50 asks 1005x50'),
          longTo('long', 10, 900),
          { name: 'seller', mode: 'unmargined' },
        ],
      });
      stage.world.populations[1].cashUnits[0] = cashUnits;
      stage.at(SECOND, 'long', (decision) => decision.deposit(1_000_000));
      stage.at(2 * SECOND, 'seller', (decision) => decision.market(SELL, 1)).finish();
      expect(stage.facts.starts).toHaveLength(liquidations);
    }
  });

  it('is no more than the cash there is, however often it is asked for', () => {
    const stage = stageWith(500);
    stage.at(SECOND, 'long', (decision) => {
      for (let turn = 0; turn < 5; turn++) decision.deposit(200);
    });
    stage.run(2 * SECOND);
    expect(stage.balance('long')).toBe(1500);
    expect(stage.world.populations[1].cashUnits[0]).toBe(0);
  });

  it('is refused while the account is being liquidated', () => {
    const stage = new Stage({ traders: [quoter('asks 1005x50'), longTo('long', 10, 900)] });
    stage.world.populations[1].cashUnits[0] = 500;
    stage.run(SECOND);
    stage.world.accounts.setState(stage.account('long'), 1);
    expect(depositCash(stage.world, stage.account('long'), 100)).toBe(0);
    expect(withdrawCash(stage.world, stage.account('long'), 100)).toBe(0);
  });
});

describe('a withdrawal', () => {
  it('takes what is free of initial margin, and no more', () => {
    // 10 lots at 1000 need 1 % of 10,000 = 100 units of 1000.
    const stage = stageWith(0);
    const { world } = stage;
    stage.run(SECOND);
    const account = stage.account('long');
    expect(boundUnits(world.margin, account, 0)).toBe(100);
    expect(withdrawableUnits(world, account)).toBe(900);
    stage.at(SECOND, 'long', (decision) => decision.withdraw(5000)).run(2 * SECOND);
    expect(stage.balance('long')).toBe(100);
    expect(world.cohorts.withdrawalUnits[1]).toBe(900);
    expect(world.populations[1].cashUnits[0]).toBe(900);
    expect(world.margin.liquidationTicks(account, 0)).toBe(990);
    expect(withdrawCash(world, account, 1)).toBe(0);
    stage.finish();
    const cohort = stage.facts.cohorts[1];
    expect(cohort.withdrawalsUnits).toBe(900);
    expect(cohort.finalEquityUnits).toBe(cohort.depositsUnits - 900 + cohort.pnlUnits);
  });

  it('brings the liquidation price near: a small fall is enough then', () => {
    for (const [amountUnits, liquidations] of [
      [0, 0],
      [900, 1],
    ]) {
      const stage = new Stage({
        traders: [
          quoter('bids 985x50 asks 1005x50'),
          longTo('long', 10, 900),
          { name: 'seller', mode: 'unmargined' },
        ],
      });
      stage.at(SECOND, 'long', (decision) => decision.withdraw(amountUnits));
      stage.at(2 * SECOND, 'seller', (decision) => decision.market(SELL, 1)).finish();
      expect(stage.facts.starts).toHaveLength(liquidations);
    }
  });

  it('leaves what open orders need, and profit that is not realised', () => {
    const stage = stageWith(0);
    stage.at(SECOND, 'long', (decision) => decision.limit(BUY, 990, 20)); // 30 lots need 300
    stage.run(2 * SECOND);
    const account = stage.account('long');
    expect(withdrawableUnits(stage.world, account)).toBe(700);
    stage.world.margin.setMark(0, 1100); // equity 2000, balance still 1000; 30 lots need 330
    expect(withdrawableUnits(stage.world, account)).toBe(670);
    stage.world.margin.setMark(0, 950); // equity 500; 30 lots need 285
    expect(withdrawableUnits(stage.world, account)).toBe(215);
    stage.world.margin.setMark(0, 1000);
  });

  it('is nothing for accounts without an owner', () => {
    const { world } = stageWith(0);
    expect(withdrawCash(world, world.shockDesk, 10)).toBe(0);
    expect(depositCash(world, world.venues[0].fees, 10)).toBe(0);
  });
});
