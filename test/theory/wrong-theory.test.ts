import { describe, expect, it } from 'vitest';
import {
  type CascadeEnd,
  type CascadeSize,
  type MakerPaths,
  type MarketMaking,
  type Passage,
  type Run,
  type Spread,
  type Touch,
  theoryScript,
  verdictsOf,
} from './scripts.js';

const { loadTheory } = await theoryScript<Run>('support/run');

describe('a wrong theory is refused', () => {
  it('for the number of liquidations: another lambda, another n', async () => {
    const size = await theoryScript<CascadeSize>('cas-1');
    const scenario = loadTheory('cas-1', []);
    const theory = size.theoryOf(scenario);
    expect(theory?.lambda).toBeCloseTo(1, 9);
    expect(theory?.n).toBeCloseTo(0.5, 9);
    const observed = size.observe(scenario, theory, 800);
    const right = verdictsOf(size.compare(observed, { lambda: 1, n: 0.5 }));
    expect(new Set(Object.values(right))).toEqual(new Set(['pass']));

    expect(verdictsOf(size.compare(observed, { lambda: 1.3, n: 0.5 }))).toMatchObject({
      'P(N = k), chi-square': 'fail',
      'mean of N': 'fail',
      'P(roots = k), chi-square': 'fail',
      'children ÷ episodes': 'pass', // tells n, whatever lambda is
    });
    expect(verdictsOf(size.compare(observed, { lambda: 1, n: 0.4 }))).toMatchObject({
      'P(N = k), chi-square': 'fail',
      'mean of N': 'fail',
      'P(roots = k), chi-square': 'pass', // tells lambda, whatever n is
      'children ÷ episodes': 'fail',
      'P(tree = k), chi-square': 'fail',
      'mean size of a tree': 'fail',
    });
  });

  it('for the end of a cascade: two ticks more', async () => {
    const end = await theoryScript<CascadeEnd>('cas-2');
    const scenario = loadTheory('cas-2', ['populations.longs.count=9000']);
    const theory = end.theoryOf(scenario);
    if (theory === null) throw new Error('the page has this point');
    const observed = end.observe(scenario);
    const verdict = (fallTicks: number): string =>
      end.compare(observed, { ...theory, fallTicks })[0].verdict;
    expect(theory.fallTicks).toBeCloseTo(100, 9);
    expect([98, 100, 102].map(verdict)).toEqual(['fail', 'pass', 'fail']);
  });

  it('for the spread: the fit to the mean-field theory', async () => {
    const { compare, flowOf, referenceOf } = await theoryScript<Spread>('zi');
    const reference = referenceOf(flowOf(loadTheory('zi', [])));
    expect(reference).toMatchObject({ mean: 0.6282, sd: 0.468 });
    const fitted = 0.28 + 1.86 * Math.exp(0.75 * Math.log(0.1));
    const found = { sd: 0.468, meanError: 0.002, sdError: 0.002 };
    expect(compare({ mean: 0.63, ...found }, reference)[0].verdict).toBe('pass');
    expect(compare({ mean: fitted, ...found }, reference)[0].verdict).toBe('fail');
  });

  it('for the touch: market orders at twice the rate', async () => {
    const { compare, observe, theoryOf, upProbability } = await theoryScript<Touch>('cst');
    const scenario = loadTheory('cst', [
      'populations.traders.opening.bids=3',
      'populations.traders.opening.asks=1',
    ]);
    expect(theoryOf(scenario)).toMatchObject({ birth: 1.85, death: 0.94, cancel: 0.71 });
    const runs = 6_000;
    const share = observe(scenario, runs);
    const queues = { bids: 3, asks: 1, birth: 1.85 };
    const right = upProbability({ ...queues, death: 0.94, cancel: 0.71 });
    const wrong = upProbability({ ...queues, death: 1.88, cancel: 0.71 });
    expect(compare({ share, runs }, right)[0].verdict).toBe('pass');
    expect(compare({ share, runs }, wrong)[0].verdict).toBe('fail');
  });

  it('for the first passage: a barrier that is watched all the time', async () => {
    const { compare, firstPassage } = await theoryScript<Passage>('bar');
    const path = { trend: -0.32, volatility: 0.8, years: 1 / 365 };
    const distance = -Math.log(0.95 / 0.995);
    const always = firstPassage({ ...path, distance, stepYears: 0 });
    const everyMinute = firstPassage({ ...path, distance, stepYears: 1 / 525_600 });
    const runs = 80_000;
    expect(compare({ share: everyMinute, runs }, everyMinute)[0].verdict).toBe('pass');
    expect(compare({ share: always, runs }, everyMinute)[0].verdict).toBe('fail');
  });

  it('for the maker: a reference of another aversion, a book that is 10 % off', async () => {
    const { compare, modelOf, referenceOf } = await theoryScript<MarketMaking>('as');
    const { exogenousFills } = await theoryScript<MakerPaths>('support/maker-paths');
    const scenario = loadTheory('as', ['populations.maker.strategy.center=mid']);
    const model = modelOf(scenario);
    expect(model?.['fillRate']).toBeCloseTo(140, 3);
    expect(model?.['sigma']).toBeCloseTo(2, 6);
    const drawn = exogenousFills(model, 4_000);
    const reference = referenceOf(model);
    if (reference === null) throw new Error('the page has this point');
    const verdicts = (theory: typeof reference) =>
      new Set(compare({ drawn, traded: drawn, reach: 0 }, theory).map(({ verdict }) => verdict));
    expect(verdicts(reference)).toEqual(new Set(['pass']));

    const { mean, sd, inventorySd } = reference;
    const off = { mean: 1.1 * mean, sd: 1.1 * sd, inventorySd: 1.1 * inventorySd };
    expect(verdicts(off)).toEqual(new Set(['fail']));
    const leaning = exogenousFills({ ...model, center: 'reservation' }, 4_000);
    const rows = compare({ drawn: leaning, traded: leaning, reach: 3.5 }, reference);
    expect(new Set(rows.map(({ verdict }) => verdict))).toEqual(new Set(['fail', 'pass']));
    expect(verdictsOf(rows)).toMatchObject({
      'fills: mean profit': 'fail',
      'fills: sd of inventory': 'fail',
      'book: sd of profit': 'fail',
    });
  });
});
