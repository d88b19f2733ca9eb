import { expect, it } from 'vitest';
import { PPM, US_PER_YEAR } from '../../../src/core/units.js';
import { parseExpression } from '../../../src/scenario/expressions/parse-expression.js';
import { MARGIN_STEP_VARIABLES } from '../../../src/scenario/scenario.js';
import { StepMeter } from '../../../src/simulation/margin/step-meter.js';
import { SECOND } from '../../helpers/scenarios.js';

const MEMORY_US = 10 * SECOND;

function meter(factor = 'volatility', startVolatility = 0): StepMeter {
  const expression = parseExpression(factor, MARGIN_STEP_VARIABLES);
  const rules = { everyUs: SECOND, factor: expression, memoryUs: MEMORY_US, startVolatility };
  return new StepMeter(rules);
}

/** Variance a year after one step of a mark by a share, from nothing, after so many seconds. */
function varianceOf(logChange: number, seconds: number): number {
  const perYear = (logChange * logChange * US_PER_YEAR) / (seconds * SECOND);
  return perYear * (1 - Math.exp(-(seconds * SECOND) / MEMORY_US));
}

it('the first mark is a start, whenever it comes, and no move', () => {
  const it = meter('volatility', 3);
  it.observe(50 * SECOND, 1000);
  expect(it.volatilityAt(50 * SECOND)).toBe(3);
});

it('a move counts over the time since the mark before it', () => {
  const it = meter();
  it.observe(50 * SECOND, 1000);
  it.observe(52 * SECOND, 1100);
  expect(it.volatilityAt(52 * SECOND)).toBeCloseTo(Math.sqrt(varianceOf(Math.log(1.1), 2)), 6);
});

it('a mark of nothing is passed over: the next move is from the one before', () => {
  const it = meter();
  it.observe(0, 1000);
  it.observe(2 * SECOND, 0);
  it.observe(3 * SECOND, 1200);
  expect(it.volatilityAt(3 * SECOND)).toBeCloseTo(Math.sqrt(varianceOf(Math.log(1.2), 3)), 6);
});

it('of two marks at once the first counts', () => {
  const it = meter();
  it.observe(SECOND, 1000);
  it.observe(SECOND, 500);
  it.observe(2 * SECOND, 1000);
  expect(it.volatilityAt(2 * SECOND)).toBe(0);
});

it.each([
  ['what it says, to the nearest millionth', '1.2345678', 1_234_568],
  ['the smallest share that counts', '0.0000006', 1],
  ['unchanged where it rounds to nothing', '0.0000004', 3 * PPM],
  ['unchanged where it is nothing', '0', 3 * PPM],
  ['unchanged where it is below nothing', '-1', 3 * PPM],
  ['unchanged where it has no bound', '1 / 0', 3 * PPM],
  ['unchanged where it is no number', '0 / 0', 3 * PPM],
])('the factor is %s', (_, factor, expectedPpm) => {
  const it = meter(factor);
  it.factorPpm = 3 * PPM;
  expect(it.nextFactorPpm()).toBe(expectedPpm);
});
