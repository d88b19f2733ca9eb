import { describe, expect, it } from 'vitest';
import { loadScenario } from '../../src/scenario/load.js';
import { SCENARIO } from '../cli/command.js';
import { changed, planOf, SWEEP } from './sweep-text.js';

describe('the plan of a sweep', () => {
  it('has every value with every other in the order of the file, in its words', async () => {
    const { cells, axes, design } = await planOf(SWEEP);
    expect(design).toEqual({ kind: 'grid' });
    expect(axes.map(({ name }) => name)).toEqual(['fund', 'wealth', 'rate']);
    expect(cells).toHaveLength(3 * 3 * 2);
    expect(cells.slice(0, 3).map(({ values }) => values)).toEqual([
      ['50', '10k', '[5/s, 10/s]'],
      ['50', '10k', '[1/s, 2/s]'],
      ['50', '30k', '[5/s, 10/s]'],
    ]);
    expect(cells[2].at).toEqual([0, 0.5, 0]);
  });

  it('says everything else that the file says', async () => {
    const { seeds, metrics, pairs, stop, limits, ...rest } = await planOf(SWEEP);
    expect(seeds).toEqual(Array.from({ length: 40 }, (_, row) => String(row + 1)));
    expect(metrics).toEqual(['bad_debt', 'max_mark_drawdown_pct']);
    expect(pairs).toBe('baseline');
    expect(stop).toEqual({ metric: 'bad_debt', halfWidth: 10_000 });
    expect(limits).toEqual({
      simulatedUs: 3_600_000_000,
      commands: 10_000_000,
      wallClockMs: 60_000,
      memoryBytes: 1_000_000_000,
    });
    expect(rest).toMatchObject({
      name: 'x',
      question: 'How large must the fund be?',
      scenarioFile: 'sweeps/small.yaml',
      settlementAsset: 'USDT',
      isCounterfactual: false,
      build: { id: '1+0' },
    });
  });

  it('names for each cell the overrides of its scenario, and that scenario’s hash', async () => {
    const { cells } = await planOf(SWEEP, { overrides: ['sampleEvery=20s'] });
    const [{ overrides, scenarioHash }] = cells;
    expect(overrides).toEqual([
      'duration=2m',
      'sampleEvery=20s',
      'venue.insuranceFund.initial=50',
      'populations.retail.wealth=10k',
      'populations.retail.marketOrders.rate=5/s',
      'populations.retail.limitOrders.rate=10/s',
    ]);
    expect(scenarioHash).toBe(loadScenario('small.yaml', SCENARIO, overrides).hash);
    expect(new Set(cells.map((cell) => cell.scenarioHash)).size).toBe(cells.length);
  });

  it('takes the name of a shipped scenario in place of a path', async () => {
    const plan = await planOf(changed(['scenario: small.yaml', 'scenario: small']));
    expect(plan.scenarioFile).toBe('shipped/small.yaml');
  });

  it('tries whole rulebooks, and formulas', async () => {
    const text = changed([
      'path: venue.insuranceFund.initial, list: [50, 100, 200]',
      'path: venue.liquidation.execution, list: [{ kind: whole }, { kind: steps, fraction: 50%, every: 1s }]',
    ]);
    const { cells } = await planOf(text);
    expect(new Set(cells.map(({ values }) => values[0]))).toEqual(
      new Set(['{ kind: whole }', '{ kind: steps, fraction: 50%, every: 1s }']),
    );
    const formula = changed(['list: [50, 100, 200]', 'list: [= 2 * 25, 100]']);
    const [first] = (await planOf(formula)).cells;
    const [plain] = (await planOf(SWEEP)).cells;
    expect(first.values[0]).toBe('= 2 * 25');
    expect(first.scenarioHash).toBe(plain.scenarioHash);
  });

  it('compares cells with the first where there is one by design, else none', async () => {
    const pairs = async (design: string) => {
      const text = changed(['design: grid', `design: ${design}`], [', steps: 3', '']);
      return (await planOf(text)).pairs;
    };
    expect(await pairs('{ kind: random, points: 3 }')).toBe('none');
    expect(await pairs('{ kind: oneAtATime, trajectories: 2 }')).toBe('none');
    expect((await planOf(changed(['design: grid', 'design: oneAtATime']))).pairs).toBe('baseline');
  });

  it('marks the designs of which sensitivities follow', async () => {
    const design = async (text: string) =>
      (await planOf(changed(['design: grid', `design: ${text}`], [', steps: 3', '']))).design;
    expect(await design('{ kind: sobol, points: 4 }')).toEqual({
      kind: 'sobol',
      isSaltelli: false,
    });
    const saltelli = { kind: 'sobol', isSaltelli: true };
    expect(await design('{ kind: sobol, points: 4, for: sensitivity }')).toEqual(saltelli);
    expect(await design('{ kind: oneAtATime, trajectories: 3 }')).toEqual({ kind: 'morris' });
  });

  it('tells how far it is', async () => {
    const seen: (readonly [number, number])[] = [];
    await planOf(SWEEP, { onProgress: (cells, of) => seen.push([cells, of]) });
    expect(seen).toEqual([
      [16, 18],
      [18, 18],
    ]);
  });
});

describe('the chance in a design', () => {
  const sampled = (kind: string, seed: string) =>
    changed(
      ['design: grid', `design: { kind: ${kind}, points: 8 }\nseed: ${seed}`],
      [', steps: 3', ''],
    );

  it.each(['latinHypercube', 'random', 'sobol'])(
    'is the same for the same file and another under another seed: %s',
    async (kind) => {
      const values = async (seed: string) =>
        (await planOf(sampled(kind, seed))).cells.map((cell) => cell.values);
      expect(await values('a')).toEqual(await values('a'));
      expect(await values('a')).not.toEqual(await values('b'));
    },
  );
});

describe('a sweep that grows', () => {
  const hashes = async (...edits: readonly (readonly [string, string])[]) =>
    (await planOf(changed(...edits))).cells.map(({ scenarioHash }) => scenarioHash);
  const noSteps = [', steps: 3', ''] as const;
  const design = (text: string) => ['design: grid', `design: ${text}`] as const;
  const value = ['list: [50, 100, 200]', 'list: [50, 75, 100, 200, 400]'] as const;

  it.each(['grid', 'oneAtATime'])('by values of an axis keeps every cell of a %s', async (kind) => {
    const few = await hashes(design(kind));
    const more = await hashes(design(kind), value);
    expect(more.length).toBeGreaterThan(few.length);
    for (const hash of few) expect(more).toContain(hash);
  });

  it.each(['sobol', 'sobol, for: sensitivity', 'random'])(
    'by points keeps every cell of %s, in its order',
    async (kind) => {
      const few = await hashes(design(`{ kind: ${kind}, points: 3 }`), noSteps);
      const more = await hashes(design(`{ kind: ${kind}, points: 7 }`), noSteps);
      expect(more.slice(0, few.length)).toEqual(few);
      expect(more.length).toBeGreaterThan(few.length);
    },
  );

  it('by trajectories keeps the earlier ones', async () => {
    const few = await hashes(design('{ kind: oneAtATime, trajectories: 2 }'), noSteps);
    const more = await hashes(design('{ kind: oneAtATime, trajectories: 5 }'), noSteps);
    expect(more.slice(0, few.length)).toEqual(few);
    expect(more).toHaveLength(5 * 4);
  });

  it('by points of a Latin hypercube is another design', async () => {
    const few = await hashes(design('{ kind: latinHypercube, points: 3 }'), noSteps);
    const more = await hashes(design('{ kind: latinHypercube, points: 4 }'), noSteps);
    expect(more.filter((hash) => few.includes(hash))).toEqual([]);
  });
});
