import { describe, expect, it } from 'vitest';
import type { Shock } from '../../../src/scenario/scenario.js';
import { parseExpression } from '../../../src/scenario/expressions/parse-expression.js';
import { CONDITION_VARIABLES } from '../../../src/scenario/shocks/condition.js';
import { flatMargin, instrument, SECOND } from '../../helpers/scenarios.js';
import { longTo, quoter, Stage } from '../../helpers/stage.js';

/** The index falls by one tick a second, and is the mark. */
const FALLING = instrument({
  mark: { kind: 'index' },
  tickSize: '0.5',
  lotSize: '0.1',
  margin: flatMargin(10_000, 0),
  index: {
    everyUs: SECOND,
    process: {
      kind: 'path',
      volatility: 0,
      knots: Array.from({ length: 101 }, (_, second) => ({
        atUs: second * SECOND,
        price: 1000 - second,
      })),
    },
  },
});

function halt(text: string, rearmAfterUs = Infinity): Shock {
  const expression = parseExpression(text, CONDITION_VARIABLES);
  const when = { expression, rearmAfterUs };
  const place = { venue: 0, instrument: 0, atUs: Infinity };
  return { name: 's', kind: 'tradingHalt', forUs: 5 * SECOND, when, ...place };
}

/** Seconds at which the shock began, and the trigger of each incident. */
function begins(shock: Shock, scenario = {}): (readonly [number, string])[] {
  const stage = new Stage({
    venue: { instruments: [FALLING], markEveryUs: SECOND, insuranceFundUnits: 50 },
    traders: [quoter('bids 990x9 900x3 asks 1010x9'), longTo('a', 3, 980)],
    shocks: [shock],
    scenario: { settlement: { asset: 'USD', decimals: 1 }, ...scenario },
  }).finish();
  return stage.facts.incidents
    .filter(({ kind }) => kind === 'tradingHalt')
    .map(({ timeUs, trigger }) => [timeUs / SECOND, trigger] as const);
}

describe('a condition sets a shock off', () => {
  it.each([
    ['time_s >= 7', 7],
    ['index_price < 497', 7], // 993 ticks of 0.5
    ['mark_price <= 497', 6],
    ['mark_drawdown_pct > 1', 11],
    ['mark_drawdown_pct >= 1 and time_s > 20', 21],
    ['last_price < 500', 21],
    ['open_interest < 0.3', 21],
    ['liquidations > 0', 21],
    ['spread_bps >= 200', 0],
    ['bid_depth_1pct < 900', 0],
  ])('once: %s at %i s', (text, second) => {
    expect(begins(halt(text))).toEqual([[second, text]]);
  });

  it('again after its end and its cooldown, while it holds', () => {
    const times = begins(halt('time_s >= 10', 20 * SECOND)).map(([second]) => second);
    expect(times).toEqual([10, 35, 60, 85]);
  });

  it('never, when it does not hold: then the end of the run says so', () => {
    expect(begins(halt('mark_rise_pct > 50'))).toEqual([[100, 'not reached: mark_rise_pct > 50']]);
  });

  it('at looks of its own interval, where one is set', () => {
    const every = { conditionEveryUs: 4 * SECOND };
    expect(begins(halt('time_s >= 7'), every)[0][0]).toBe(8);
  });

  it('at most every 100 ms where marks follow every change, and misses none', () => {
    const shock = halt('last_price < 495');
    const stage = new Stage({
      venue: { instruments: [{ ...FALLING, mark: { kind: 'last' } }] },
      traders: [quoter('bids 999x1 980x9'), { name: 'b', mode: 'unmargined' }],
      shocks: [shock],
    })
      .at(SECOND, 'b', (decision) => decision.market(1, 1))
      .at(SECOND + 30_000, 'b', (decision) => decision.market(1, 1))
      .finish();
    expect(stage.facts.incidents[0].timeUs).toBe(SECOND + 100_000);
  });

  it('and a shock that never comes changes nothing else', () => {
    const run = (shocks: Shock[]): string[] =>
      new Stage({
        venue: { instruments: [FALLING] },
        traders: [quoter('bids 990x9 900x3 asks 1010x9'), longTo('a', 3, 980)],
        shocks,
      })
        .finish()
        .facts.lines.filter((line) => !/^(incident|runEnded)/.test(line));
    const strip = (lines: string[]): string[] =>
      lines.map((line) => line.replace(/"cause":-?\d+/, ''));
    expect(strip(run([halt('time_s > 1000')]))).toEqual(strip(run([])));
  });
});
