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

  it('tells whoever sent an order for the auction that it waits, so that nobody sends it twice', () => {
    const seen: number[][] = [];
    const look = (run: Stage): void => {
      const { view } = run.world;
      seen.push([view.messagesOnTheWay, view.lotsOnTheWay]);
    };
    const run = stage([quoter(BOOK), buyer, seller]);
    run
      .at(6 * SECOND, 'c', () => look(run))
      .at(7 * SECOND, 'c', (decision) => decision.market(SELL, 7))
      .at(8 * SECOND, 'c', (decision) => decision.immediateOrCancel(BUY, 930, 2))
      .at(9 * SECOND, 'c', (decision) => decision.limit(SELL, 1000, 3))
      .at(10 * SECOND, 'c', () => look(run))
      .at(10 * SECOND, 'b', () => look(run))
      .at(16 * SECOND, 'c', () => look(run))
      .finish();
    expect(seen).toEqual([
      [0, 0],
      [2, -5],
      [0, 0],
      [0, 0],
    ]);
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

  it('after a price that stood for longer than the window', () => {
    const late = [{ ...fall, atUs: 90 * SECOND }];
    expect(incidents(stage([quoter(BOOK)], {}, late).finish())[0]?.[1]).toBe(90);
    // Reopened at 940, which stands until 840 is reached in one step.
    const twice = [fall, { ...fall, name: 'again', atUs: 90 * SECOND }];
    const begins = incidents(stage([quoter('bids 990x5 940x1 840x9')], {}, twice).finish());
    expect(begins.map(([kind, from]) => [kind, from])).toEqual([
      ['volatilityHalt', 5],
      ['reopening', 15],
      ['volatilityHalt', 90],
      ['reopening', 100],
    ]);
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

  it('moves the mid by the cause of who traded, not of whose order goes to the book after that', () => {
    const halting = instrument({
      mark: { kind: 'mid' },
      volatilityHalt: { ...rule, movePpm: 4_000 },
    });
    const run = new Stage({
      venue: { instruments: [halting] },
      traders: [quoter('bids 990x5 980x20 900x50 asks 1010x5'), longTo('a', 1, 970), buyer, seller],
      shocks: [{ ...fall, lots: 5 }], // from 1000 to 995
    })
      .at(7 * SECOND, 'c', (decision) => decision.limit(SELL, 940, 20)) // to 955
      .at(8 * SECOND, 'b', (decision) => decision.limit(BUY, 600, 1))
      .finish();
    expect(run.tree()).toBe('agent:c: a');
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
