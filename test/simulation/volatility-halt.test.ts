import { describe, expect, it } from 'vitest';
import { BUY, SELL } from '../../src/events/sink.js';
import type { Shock, VolatilityHalt } from '../../src/scenario/scenario.js';
import { instrument, SECOND } from '../helpers/scenarios.js';
import { longTo, quoter, Stage, type Trader } from '../helpers/stage.js';

const rule: VolatilityHalt = {
  price: 'mark',
  movePpm: 50_000,
  windowUs: 60 * SECOND,
  haltForUs: 10 * SECOND,
  reopening: 'auction',
};
const BOOK = 'bids 990x5 940x5 900x50 asks 1010x5';
/** At 5 s the last price falls to 940: by six percent. */
const fall: Shock = {
  name: 'fall',
  kind: 'marketOrder',
  atUs: 5 * SECOND,
  venue: 0,
  instrument: 0,
  side: 'sell',
  lots: 6,
};

function stage(traders: Trader[], change: Partial<VolatilityHalt> = {}, shocks: Shock[] = [fall]) {
  const halting = instrument({ volatilityHalt: { ...rule, ...change } });
  const venue = { instruments: [halting], takerFeePpm: 1_000, makerFeePpm: 0 };
  return new Stage({ venue, traders, shocks });
}

const buyer: Trader = { name: 'b', mode: 'unmargined' };
const seller: Trader = { name: 'c', mode: 'unmargined' };

function incidents({ facts }: Stage) {
  return facts.incidents
    .filter(({ kind }) => kind !== 'marketOrder')
    .map(({ kind, timeUs, endTimeUs, severity }) => [
      kind,
      timeUs / SECOND,
      endTimeUs / SECOND,
      severity,
    ]);
}

describe('trading that halts after a fast move', () => {
  it('reopens with an auction of what was collected, at one price', () => {
    const run = stage([quoter(BOOK), buyer, seller])
      .at(7 * SECOND, 'b', (decision) => decision.limit(BUY, 970, 8, 1))
      .at(8 * SECOND, 'c', (decision) => decision.market(SELL, 5))
      .at(9 * SECOND, 'c', (decision) => decision.limit(SELL, 960, 2))
      .run(14 * SECOND);
    expect(run.facts.trades.length).toBe(2); // those of the fall
    run.finish();
    expect(incidents(run)).toEqual([
      ['volatilityHalt', 5, 15, 0.05],
      ['reopening', 15, 15, 7],
    ]);
    // 7 lots at any price from 960 to 970; 960 is nearest to the mark of 940.
    const auction = run.facts.trades.slice(2);
    expect(
      auction.map(({ priceTicks, lots, timeUs }) => [priceTicks, lots, timeUs / SECOND]),
    ).toEqual([
      [960, 5, 15],
      [960, 2, 15],
    ]);
    expect(auction.map(({ taker }) => run.nameOf(taker))).toEqual(['c', 'c']);
    expect(
      auction.map(({ takerFeeUnits, makerFeeUnits }) => [takerFeeUnits, makerFeeUnits]),
    ).toEqual([
      [5, 5],
      [2, 2],
    ]);
    const { book } = run.world.instruments[0];
    expect([book.bestBidTicks, book.levelLots(970)]).toEqual([970, 1]);
    expect([run.lots('b'), run.lots('c')]).toEqual([7, -7]);
    const { accounts } = run.world;
    expect(accounts.openBuyLotsOf(run.position('b'))).toBe(1);
    expect(accounts.openSellLotsOf(run.position('c'))).toBe(0);
  });

  it('drops market orders that found nobody, and takes cancels of what it collected', () => {
    const run = stage([quoter('bids 990x5 940x5 asks 1010x5'), buyer, seller])
      .at(7 * SECOND, 'b', (decision) => decision.limit(BUY, 970, 8, 1))
      .at(8 * SECOND, 'c', (decision) => decision.market(SELL, 50))
      .at(9 * SECOND, 'b', (decision, own) => decision.cancel(own.order(1)))
      .finish();
    const auction = run.facts.trades.slice(2);
    expect(auction.map(({ priceTicks, lots }) => [priceTicks, lots])).toEqual([[940, 4]]);
    expect(run.facts.cancels.map(({ timeUs, lots }) => [timeUs / SECOND, lots])).toEqual([
      [9, 8],
      [15, 46],
    ]);
    expect(run.world.accounts.openSellLotsOf(run.position('c'))).toBe(0);
  });

  it('or goes on as it was: then orders are refused meanwhile', () => {
    const run = stage([quoter(BOOK), buyer], { reopening: 'continuous' })
      .at(7 * SECOND, 'b', (decision) => decision.limit(BUY, 970, 8))
      .finish();
    expect(run.facts.trades.length).toBe(2);
    expect(run.lots('b')).toBe(0);
    expect(incidents(run)[1]).toEqual(['reopening', 15, 15, 0]);
  });

  it('not for a move of just the share, nor for one that took longer than the window', () => {
    expect(incidents(stage([quoter(BOOK)], { movePpm: 60_000 }).finish())).toEqual([]);
    const slow: Shock[] = [
      { ...fall, name: 'first', lots: 1 },
      { ...fall, atUs: 80 * SECOND, lots: 5 },
    ];
    expect(incidents(stage([quoter(BOOK)], { movePpm: 55_000 }, slow).finish())).toEqual([]);
  });

  it('is not halted again by the move that halted it', () => {
    expect(incidents(stage([quoter(BOOK)]).finish()).length).toBe(2);
  });

  it('liquidates nobody meanwhile, and the cause of an auction trade is that of the later order', () => {
    const run = stage([quoter(BOOK), longTo('a', 1, 935), longTo('d', 1, 920), seller])
      .at(7 * SECOND, 'c', (decision) => decision.limit(SELL, 930, 9))
      .finish();
    // Most trades at or below 940; the reference of 940 is the price, and nobody falls to 935.
    expect(run.tree()).toBe('');
    const deep = stage([quoter('bids 990x5 940x1 930x9 900x9'), longTo('a', 1, 935), seller])
      .at(7 * SECOND, 'c', (decision) => decision.limit(SELL, 930, 9))
      .finish();
    expect(deep.tree()).toBe('agent:c: a');
    expect(deep.facts.starts[0].timeUs).toBe(15 * SECOND);
  });

  it('opens its auction only when a halt that came in between is over', () => {
    const other: Shock = {
      name: 'halt',
      kind: 'tradingHalt',
      atUs: 8 * SECOND,
      venue: 0,
      instrument: 0,
      forUs: 12 * SECOND,
    };
    const run = stage([quoter(BOOK), buyer, seller], {}, [fall, other])
      .at(7 * SECOND, 'b', (decision) => decision.limit(BUY, 970, 3))
      .at(7 * SECOND, 'c', (decision) => decision.limit(SELL, 960, 3))
      .at(9 * SECOND, 'b', (decision) => decision.limit(BUY, 970, 3)) // refused
      .finish();
    expect(run.facts.trades.slice(2).map(({ timeUs, lots }) => [timeUs / SECOND, lots])).toEqual([
      [20, 3],
    ]);
    expect(run.facts.orders.filter(({ restingLots }) => restingLots > 0).length).toBe(6);
  });
});
