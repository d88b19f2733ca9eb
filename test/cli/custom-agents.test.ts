import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { contents, readTable, SCENARIO, unwind, workplace } from './command.js';

const WITH_OWN = SCENARIO.replace(
  'shocks:',
  '  own: { kind: ./agent.js, count: 3, margin: cross, wealth: 5k, wakeRate: 1/s, parameters: { size: 2 } }\nshocks:',
);
const BUYER = `export default ({ parameters: { size } }) => ({
  wake(agent, market, draws, decision) {
    if (draws.uniform() < 0.1) decision.market(draws.uniform() < 0.5 ? 'buy' : 'sell', size);
  },
});
`;

function placeWith(module: string | null): string {
  const place = workplace(WITH_OWN);
  if (module !== null) writeFileSync(join(place, 'agent.js'), module);
  return place;
}

describe('a scenario with agents of a module', () => {
  test('runs the module beside it, from wherever it is named, to the same bytes', () => {
    const place = placeWith(BUYER);
    expect(unwind(place, 'validate', 'small.yaml')).toMatchObject({ code: 0, stderr: '' });
    expect(unwind(place, 'run', 'small.yaml', '--out', 'one')).toMatchObject({
      code: 0,
      stderr: '',
    });
    mkdirSync(join(place, 'elsewhere'));
    const there = join(place, 'elsewhere');
    expect(unwind(there, 'run', '../small.yaml', '--out', '../two', '--quiet').code).toBe(0);
    const own = readTable(join(place, 'one'), 'cohorts').find(({ cohort }) => cohort === 'own');
    expect(Number(own!['pnl'])).not.toBe(0);
    const [{ 'timing.json': _, ...one }, two] = ['one', 'two'].map((name) =>
      contents(join(place, name)),
    );
    expect(two).toMatchObject(one);
  });

  test('is another scenario when the module changes', () => {
    const place = placeWith(BUYER);
    unwind(place, 'run', 'small.yaml', '--quiet');
    expect(unwind(place, 'run', 'small.yaml').stdout).toContain('already there');
    writeFileSync(join(place, 'agent.js'), `${BUYER}// changed\n`);
    expect(unwind(place, 'run', 'small.yaml').code).toBe(2);
  });

  test.each<[string, string | null, RegExp]>([
    ['is missing', null, /found no such file$/m],
    ['has no default export', 'export const a = 1;\n', /found no default export that is one$/m],
    [
      'exports no function',
      'export default { wake() {} };\n',
      /found no default export that is one$/m,
    ],
    ['is no JavaScript', 'export default (\n', /found one that can not be loaded: SyntaxError: /m],
    ['throws when it is loaded', 'throw new Error("oh");\n', /can not be loaded: Error: oh$/m],
  ])(
    'is refused by validate and run at the line of its kind when the module %s',
    (_, module, found) => {
      const place = placeWith(module);
      for (const command of ['validate', 'run']) {
        const { code, stdout, stderr } = unwind(place, command, 'small.yaml');
        expect(code).toBe(2);
        expect(stdout).toBe('');
        expect(stderr).toMatch(
          /^small\.yaml:\d+:16 populations\.own\.kind expected a module whose default export is a function, found /,
        );
        expect(stderr).toMatch(found);
      }
    },
  );

  test.each([
    [
      'throws',
      'market.noSuch.thing;',
      /\.\/agent\.js: wake of agent \d at \d+\.\d{6} s: Cannot read .*thing.* \(agent\.js:3:\d+\)/,
    ],
    [
      'asks for what is no order',
      "decision.market('buy', 0.5);",
      /\.\/agent\.js: wake of agent \d at .*: lots of market expected a whole number .* found 0\.5/,
    ],
  ])('ends with code 1 and leaves no folder when the module %s', (_, body, message) => {
    const place = placeWith(
      `export default () => ({\n  wake(agent, market, draws, decision) {\n    ${body}\n  },\n});\n`,
    );
    const { code, stderr } = unwind(place, 'run', 'small.yaml', '--out', 'never', '--quiet');
    expect(code).toBe(1);
    expect(stderr).toMatch(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(Object.keys(contents(place))).toEqual(['agent.js', 'small.yaml']);
  });

  test('ships as an example that runs', () => {
    const place = workplace();
    const examples = join(import.meta.dirname, '../../scenarios/examples');
    for (const name of ['custom-agent.yaml', 'dip-buyer.js']) {
      writeFileSync(join(place, name), readFileSync(join(examples, name)));
    }
    const markAfterSale = (...flags: string[]): number => {
      const ran = unwind(
        place,
        'run',
        'custom-agent.yaml',
        '--seed',
        '2',
        '--quiet',
        '--overwrite',
        '--out',
        'run',
        ...flags,
      );
      expect(ran).toEqual({ code: 0, stdout: '', stderr: '' });
      const rows = readTable(join(place, 'run'), 'timeseries');
      return Number(rows.find((row) => Number(row['time_s']) === 330)!['mark_price']);
    };
    const without = markAfterSale('--set', 'populations.dipBuyers.count=0');
    expect(markAfterSale()).toBeGreaterThan(1.01 * without);
    const buyers = readTable(join(place, 'run'), 'cohorts').find(
      ({ cohort }) => cohort === 'dipBuyers',
    );
    expect(Number(buyers!['fees_paid'])).toBeGreaterThan(0);
  });
});
