import { expect, test } from 'vitest';
import { Solvency } from '../../src/metrics/solvency.js';
import { fundMove, liquidationEnd } from './facts.js';

test('bad debt is the sum of all shortfalls, and the uncovered loss what the fund did not pay', () => {
  const solvency = new Solvency(1);
  solvency.liquidationEnded(
    liquidationEnd({
      shortfallUnits: 100,
      paidByInsuranceFundUnits: 60,
      paidByDeleveragingUnits: 30,
      paidBySocialisationUnits: 7,
      paidByBackstopUnits: 2,
      paidByVenueUnits: 1,
    }),
  );
  solvency.liquidationEnded(liquidationEnd({ shortfallUnits: 5, paidByVenueUnits: 5 }));
  expect(solvency).toMatchObject({
    badDebtUnits: 105,
    paidByInsuranceFundUnits: 60,
    paidByDeleveragingUnits: 30,
    paidBySocialisationUnits: 7,
    paidByBackstopUnits: 2,
    paidByVenueUnits: 6,
    uncoveredLossUnits: 45,
  });
  expect(solvency.badDebtOfVenueUnits[0]).toBe(105);
});

test('the drawdown of the fund is its largest fall from a peak, not from its start', () => {
  const solvency = new Solvency(1);
  solvency.insuranceFundMoved(fundMove({ amountUnits: 100 }));
  for (const amountUnits of [100, -150, 60]) {
    solvency.insuranceFundMoved(fundMove({ reason: 'shortfall', amountUnits }));
  }
  expect(solvency).toMatchObject({ fundStartUnits: 100, fundMinUnits: 50, fundEndUnits: 110 });
  expect(solvency.fundDrawdownPct).toBe(75);
});

test('a fund that starts with nothing has a least value of nothing', () => {
  const solvency = new Solvency(1);
  solvency.insuranceFundMoved(fundMove({ amountUnits: 0 }));
  expect(solvency.fundDrawdownPct).toBeNaN();
  solvency.insuranceFundMoved(fundMove({ reason: 'surplus', amountUnits: 30 }));
  expect(solvency).toMatchObject({ fundStartUnits: 0, fundMinUnits: 0, fundEndUnits: 30 });
  expect(solvency.fundDrawdownPct).toBe(0);
});

test('funds of several venues are told together', () => {
  const solvency = new Solvency(2);
  solvency.insuranceFundMoved(fundMove({ venue: 0, amountUnits: 100 }));
  solvency.insuranceFundMoved(fundMove({ venue: 1, amountUnits: 50 }));
  solvency.insuranceFundMoved(fundMove({ venue: 1, reason: 'shortfall', amountUnits: -50 }));
  expect(solvency).toMatchObject({ fundStartUnits: 150, fundMinUnits: 100, fundEndUnits: 100 });
});
