import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { fanOut } from '../../src/metrics/fan-out.js';
import { loadScenario } from '../../src/scenario/load.js';
import { createWorld } from '../../src/simulation/create-world.js';
import { start } from '../../src/simulation/simulate.js';

const TEXT = readFileSync(new URL('../../scenarios/theory/cas-2.yaml', import.meta.url), 'utf8');

function levels(overrides: readonly string[]): number[] {
  const world = createWorld(loadScenario('cas-2.yaml', TEXT, overrides).scenario, '1');
  start(world, fanOut([]));
  const { firstAccount, rules } = world.populations[2];
  return Array.from({ length: rules.count }, (_, agent) =>
    world.margin.liquidationTicks(firstAccount + agent, 0),
  );
}

it('positions that are evenly spaced have the middles of equal parts as liquidation prices', () => {
  // 1000 ticks from 8999.5 to 9999.5, before rounding.
  expect(levels(['populations.longs.count=4'])).toEqual([9125, 9375, 9625, 9875]);
});

it('five positions a tick fill every tick up to the one below the price', () => {
  const counts = new Map<number, number>();
  for (const level of levels([])) counts.set(level, (counts.get(level) ?? 0) + 1);
  expect([...counts.values()].every((count) => count === 5)).toBe(true);
  expect(Math.min(...counts.keys())).toBe(9000);
  expect(Math.max(...counts.keys())).toBe(9999);
});
