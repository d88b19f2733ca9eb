import type { AccountId, Lots } from '../../core/units.js';

export interface Holding {
  readonly liquidation: number;
  readonly instrument: number;
  lots: Lots; // signed
}

/**
 * Lots that keepers took from liquidated accounts and still hold, oldest first: orders that dispose
 * of them carry the cause of that liquidation.
 */
export class KeeperInventory {
  private readonly holdings = new Map<AccountId, Holding[]>();

  /** Lots of one side close those of the other that are still held, oldest first. */
  add(account: AccountId, { liquidation, instrument, lots }: Holding): void {
    let left = lots;
    while (left !== 0) {
      const holding = this.oldest(account, instrument);
      if (holding === undefined || holding.lots > 0 === left > 0) break;
      const closed = Math.min(Math.abs(left), Math.abs(holding.lots));
      left -= Math.sign(left) * closed;
      this.release(account, holding, closed);
    }
    if (left === 0) return;
    const held = this.holdings.get(account);
    const added = { liquidation, instrument, lots: left };
    if (held === undefined) this.holdings.set(account, [added]);
    else held.push(added);
  }

  lotsOf(account: AccountId, instrument: number): Lots {
    let lots = 0;
    for (const holding of this.holdings.get(account) ?? []) {
      if (holding.instrument === instrument) lots += holding.lots;
    }
    return lots;
  }

  oldest(account: AccountId, instrument: number): Holding | undefined {
    return this.holdings.get(account)?.find((holding) => holding.instrument === instrument);
  }

  /** Lots of the oldest holding are gone; `lots` is unsigned. */
  release(account: AccountId, holding: Holding, lots: Lots): void {
    holding.lots -= Math.sign(holding.lots) * lots;
    if (holding.lots !== 0) return;
    const held = this.holdings.get(account) ?? [];
    held.splice(held.indexOf(holding), 1);
  }

  /**
   * The account lost lots another way (it was liquidated or deleveraged itself): it holds no more of
   * what it took than its position, the newest go first.
   */
  holdAtMost(account: AccountId, instrument: number, positionLots: Lots): void {
    const held = this.holdings.get(account);
    if (held === undefined) return;
    let excess = Math.abs(this.lotsOf(account, instrument)) - Math.abs(positionLots);
    for (const holding of held.toReversed()) {
      if (excess <= 0) return;
      if (holding.instrument !== instrument) continue;
      const lots = Math.min(excess, Math.abs(holding.lots));
      this.release(account, holding, lots);
      excess -= lots;
    }
  }
}
