import { expect, test } from 'vitest';
import { fanOut } from '../../src/metrics/fan-out.js';
import { RunMetrics } from '../../src/metrics/run-metrics.js';
import { summarise } from '../../src/metrics/summary.js';
import {
  fundMove,
  instrumentSample,
  liquidationEnd,
  liquidationStart,
  runEnd,
  scenarioOf,
  trade,
} from './facts.js';

test('the summary gathers what the parts have counted', () => {
  const metrics = new RunMetrics(scenarioOf());
  const sink = fanOut(metrics.listeners);
  sink.insuranceFundMoved(fundMove({ amountUnits: 300, balanceUnits: 300 }));
  sink.instrumentSampled(instrumentSample());
  sink.liquidationStarted(liquidationStart({ timeUs: 5 }));
  sink.markUpdated(6, 0, 80);
  sink.liquidationEnded(
    liquidationEnd({ timeUs: 5, shortfallUnits: 40, paidByInsuranceFundUnits: 40 }),
  );
  sink.insuranceFundMoved(fundMove({ reason: 'shortfall', amountUnits: -40, balanceUnits: 260 }));
  sink.runEnded(runEnd({ commands: 12, openDeficitUnits: 3, endReason: 'interrupted' }));
  expect(summarise(scenarioOf(), 'abc', metrics)).toMatchObject({
    scenario: 'crash',
    seed: 'abc',
    venue: 'venue',
    settlementAsset: 'USDT',
    liquidations: 1,
    cascades: 1,
    branchingRatio: 0,
    maxMarkDrawdownPct: 20,
    badDebtUnits: 40,
    uncoveredLossUnits: 0,
    insuranceFundMinUnits: 260,
    openDeficitUnits: 3,
    timeToFirstLiquidationUs: 5,
    censored: false,
    endReason: 'interrupted',
    commands: 12,
  });
});

test('a run has no summary before its end', () => {
  expect(() => summarise(scenarioOf(), '1', new RunMetrics(scenarioOf()))).toThrow(/after its end/);
});

test('flows are what happened since they were last taken', () => {
  const { flows } = new RunMetrics(scenarioOf());
  flows.traded(trade({ priceTicks: 100, lots: 3 }));
  flows.traded(trade({ priceTicks: 10, lots: 1 }));
  flows.liquidationStarted(liquidationStart({ notionalUnits: 9 }));
  expect(flows.tradedNotionalUnits[0]).toBe(5 * 310);
  expect(flows.liquidations[0]).toBe(1);
  expect(flows.liquidatedNotionalUnits[0]).toBe(9);
  flows.reset(0);
  expect(flows.tradedNotionalUnits[0] + flows.liquidations[0]).toBe(0);
});
