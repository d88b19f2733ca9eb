import { describe, expect, it } from 'vitest';
import { loadScenario } from '../../src/scenario/load.js';
import { edited, EVERY_KIND, problemsOf } from './scenario-text.js';

const bears = (text = EVERY_KIND) =>
  loadScenario('x.yaml', text).scenario.populations.find(({ name }) => name === 'bears');

describe('the habits of speculators', () => {
  it('are compiled to microseconds, shares and units', () => {
    expect(bears()).toMatchObject({
      herding: { strength: 0.5, horizonUs: 600_000_000 },
      entryWindow: { fromUs: 3_600_000_000, untilUs: 14_400_000_000 },
      entryTrend: { move: 0.01, horizonUs: 900_000_000 },
      cash: { kind: 'exponential', mean: 20_000_000 },
      lookRate: 1 / 60,
      stopLoss: { kind: 'uniform', from: 0.3, to: 0.9 },
      takeProfit: { kind: 'fixed', value: 1.5 },
      topUp: { below: 2, share: 0.5 },
      deleverage: { threshold: 0.2, strength: 0.3, share: 0.4 },
      reentry: { after: { kind: 'exponential', mean: 1_800_000_000 }, chance: 0.6, deposit: 0.8 },
    });
  });

  it('are absent where nothing is said', () => {
    const { populations } = loadScenario('x.yaml', EVERY_KIND).scenario;
    expect(populations.find(({ name }) => name === 'longs')).toMatchObject({
      herding: null,
      entryWindow: null,
      entryTrend: null,
      cash: { kind: 'fixed', value: 0 },
      lookRate: 0,
      stopLoss: null,
      takeProfit: null,
      topUp: null,
      deleverage: null,
      reentry: null,
    });
    const endless = edited(['until: 4h', 'until: never']);
    expect(bears(endless)).toMatchObject({ entryWindow: { untilUs: Infinity } });
  });

  it.each<[string, readonly [string, string], RegExp]>([
    [
      'that act at looks and never look',
      ['lookRate: 1/min', 'lookRate: 0/s'],
      /^x\.yaml:\d+:15 populations\.bears\.lookRate expected a rate above 0, because stopLoss, takeProfit, topUp, deleverage, reentry can only act at looks, found 0\/s$/,
    ],
    [
      'that herd to the only side there is',
      ['longShare: 30%', 'longShare: 100%'],
      /populations\.bears\.longShare expected a share between 0% and 100%, because herding moves it, found 100%$/,
    ],
    [
      'that enter before they may',
      ['until: 4h', 'until: 30m'],
      /populations\.bears\.entryWindow\.until expected a time after from, found an earlier one$/,
    ],
    [
      'that answer calls without cash',
      ['cash: { exponential: { mean: 2k } }', 'cash: 0'],
      /populations\.bears\.cash expected money for topUp, such as 10k, found 0$/,
    ],
    [
      'that answer calls which nobody makes',
      ['wealth: 3k', 'wealth: 3k\n    margin: unmargined'],
      /populations\.bears\.topUp expected none, because margin is unmargined/,
    ],
    [
      'called when it is too late',
      ['topUp: { below: 2', 'topUp: { below: 1'],
      /topUp\.below expected a number above 1 and to 1000, found 1$/,
    ],
    [
      'that hold more cash than can be counted',
      ['cash: { exponential: { mean: 2k } }', 'cash: { uniform: { from: 1, to: 900B } }'],
      /populations\.bears\.cash expected deposits of at most/,
    ],
  ])('are refused: %s', (_, edit, report) => {
    const problems = problemsOf(edited(edit)).filter((line) => !line.includes('.leverage '));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(report);
  });
});
