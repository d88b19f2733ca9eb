import { describe, expect, it } from 'vitest';
import { KeeperInventory } from '../../../src/simulation/liquidation/keeper-inventory.js';

const KEEPER = 5;

function inventory(...held: readonly (readonly [number, number, number])[]): KeeperInventory {
  const it = new KeeperInventory();
  for (const [liquidation, instrument, lots] of held) {
    it.add(KEEPER, { liquidation, instrument, lots });
  }
  return it;
}

/** What is held on an instrument, oldest first, found by giving it up one after another. */
function contents(it: KeeperInventory, instrument: number): number[][] {
  const found: number[][] = [];
  for (;;) {
    const holding = it.oldest(KEEPER, instrument);
    if (holding === undefined) return found;
    found.push([holding.liquidation, holding.lots]);
    it.release(KEEPER, holding, Math.abs(holding.lots));
  }
}

describe('the lots a keeper took', () => {
  it('are kept by instrument, oldest first', () => {
    const it = inventory([1, 0, 5], [2, 1, -7], [3, 0, 4]);
    expect([it.lotsOf(KEEPER, 0), it.lotsOf(KEEPER, 1), it.lotsOf(KEEPER, 2)]).toEqual([9, -7, 0]);
    expect(it.lotsOf(KEEPER + 1, 0)).toBe(0);
    expect(contents(it, 0)).toEqual([
      [1, 5],
      [3, 4],
    ]);
    expect(contents(it, 1)).toEqual([[2, -7]]);
    expect(it.oldest(KEEPER + 1, 0)).toBeUndefined();
  });

  it('go one after another', () => {
    const it = inventory([1, 0, -5], [2, 0, -3]);
    it.release(KEEPER, it.oldest(KEEPER, 0)!, 2);
    expect(it.oldest(KEEPER, 0)).toMatchObject({ liquidation: 1, lots: -3 });
    it.release(KEEPER, it.oldest(KEEPER, 0)!, 3);
    expect(contents(it, 0)).toEqual([[2, -3]]);
  });

  it('of one side close those of the other, oldest first', () => {
    // 5 short, then 8 long: 3 long are left, and selling them must not begin with buying.
    expect(contents(inventory([1, 0, -5], [2, 0, 8]), 0)).toEqual([[2, 3]]);
    expect(contents(inventory([1, 0, 5], [2, 0, 4], [3, 0, -7]), 0)).toEqual([[2, 2]]);
    expect(contents(inventory([1, 0, 5], [2, 0, -5]), 0)).toEqual([]);
    expect(contents(inventory([1, 0, 5], [2, 1, -5]), 0)).toEqual([[1, 5]]);
  });

  it('are no more than its position: the newest are forgotten', () => {
    const held = (positionLots: number): number[][] => {
      const it = inventory([1, 0, 5], [2, 1, 9], [3, 0, 4]);
      it.holdAtMost(KEEPER, 0, positionLots);
      expect(it.lotsOf(KEEPER, 1)).toBe(9);
      return contents(it, 0);
    };
    expect(held(12)).toHaveLength(2);
    expect(held(9)).toHaveLength(2);
    expect(held(7)).toEqual([
      [1, 5],
      [3, 2],
    ]);
    expect(held(5)).toEqual([[1, 5]]);
    expect(held(2)).toEqual([[1, 2]]);
    expect(held(0)).toEqual([]);
    inventory().holdAtMost(KEEPER, 0, 0);
  });
});
