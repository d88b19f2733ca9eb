import { describe, expect, it } from 'vitest';
import { loadScenario } from '../../../src/scenario/load.js';
import { edited, problemsOf } from '../scenario-text.js';

describe('a constant written as a formula', () => {
  it('stands for its value wherever a number may stand', () => {
    const text = edited(
      ['side: sell, size: 5', 'side: sell, size: = 350 * 0.3'],
      ['size: -6%', 'size: = -0.02 * 3'],
      ['fraction: 25%', 'fraction: "= min(0.5, 1 / 4)"'],
      ['median: 0.007, sigma: 1.3', 'median: = 0.007 * 1, sigma: = 1.3'],
      ['count: 200', 'count: = 50 * 4'],
      ['window: 12', 'window: = 12'],
    );
    const { scenario, hash } = loadScenario('x.yaml', text);
    const size = scenario.shocks.find(({ kind }) => kind === 'marketOrder');
    expect(size).toMatchObject({ lots: 105_000 });
    const plain = loadScenario('x.yaml', edited(['side: sell, size: 5', 'side: sell, size: 105']));
    expect(hash).toBe(plain.hash);
    expect(scenario).toEqual(plain.scenario);
  });

  it('is read as on paper: 3 * 0.1 is 0.3', () => {
    const text = edited(['side: sell, size: 5', 'side: sell, size: = 3 * 0.1']);
    expect(loadScenario('x.yaml', text).scenario.shocks[1]).toMatchObject({ lots: 300 });
  });

  it('may be set from outside', () => {
    const { scenario } = loadScenario('x.yaml', edited(), ['shocks.dump.size== 2 * 3']);
    expect(scenario.shocks[1]).toMatchObject({ lots: 6000 });
  });

  it('is left alone in the question', () => {
    const text = edited(['question: How', 'question: = How']);
    expect(loadScenario('x.yaml', text).question).toMatch(/^= How/);
  });

  it.each([
    ['size: = 350 * dept', /shocks\.dump\.size expected numbers only, found "dept"$/],
    ['size: = 1 / 0', /expected a formula with a finite value, found Infinity$/],
    ['size: = ', /expected an expression, found nothing$/],
    ['size: = -5', /shocks\.dump\.size expected a size above 0, found -5$/],
    ['size: = 1 / 3', /shocks\.dump\.size expected a multiple of the lot 0.001, found 0.333/],
  ])('%s is refused', (to, report) => {
    const problems = problemsOf(edited(['size: 5', to]));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(report);
  });

  it.each(['size: = 350 * dept', 'size: "= 350 * dept"', "size: '= 350 * dept'"])(
    '%s is refused at the word that is wrong',
    (to) => {
      const text = edited(['size: 5', to]);
      const line = text.split('\n').findIndex((it) => it.includes('350 * dept'));
      const column = text.split('\n')[line].search(/dept\W/);
      expect(problemsOf(text)[0]).toMatch(new RegExp(`^x.yaml:${line + 1}:${column + 1} `));
    },
  );

  it('with ? and : is told to be put in quotes', () => {
    const problems = problemsOf(edited(['size: 5', 'size: = 1 < 2 ? 5 : 6']));
    expect(problems[0]).toMatch(/YAML that can be read: a formula with \? and : in quotes/);
    expect(problemsOf(edited(['size: 5', 'size: "= 1 < 2 ? 5 : 6"']))).toEqual([]);
  });

  it('needs no unit only where a number needs none', () => {
    const problems = problemsOf(edited(['duration: 5h', 'duration: = 5 * 3600']));
    expect(problems).toEqual([
      expect.stringMatching(/^x.yaml:3:11 duration expected a duration .*, found 18000$/),
    ]);
  });

  it('is told once when it is wrong in a law, with what else is wrong', () => {
    const problems = problemsOf(
      edited(['median: 0.007, sigma: 1.3', 'median: = 0.007 * k, sigma: 99']),
    );
    expect(problems).toHaveLength(2);
    expect(problems[0]).toMatch(/size\.lognormal\.median expected numbers only, found "k"/);
    expect(problems[1]).toMatch(/size\.lognormal\.sigma expected a number from 0 to 10, found 99$/);
  });

  it('is told once when it is wrong alone in a law', () => {
    const problems = problemsOf(edited(['median: 0.007, sigma: 1.3', 'median: = k, sigma: 1']));
    expect(problems).toHaveLength(1);
  });

  it('is told at its override', () => {
    expect(problemsOf(edited(), ['shocks.dump.size== 2 * x'])).toEqual([
      '--set "shocks.dump.size== 2 * x" shocks.dump.size expected numbers only, found "x"',
    ]);
  });
});
