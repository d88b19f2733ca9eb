import { expect, it } from 'vitest';
import {
  CAUSE_FEE,
  CAUSE_FUNDING,
  CAUSE_INDEX,
  CAUSE_RULE,
  causeNames,
  causeOfCohort,
  causeOfShock,
  isLiquidation,
} from '../../src/events/cause.js';

const SHOCKS = ['news', 'outage'];
const COHORTS = ['longs', 'makers'];

it('every cause has the text of its own number, shocks before populations', () => {
  const names = causeNames(SHOCKS, COHORTS);
  const nameOf = (cause: number): string => names[-cause - 1];
  expect([CAUSE_INDEX, CAUSE_FUNDING, CAUSE_FEE, CAUSE_RULE].map(nameOf)).toEqual([
    'index',
    'funding',
    'fee',
    'rule',
  ]);
  expect([0, 1].map((row) => nameOf(causeOfShock(row)))).toEqual(['shock:news', 'shock:outage']);
  expect([0, 1].map((row) => nameOf(causeOfCohort(row, SHOCKS.length)))).toEqual([
    'agent:longs',
    'agent:makers',
  ]);
  expect(names).toHaveLength(8);
});

it('a cause is a liquidation by its id, counted from 1', () => {
  expect(isLiquidation(1)).toBe(true);
  expect(isLiquidation(0)).toBe(false);
  expect(isLiquidation(CAUSE_INDEX)).toBe(false);
});
