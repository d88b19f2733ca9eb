import { describe, expect, it } from 'vitest';
import { loadScenario } from '../../src/scenario/load.js';
import { edited, EVERY_KIND, problemsOf } from './scenario-text.js';

function withOverrides(...overrides: readonly string[]) {
  return loadScenario('x.yaml', EVERY_KIND, overrides).scenario;
}

describe('an override', () => {
  it('sets what the file could have set', () => {
    const scenario = withOverrides(
      'venue.insuranceFund.initial=1M',
      'venue.instruments.BTC-PERP.index.knots[1].price=40000',
      'venue.instruments.BTC-PERP.index.knots.2.price=41000',
      'populations.hedgers.wealth={ uniform: { from: 1k, to: 2k } }',
      'shocks.news.size = -20%',
    );
    expect(scenario.venues[0].insuranceFundUnits).toBe(10_000_000_000);
    expect(scenario.venues[0].instruments[0].index.process).toMatchObject({
      knots: [{}, { price: 400_000 }, { price: 410_000 }],
    });
    expect(scenario.populations[2].wealth).toEqual({ kind: 'uniform', from: 1e7, to: 2e7 });
    expect(scenario.shocks[0]).toMatchObject({ size: -0.2 });
  });

  it('sets what the file leaves at its default, and adds a population', () => {
    const scenario = withOverrides(
      'maxCommands=5k',
      'populations.late={ kind: keeper, count: 1, wealth: 5k, lookRate: 1/s }',
      'populations.late.count=7',
    );
    expect(scenario.maxCommands).toBe(5000);
    expect(scenario.populations.at(-1)).toMatchObject({ name: 'late', count: 7 });
  });

  it('finds names that have dots', () => {
    const text = EVERY_KIND.replaceAll('BTC-PERP', 'BTC.PERP');
    const { scenario } = loadScenario('x', text, ['venue.instruments.BTC.PERP.maxPrice=200000']);
    expect(scenario.venues[0].instruments[0].maxPriceTicks).toBe(2_000_000);
  });

  it('gives the scenario that the edited file gives, with its hash', () => {
    const overridden = loadScenario('x', EVERY_KIND, ['duration=6h']);
    const written = loadScenario('x', edited(['duration: 5h', 'duration: 6h']));
    expect(overridden.hash).toBe(written.hash);
    expect(overridden.hash).not.toBe(loadScenario('x', EVERY_KIND).hash);
    expect(overridden.scenario).toEqual(written.scenario);
  });

  it.each([
    [
      'venue.takrFee=5bp',
      /^--set venue.takrFee=5bp venue.takrFee expected one of the keys name, .* found takrFee; did you mean takerFee\?$/,
    ],
    [
      'venue.insuranceFnd.initial=1M',
      /^--set .* venue.insuranceFnd expected one of the keys .*did you mean insuranceFund\?$/,
    ],
    [
      'populations.lngs.count=4',
      /^--set .* populations.lngs expected one of retail, longs, .*, found lngs; did you mean longs\?$/,
    ],
    [
      'populations.longs.count=5s',
      /^--set .* populations.longs.count expected a whole number .*, found 5s$/,
    ],
    [
      'populations.hedgers.wealth.uniform.to=3',
      /^--set .* populations.hedgers.wealth expected a mapping, to set "uniform" in it, found 5M$/,
    ],
    [
      'venue.instruments.BTC-PERP.index.knots[7].price=3',
      /^--set .* venue.instruments.BTC-PERP.index.knots\[7\] expected a number from 0 to 2 .*$/,
    ],
    ['duration=', /^--set duration= duration expected a duration .*, found nothing$/],
    ['duration=[', /^--set duration=\[ expected YAML that can be read, found a fault: .*$/],
    [
      'duration',
      /^--set duration expected path=value, such as venue.takerFee=5bp, found no path or no value$/,
    ],
    ['=5', /^--set =5 expected path=value, .*$/],
    ['__proto__.polluted=1', /^--set .* __proto__ expected one of .*$/],
    [
      'populations.__proto__={ kind: keeper }',
      /^--set .* populations.__proto__ expected one of .*$/,
    ],
    [
      'venue.liquidation.execution={ kind: keepers }',
      /^--set .* venue.liquidation.execution.discount expected a fraction .*, found nothing$/,
    ],
    ['a\u001b[31m=1', /^--set "a\\u001b\[31m=1" "a\\u001b"?.* expected one of the keys .*$/],
  ])('%s is reported at its own place', (override, report) => {
    const problems = problemsOf(EVERY_KIND, [override]);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(report);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  it('is reported after the file, in the order given', () => {
    const text = edited(['takerFee: 4bp', 'takerFee: 4s']);
    const problems = problemsOf(text, ['sampleEvery=x', 'duration=x']);
    expect(problems.map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual([
      'x.yaml:9:13 venue.takerFee',
      '--set sampleEvery=x',
      '--set duration=x',
    ]);
  });

  it('can mend the file', () => {
    const text = edited(['duration: 5h', 'duration: 5']);
    expect(problemsOf(text)).toHaveLength(1);
    expect(problemsOf(text, ['duration=5h'])).toEqual([]);
  });
});
