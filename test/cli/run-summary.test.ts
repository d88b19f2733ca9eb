import { describe, expect, it } from 'vitest';
import { runSummaryText } from '../../src/cli/run-summary.js';
import { terminalOf } from '../../src/cli/terminal.js';
import { Trends } from '../../src/metrics/trends.js';
import { loadScenario } from '../../src/scenario/load.js';
import { Printer } from '../../src/writers/printer.js';
import type { SummaryRecord } from '../../src/writers/manifest.js';
import { EVERY_KIND } from '../scenario/scenario-text.js';

const { scenario } = loadScenario('x.yaml', EVERY_KIND);

const SUMMARY: SummaryRecord = {
  settlement_asset: 'USDT',
  liquidations: 1,
  accounts_liquidated: 1,
  liquidated_notional: '2831820.3500',
  time_to_first_liquidation_s: 5846.2,
  cascades: 1,
  cascade_depth: 1,
  cascade_size: 1,
  censored: false,
  max_mark_drawdown_pct: 16.384,
  max_mark_rise_pct: 8.2,
  insurance_fund_start: '150000.0000',
  insurance_fund_end: '80012.4600',
  insurance_fund_min: '79.5000',
  bad_debt: '72667.2000',
  paid_by_insurance_fund: '72342.0600',
  paid_by_backstop: '0.0000',
  paid_by_deleveraging: '325.1400',
  paid_by_socialisation: '0.0000',
  paid_by_venue: '1.0000',
  deleveraged_notional: '0.0000',
  open_deficit: '0.0000',
};

function summaryText(
  changes: SummaryRecord = {},
  columns = 0,
  course: object | null = null,
  counterfactual?: object,
): string {
  const manifest = {
    ...(counterfactual !== undefined && { counterfactual }),
    scenario: 'x',
    seed: '7',
    endReason: 'horizon',
    counts: { simulatedSeconds: 14_400, commands: 448_119 },
    summary: { ...SUMMARY, ...changes },
  };
  const outcome = { folder: 'output/x/7', alreadyThere: course === null, course, manifest };
  const terminal = terminalOf({ isTTY: columns > 0, columns }, { NO_COLOR: '1' });
  return runSummaryText(outcome as never, 'unwind run x --seed 7', terminal);
}

describe('the summary of a run', () => {
  it('is what happened, how deep, who paid, where, and how to do it again', () => {
    expect(summaryText()).toBe(`x, seed 7: 4h simulated, 448,119 commands
  Liquidations    1 on 1 account, 2,831,820 USDT of positions, the first after 1h37m26s
  Mark            fell at most 16.38 % from a peak, rose at most 8.2 %
  Cascades        1 of 1 generation and 1 liquidation
  Bad debt        72,667 USDT, paid: 72,342 by the insurance fund, 325.14 by deleveraged counterparties and 1 by the venue
  Insurance fund  from 150,000 USDT to 80,012 USDT, lowest 79.5 USDT
  Files           output/x/7 (already there: same scenario, seed and build)
  Again           unwind run x --seed 7
`);
  });

  it('has its plurals right', () => {
    const many = { liquidations: 1305, accounts_liquidated: 2, cascades: 527, censored: true };
    const text = summaryText({ ...many, cascade_depth: 2, cascade_size: 285 });
    expect(text).toContain('1,305 on 2 accounts');
    expect(text).toContain(
      '527; the deepest has 2 generations, the largest 285 liquidations; the run ended inside one',
    );
    expect(summaryText({ cascades: 2 })).toContain(
      '2; the deepest has 1 generation, the largest 1 liquidation\n',
    );
  });

  it('says none where nothing happened, and what is still open', () => {
    const nobody = { paid_by_insurance_fund: '0', paid_by_deleveraging: '0', paid_by_venue: '0' };
    const quiet = summaryText({ liquidations: 0, cascades: 0, ...nobody });
    expect(quiet).toMatch(/Liquidations +none\n[^]*Cascades +none\n[^]*Bad debt +none\n/);
    expect(summaryText({ ...nobody, deleveraged_notional: '10', open_deficit: '5' })).toContain(
      'none; positions reduced by deleveraging: 10 USDT; deficits still open: 5 USDT\n',
    );
  });

  it('tells how much of the fall was self-made only where that is known', () => {
    expect(summaryText()).not.toContain('Self-made');
    const selfMade = (fall: number | null, amplification: number | null, net?: number): string => {
      const endReason = fall === null ? 'interrupted' : 'horizon';
      const changes = {
        counterfactual_max_mark_drawdown_pct: fall,
        amplification,
        net_branching_ratio: net ?? null,
      };
      return summaryText(changes, 0, null, { endReason });
    };
    expect(selfMade(12.288, 1.8234)).toContain(
      'Self-made       amplification 1.82: without forced sales the mark falls 12.29 %\n',
    );
    expect(selfMade(12, 1.5, 0.3456)).toContain(
      'the mark falls 12 %; they bring about 34.56 % of the liquidations\n',
    );
    expect(selfMade(12, 1.5, -0.25)).toContain(
      'the mark falls 12 %; they prevent liquidations: without them there are 25 % more\n',
    );
    expect(selfMade(0, null)).toContain(
      'Self-made       without forced sales the mark falls 0 %\n',
    );
    expect(selfMade(null, null)).toContain(
      'Self-made       not known: interrupted before the run without forced sales was over\n',
    );
  });

  it('draws mark, fund and liquidations on a terminal, no line wider than that', () => {
    const trends = new Trends(scenario);
    const timeUs = scenario.durationUs / 2;
    for (const [at, markTicks, insuranceFundUnits] of [
      [0, 403_246, 20_000],
      [timeUs, 300_000, 10_000],
      [scenario.durationUs, 350_000, 0],
    ]) {
      trends.instrumentSampled({ timeUs: at, instrument: 0, markTicks } as never);
      trends.venueSampled({ timeUs: at, venue: 0, insuranceFundUnits } as never);
    }
    trends.liquidationStarted({ timeUs, isFirstLeg: true } as never);
    const course = { trends, printer: new Printer(scenario), wallSeconds: 2.614 };
    for (const columns of [60, 80, 100, 200]) {
      const text = summaryText({}, columns, course);
      expect(text).toContain('4h simulated in 2.61 s');
      expect(text).toMatch(/Mark +█+▁+▄ {2}40,325 → 35,000, low 30,000\n/);
      expect(text).toMatch(/Fund +█+▅+▁\n/);
      expect(text).toMatch(/Liquidations +█\n/);
      for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(columns);
    }
    expect(summaryText({}, 0, course)).not.toMatch(/[▁-█]/);
  });
});
