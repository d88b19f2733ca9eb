import { create, all } from 'mathjs';
import { compileClosure } from '../../dist/core/expression.js';
import { parseExpression } from '../../dist/scenario/expressions/parse-expression.js';

export const name = 'expressions';
export const question = 'What does a formula of a scenario cost a call, with ten of them in turn?';
export const rounds = 5;

const VARIABLES = ['mark', 'index', 'depth', 'volatility', 'hours'];
const FORMULAS = [
  'max(0.005, 3 * volatility * sqrt(hours))',
  'mark < 0.9 * index',
  'mark < 0.9 * index and volatility > 1',
  'max(1, volatility / 0.8)',
  'depth < 0.5 * 350 or mark < 30000',
  'min(max(volatility / 0.8, 1), 4)',
  'mark > index ? 1 : depth / 100',
  'abs(mark - index) / index > 0.01',
  'min(1, 0.01 + depth / 500e6)',
  'exp(-hours) * volatility',
];
const VALUES = [40_000, 40_100, 300, 0.9, 0.01];

export const contenders = {
  closures: () => {
    const closures = FORMULAS.map((text) => compileClosure(parseExpression(text, VARIABLES)));
    const slots = Float64Array.from(VALUES);
    return measured(3_000_000, (turn) => {
      slots[0] = 40_000 + (turn & 63);
      return closures[turn % 10](slots);
    });
  },
  mathjs: () => {
    const mathjs = create(all);
    const compiled = FORMULAS.map((text) => mathjs.compile(text));
    const scope = Object.fromEntries(VARIABLES.map((name, slot) => [name, VALUES[slot]]));
    return measured(300_000, (turn) => {
      scope.mark = 40_000 + (turn & 63);
      return Number(compiled[turn % 10].evaluate(scope));
    });
  },
};

export const bars = [
  {
    claim: 'nanoseconds a call',
    value: (medians) => medians.closures.nanoseconds,
    atMost: 50,
  },
  {
    claim: 'times faster than mathjs',
    value: (medians) => medians.mathjs.nanoseconds / medians.closures.nanoseconds,
    atLeast: 8,
  },
];

/** The second of two passes, so that the code is warm; the sum keeps the work from being dropped. */
function measured(calls, evaluate) {
  let nanoseconds = 0;
  let sum = 0;
  for (let pass = 0; pass < 2; pass++) {
    sum = 0;
    const from = performance.now();
    for (let turn = 0; turn < calls; turn++) sum += evaluate(turn);
    nanoseconds = ((performance.now() - from) * 1e6) / calls;
  }
  return { nanoseconds, mean: (sum / calls).toPrecision(9) };
}
