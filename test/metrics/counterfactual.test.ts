import { describe, expect, it } from 'vitest';
import {
  compareWithout,
  CounterfactualMetrics,
  type WithoutForcedSales,
} from '../../src/metrics/counterfactual.js';
import { fanOut } from '../../src/metrics/fan-out.js';
import { RunMetrics } from '../../src/metrics/run-metrics.js';
import { summarise, type Summary } from '../../src/metrics/summary.js';
import { Printer } from '../../src/writers/printer.js';
import { COUNTERFACTUAL_COLUMNS } from '../../src/writers/tables.js';
import { summaryCells, summaryTable, summaryTableOf } from '../../src/writers/tables/summary.js';
import { instrumentSample, liquidationStart, runEnd, scenarioOf, trade } from './facts.js';

const printer = new Printer(scenarioOf());

/** A mark that falls by this much of 100, and so many episodes. */
function summary(fallPct: number, liquidations: number): Summary {
  const metrics = new RunMetrics(scenarioOf());
  const sink = fanOut(metrics.listeners);
  sink.instrumentSampled(instrumentSample());
  sink.runEnded(runEnd());
  return { ...summarise(scenarioOf(), '1', metrics), maxMarkDrawdownPct: fallPct, liquidations };
}

/** The three columns as they are printed. */
function printed(
  fallPct: number,
  liquidations: number,
  without: WithoutForcedSales | null,
): string {
  const cells = summaryCells(compareWithout(summary(fallPct, liquidations), without), printer);
  return cells.slice(summaryTable.columns.length).join();
}

describe('a run beside its counterfactual', () => {
  it('amplification is the fall with ÷ without, net branching what is left of 1 without', () => {
    expect(printed(18, 40, { maxMarkDrawdownPct: 10, liquidations: 10 })).toBe('10,1.8,0.75');
  });

  it('forced sales may also make a fall smaller, or liquidations fewer', () => {
    expect(printed(9, 4, { maxMarkDrawdownPct: 10, liquidations: 5 })).toBe('10,0.9,-0.25');
  });

  it('amplification is empty when the mark does not fall without forced sales', () => {
    expect(printed(5, 2, { maxMarkDrawdownPct: 0, liquidations: 1 })).toBe('0,,0.5');
  });

  it('the net branching ratio is empty when nobody is liquidated', () => {
    expect(printed(5, 0, { maxMarkDrawdownPct: 5, liquidations: 0 })).toBe('5,1,');
  });

  it('all three are empty when the counterfactual did not reach its end', () => {
    expect(printed(5, 2, null)).toBe(',,');
  });

  it('adds its columns at the end of the summary, and only where it was asked for', () => {
    const alone = summary(5, 2);
    const names = summaryTable.columns.map(({ name }) => name);
    const added = COUNTERFACTUAL_COLUMNS.map(({ name }) => name);
    expect(added).toEqual([
      'counterfactual_max_mark_drawdown_pct',
      'amplification',
      'net_branching_ratio',
    ]);
    expect(summaryTableOf(alone)).toBe(summaryTable);
    const table = summaryTableOf(compareWithout(alone, null));
    expect(table.columns.map(({ name }) => name)).toEqual([...names, ...added]);
    const cells = summaryCells(alone, printer);
    expect(summaryCells(compareWithout(alone, null), printer)).toEqual([...cells, '', '', '']);
  });
});

describe('the metrics of a counterfactual', () => {
  it('are its largest fall, its episodes, the flows of its samples, and how it ended', () => {
    const metrics = new CounterfactualMetrics(scenarioOf());
    const sink = fanOut([metrics]);
    sink.instrumentSampled(instrumentSample());
    sink.traded(trade({ priceTicks: 100, lots: 3 }));
    sink.liquidationStarted(liquidationStart());
    sink.liquidationStarted(liquidationStart({ isFirstLeg: false }));
    sink.markUpdated(6, 0, 80);
    expect(metrics).toMatchObject({ maxMarkDrawdownPct: 20, liquidations: 1, isWhole: false });
    expect(metrics.flows.liquidations[0]).toBe(1);
    expect(metrics.flows.tradedNotionalUnits[0]).toBe(5 * 300);
    sink.runEnded(runEnd({ endReason: 'interrupted' }));
    expect(metrics.isWhole).toBe(false);
    sink.runEnded(runEnd({ endReason: 'horizon' }));
    expect(metrics.isWhole).toBe(true);
  });
});
