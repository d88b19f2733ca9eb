import { expect, test } from 'vitest';
import { Cascades } from '../../src/metrics/cascades.js';
import { MarketExtremes } from '../../src/metrics/market.js';
import { liquidationEnd, liquidationStart } from './facts.js';

function watch(): { market: MarketExtremes; cascades: Cascades } {
  const market = new MarketExtremes(2);
  return { market, cascades: new Cascades(market) };
}

/** Two trees: 1 → (2, 3 → 4), and 5 alone. Episode 3 stands on two instruments. */
function twoTrees(): Cascades {
  const { market, cascades } = watch();
  market.markUpdated(10, 0, 100);
  const first = { cascade: 1, rootCause: -6 };
  const root = { ...first, timeUs: 10, liquidation: 1, notionalUnits: 1000, markTicks: 100 };
  const second = { ...first, timeUs: 20, liquidation: 2, parent: 1, generation: 2 };
  const third = { ...first, timeUs: 20, liquidation: 3, parent: 1, generation: 2 };
  const fourth = { ...first, timeUs: 30, liquidation: 4, parent: 3, generation: 3 };
  cascades.liquidationStarted(liquidationStart(root));
  cascades.liquidationStarted(liquidationStart({ ...second, notionalUnits: 200 }));
  cascades.liquidationStarted(liquidationStart({ ...third, notionalUnits: 30 }));
  cascades.liquidationStarted(
    liquidationStart({ ...third, notionalUnits: 4, isFirstLeg: false, instrument: 1 }),
  );
  market.markUpdated(25, 0, 90);
  const alone = { liquidation: 5, cascade: 2, timeUs: 25, notionalUnits: 7, markTicks: 90 };
  cascades.liquidationStarted(liquidationStart(alone));
  cascades.liquidationStarted(liquidationStart({ ...fourth, notionalUnits: 5 }));
  const loss = { shortfallUnits: 50, paidByInsuranceFundUnits: 20 };
  cascades.liquidationEnded(liquidationEnd({ ...root, endTimeUs: 31, ...loss }));
  cascades.liquidationEnded(liquidationEnd({ ...third, endTimeUs: 35, ...loss }));
  market.markUpdated(40, 0, 80);
  cascades.liquidationEnded(liquidationEnd({ ...fourth, endTimeUs: 40 }));
  market.markUpdated(50, 0, 85);
  cascades.liquidationEnded(liquidationEnd({ ...alone, endTimeUs: 60, endReason: 'horizon' }));
  return cascades;
}

test('a cascade is one tree: its size counts episodes, its depth generations', () => {
  const [tree, alone] = [...twoTrees()];
  expect(tree).toEqual({
    cascade: 1,
    instrument: 0,
    startUs: 10,
    endUs: 40,
    rootCause: -6,
    size: 4,
    depth: 3,
    notionalUnits: 1000 + 200 + 30 + 4 + 5,
    markStartTicks: 100,
    markEndTicks: 80,
    branchingRatio: 3 / 4,
    shortfallUnits: 100,
    paidByInsuranceFundUnits: 40,
    censored: false,
  });
  expect(alone).toMatchObject({ cascade: 2, size: 1, depth: 1, branchingRatio: 0, endUs: 60 });
});

test('a tree with a liquidation that the end of the run cut off is censored', () => {
  const cascades = twoTrees();
  expect([...cascades].map((tree) => tree.censored)).toEqual([false, true]);
  expect(cascades.censoredTrees).toBe(1);
});

test('a tree that the end of the run cut off in two places is one censored tree', () => {
  const { cascades } = watch();
  for (const liquidation of [1, 2]) {
    const generation = liquidation;
    cascades.liquidationStarted(liquidationStart({ liquidation, generation }));
  }
  for (const liquidation of [1, 2]) {
    cascades.liquidationEnded(liquidationEnd({ liquidation, endReason: 'horizon' }));
  }
  expect(cascades.censoredTrees).toBe(1);
});

test('totals take the maximum over trees and pool their branching', () => {
  const cascades = twoTrees();
  expect(cascades).toMatchObject({ episodes: 5, trees: 2, deepest: 3, largest: 4, firstUs: 10 });
  expect(cascades.branchingRatio).toBe(3 / 5);
  expect(cascades.notionalUnits).toBe(1246);
});

test('without a liquidation there is no branching ratio and no first liquidation', () => {
  const { cascades } = watch();
  expect([...cascades]).toEqual([]);
  expect(cascades.branchingRatio).toBeNaN();
  expect(cascades.firstUs).toBeNaN();
});

test('columns grow with the number of cascades and keep every tree', () => {
  const { cascades } = watch();
  for (let cascade = 1; cascade <= 1000; cascade++) {
    cascades.liquidationStarted(
      liquidationStart({ cascade, liquidation: cascade, timeUs: cascade }),
    );
  }
  const trees = [...cascades];
  expect(trees.length).toBe(1000);
  expect(trees.every((tree) => tree.startUs === tree.cascade)).toBe(true);
});
