import { expect } from 'vitest';
import { BUY, type OrderFact, SELL, type Side, type TradeFact } from '../../src/events/sink.js';
import type { World } from '../../src/simulation/world.js';
import { RecordingSink } from './recording-sink.js';

/** Knows from the facts alone what rests in the book, order by order. */
export class OpenLotsSink extends RecordingSink {
  private readonly resting = new Map<string, { account: number; side: Side; lots: number }>();
  /** Lots of each account, instrument and side. */
  private readonly lots = new Map<string, number>();

  override orderPlaced(order: OrderFact): void {
    super.orderPlaced(order);
    if (order.restingLots === 0) return;
    const { account, side, instrument } = order;
    this.resting.set(`${instrument}/${order.order}`, { account, side, lots: order.restingLots });
    this.add(account, instrument, side, order.restingLots);
  }

  override traded(trade: TradeFact): void {
    super.traded(trade);
    const makerSide = trade.takerSide === BUY ? SELL : BUY;
    this.add(trade.maker, trade.instrument, makerSide, -trade.lots);
  }

  override orderCancelled(
    timeUs: number,
    instrument: number,
    order: number,
    account: number,
    lots: number,
    cause: number,
  ): void {
    super.orderCancelled(timeUs, instrument, order, account, lots, cause);
    const known = this.resting.get(`${instrument}/${order}`);
    expect(known?.account).toBe(account);
    this.add(account, instrument, known!.side, -lots);
  }

  /** The columns of open lots say the same. */
  assertSame({ accounts, ledger }: World): void {
    for (let position = 0; position < ledger.positionCount; position++) {
      const account = accounts.accountOf(position);
      const instrument = ledger.instrumentOf(position);
      const buys = this.lots.get(`${account}/${instrument}/${BUY}`) ?? 0;
      const sells = this.lots.get(`${account}/${instrument}/${SELL}`) ?? 0;
      if (accounts.openBuyLotsOf(position) !== buys) {
        expect(accounts.openBuyLotsOf(position), 'lots to buy').toBe(buys);
      }
      if (accounts.openSellLotsOf(position) !== sells) {
        expect(accounts.openSellLotsOf(position), 'lots to sell').toBe(sells);
      }
    }
  }

  /** And so does the book, where nothing is hidden. */
  assertInBook(world: World): void {
    for (const { row, book, rules } of world.instruments) {
      let buys = 0;
      let sells = 0;
      for (let account = 0; account < world.ledger.accountCount; account++) {
        const position = world.margin.positionOn(account, row);
        if (position < 0) continue;
        buys += world.accounts.openBuyLotsOf(position);
        sells += world.accounts.openSellLotsOf(position);
      }
      expect(book.depthLots(BUY, 1)).toBe(buys);
      expect(book.depthLots(SELL, rules.maxPriceTicks)).toBe(sells);
    }
  }

  private add(account: number, instrument: number, side: Side, lots: number): void {
    const key = `${account}/${instrument}/${side}`;
    this.lots.set(key, (this.lots.get(key) ?? 0) + lots);
  }
}
