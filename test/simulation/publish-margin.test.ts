import { describe, expect, it } from 'vitest';
import { PPM } from '../../src/core/units.js';
import { parseExpression } from '../../src/scenario/expressions/parse-expression.js';
import { MARGIN_STEP_VARIABLES, type MarginSteps } from '../../src/scenario/scenario.js';
import { StepMeter } from '../../src/simulation/margin/step-meter.js';
import { flatMargin, instrument, SECOND } from '../helpers/scenarios.js';
import { quoter, Stage, type Trader } from '../helpers/stage.js';

const YEAR_US = 365 * 86_400 * SECOND;

function steps(factor: string, change: Partial<MarginSteps> = {}): MarginSteps {
  const expression = parseExpression(factor, MARGIN_STEP_VARIABLES);
  return {
    everyUs: 10 * SECOND,
    factor: expression,
    memoryUs: SECOND,
    startVolatility: 0,
    ...change,
  };
}

/** 10 lots each at 1000; they must hold 10 % to open and 5 % to keep, times the factor. */
function stage(factor: string, traders: readonly Trader[]): Stage {
  const rules = { mark: { kind: 'index' } as const, margin: flatMargin(100_000, 50_000) };
  const market = instrument({ ...rules, marginSteps: steps(factor) });
  const book = quoter('bids 1000x99 asks 1001x99');
  return new Stage({ venue: { instruments: [market] }, traders: [book, ...traders] });
}

const holder = (name: string, wealth: number, lots = 10): Trader => ({
  name,
  wealth,
  holds: [{ lots }],
});

describe('requirements that change in published steps', () => {
  it('liquidate who is in breach by the new ones, by the cause rule, and nobody else', () => {
    const run = stage('open_interest > 15 ? 2 : 1', [holder('poor', 1000), holder('rich', 1001)]);
    run.run(10 * SECOND - 1);
    expect(run.facts.starts).toEqual([]);
    run.finish();
    // 10,000 × 10 % = 1000, at which poor is in breach; with its 10 lots gone the factor is 1 again.
    expect(run.tree()).toBe('rule: poor');
    expect(run.end('poor')).toMatchObject({ timeUs: 10 * SECOND });
    const incidents = run.facts.incidents.map(({ kind, timeUs, severity }) => [
      kind,
      timeUs,
      severity,
    ]);
    expect(incidents).toEqual([
      ['marginStep', 10 * SECOND, 2],
      ['marginStep', 20 * SECOND, 1],
    ]);
  });

  it('hold for shorts and for accounts in cross margin, too', () => {
    const cross: Trader = { name: 'cross', mode: 'cross', wealth: 1000, holds: [{ lots: 10 }] };
    const run = stage('2', [holder('short', 1000, -10), cross]).finish();
    expect(run.tree()).toBe('rule: short; rule: cross');
  });

  it('are those that orders and agents meet from then on', () => {
    const run = stage('3', [holder('rich', 9000)]).finish();
    expect(run.world.margin.tiers[0].initialPpm[0]).toBe(300_000);
    expect(run.world.margin.tiers[0].maintenancePpm[0]).toBe(150_000);
    const known = run.world.populations.map(({ facts }) => facts[0].margin.tiers[0].initialPpm);
    expect(known).toEqual([300_000, 300_000]);
  });

  it.each([
    ['are never above the whole notional', '50', 1_000_000, 1_000_000],
    ['stay as they are where the formula is no number', '0 / 0', 100_000, 50_000],
    ['stay as they are where the formula is not positive', '-2', 100_000, 50_000],
    ['are rounded up', '1.000011', 100_002, 50_001],
    [
      'follow prices in the units of the tables',
      'mark_price / 500 + index_price / 1000',
      300_000,
      150_000,
    ],
    [
      'follow the notional within one per cent of the mid',
      'bid_depth_1pct / 99000 + ask_depth_1pct / 99099',
      200_000,
      100_000,
    ],
  ])('%s', (_, factor, initialPpm, maintenancePpm) => {
    const { tiers } = stage(factor, [holder('rich', 20_000)]).finish().world.margin;
    expect([tiers[0].initialPpm[0], tiers[0].maintenancePpm[0]]).toEqual([
      initialPpm,
      maintenancePpm,
    ]);
  });

  it('follow an instrument of small ticks and lots in the units of the tables, too', () => {
    const rules = { mark: { kind: 'index' } as const, margin: flatMargin(100_000, 50_000) };
    const small = { tickSize: '0.5', lotSize: '0.01', unitsPerTickLot: 1 };
    const run = new Stage({
      venue: { instruments: [instrument({ ...rules, ...small, marginSteps: steps('1') })] },
      traders: [quoter('bids 998x30 asks 1002x40'), holder('rich', 20_000)],
      scenario: { settlement: { asset: 'USD', decimals: 2 } },
    }).finish();
    const [, interest, bids, asks, mark, index] = run.world.instruments[0].steps!.values;
    // 10 lots of 0.01; 30 lots at 998 ticks are 29,940 cents.
    expect(interest).toBeCloseTo(0.1, 12);
    expect([bids, asks].map((depth) => depth.toFixed(6))).toEqual(['299.400000', '400.800000']);
    expect([mark, index]).toEqual([500, 500]);
  });

  it('without a change look at nobody', () => {
    const run = stage('1', [holder('poor', 501)]).finish();
    expect(run.facts.incidents).toEqual([]);
  });
});

describe('the volatility that they follow', () => {
  it('tends to that of the mark from its start, with its memory', () => {
    const memoryUs = 600 * SECOND;
    const meter = new StepMeter(steps('volatility', { memoryUs, startVolatility: 2 }));
    let timeUs = 0;
    let markTicks = 1e9;
    meter.observe(timeUs, markTicks);
    for (let look = 0; look < 1000; look++) {
      const passedUs = (1 + (look % 3)) * SECOND;
      const move = 0.8 * Math.sqrt(passedUs / YEAR_US);
      timeUs += passedUs;
      markTicks *= Math.exp(look % 2 === 0 ? move : -move);
      meter.observe(timeUs, markTicks);
      const expected = 0.64 + (4 - 0.64) * Math.exp(-timeUs / memoryUs);
      expect(meter.volatilityAt(timeUs) * meter.volatilityAt(timeUs)).toBeCloseTo(expected, 6);
    }
    meter.values[0] = meter.volatilityAt(timeUs);
    expect(meter.nextFactorPpm() / PPM).toBeCloseTo(meter.volatilityAt(timeUs), 6);
  });

  it('falls while the mark stands still, whether or not anybody computes it', () => {
    const quiet = new StepMeter(steps('volatility', { startVolatility: 1 }));
    const watched = new StepMeter(steps('volatility', { startVolatility: 1 }));
    for (const meter of [quiet, watched]) meter.observe(0, 1000);
    for (let second = 1; second <= 4; second++) watched.observe(second * SECOND, 1000);
    expect(quiet.volatilityAt(4 * SECOND)).toBeCloseTo(Math.exp(-2), 12);
    expect(watched.volatilityAt(4 * SECOND)).toBeCloseTo(Math.exp(-2), 12);
  });

  it('takes no offence at two marks at once, or at a mark of nothing', () => {
    const meter = new StepMeter(steps('volatility', { startVolatility: 1 }));
    meter.observe(0, 1000);
    meter.observe(0, 2000);
    meter.observe(5, 0);
    expect(meter.volatilityAt(0)).toBe(1);
  });
});
