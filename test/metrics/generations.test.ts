import { expect, test } from 'vitest';
import { Generations } from '../../src/metrics/generations.js';
import { liquidationEnd, liquidationStart } from './facts.js';

function told(counts: readonly { count: number; notionalUnits: number }[]): Generations {
  const generations = new Generations(1);
  counts.forEach(({ count, notionalUnits }, row) => {
    for (let episode = 0; episode < count; episode++) {
      const start = { generation: row + 1, timeUs: row * 10 + episode, notionalUnits };
      generations.liquidationStarted(liquidationStart(start));
      generations.liquidationEnded(liquidationEnd({ ...start, endTimeUs: 1000 + row }));
    }
  });
  return generations;
}

test('volume reproduction is the notional of the next generation over this one’s', () => {
  const generations = told([
    { count: 10, notionalUnits: 100 },
    { count: 12, notionalUnits: 50 },
    { count: 3, notionalUnits: 100 },
  ]);
  expect(generations.list().map((row) => row.volumeReproduction)).toEqual([0.6, 0.5, NaN]);
  expect(generations.volumeReproductionMax).toBe(0.6);
});

test('the last generation of at least ten episodes reproduced nothing', () => {
  expect(told([{ count: 10, notionalUnits: 5 }]).volumeReproductionMax).toBe(0);
});

test('nine episodes say nothing about reproduction, ten do', () => {
  expect(told([{ count: 9, notionalUnits: 5 }]).volumeReproductionMax).toBeNaN();
  expect(told([{ count: 10, notionalUnits: 5 }]).list()[0].volumeReproduction).toBe(0);
});

test('a generation lasts from its first start to its last end', () => {
  const [first, second] = told([
    { count: 2, notionalUnits: 1 },
    { count: 2, notionalUnits: 1 },
  ]).list();
  expect(first).toMatchObject({ generation: 1, liquidations: 2, startUs: 0, endUs: 1000 });
  expect(second).toMatchObject({ generation: 2, liquidations: 2, startUs: 10, endUs: 1001 });
});

test('an episode on two instruments counts once and with both notionals', () => {
  const generations = new Generations(1);
  generations.liquidationStarted(liquidationStart({ notionalUnits: 30 }));
  generations.liquidationStarted(
    liquidationStart({ notionalUnits: 4, isFirstLeg: false, instrument: 1 }),
  );
  expect(generations.list()[0]).toMatchObject({ liquidations: 1, notionalUnits: 34 });
});
