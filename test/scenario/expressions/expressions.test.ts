import { describe, expect, it } from 'vitest';
import { compileClosure } from '../../../src/core/expression.js';
import { parseExpression } from '../../../src/scenario/expressions/parse-expression.js';
import { WrongExpression } from '../../../src/scenario/expressions/fault.js';

const VARIABLES = ['mark', 'index', 'open_interest'];

/** [text, where its fault begins (nothing: at its end), what is said of it]. */
const WRONG: readonly (readonly [text: string, at: string, report: RegExp])[] = [
  ['', '', /^expected an expression, found nothing$/],
  ['indx < 3', 'indx', /^expected a variable \(mark, index, open_interest\), found "indx"; index$/],
  ['mark > 2 and sqr(mark) > 1', 'sqr', /^expected a function \(min, .*\), found "sqr"; sqrt$/],
  ['import("fs")', 'import', /^expected a function/],
  ['mark = 3', '= 3', /^expected == to compare; nothing can be assigned, found "="$/],
  ['f(x) = 3', 'f(x)', /^expected a function/],
  ['5% * mark', '%', /^expected a number without %, such as 0.05 for 5%, found "%"$/],
  ['mark > 1 && index > 1', '&&', /^expected and, found "&"$/],
  ['mark > 1 || index > 1', '||', /^expected or, found "\|"$/],
  ['!mark', '!', /^expected not, found "!"$/],
  ['mark!', '!', /^expected not/],
  ['mark == "high"', '"high', /^expected a number or a variable; there is no text/],
  ['max([1, 2])', '[', /^expected round brackets; there are no lists and no mappings/],
  ['{a: 1}', '{', /^expected round brackets/],
  ['mark; index', ';', /^expected one expression/],
  ['mark # high', '#', /^expected an expression without a comment/],
  ['mark.constructor', '.constructor', /there are no members/],
  [
    '2 mark',
    'mark',
    /^expected an operator such as \* between two values, found "mark" right after/,
  ],
  ['(mark)(index)', '(index)', /^expected an operator such as \*/],
  ['mark(2)', '(2)', /^expected an operator such as \*/],
  ['mark not index', 'not', /^expected an operator/],
  ['not mark > 3', 'mark', /^expected \( after not, which binds/],
  ['3 cm', 'cm', /^expected a variable/],
  ['1:mark', ':', /^expected numbers, variables, operators, functions and `a \? b : c`/],
  ['1 < mark < 3', '< 3', /^expected two comparisons with `and` between them/],
  ['mark ^ 0.5', '^', /^expected a whole power from 1 to 8, or exp\(y \* log\(x\)\)/],
  ['mark ^ index', '^', /^expected a whole power/],
  ['mark ^ 9', '^', /^expected a whole power/],
  ['((mark^8)^8)^8', '((mark', /^expected a power of something shorter/],
  ['mark + 1e999', '1e999', /^expected a number below 1.8e308, found 1e999$/],
  ['max()', 'max', /^expected 1 to 20 values for max, found 0$/],
  ['max(1, abs(1, 2))', 'abs', /^expected 1 value for abs, found 2$/],
  ['clamp(mark, 1)', 'clamp', /^expected 3 values for clamp, found 2$/],
  ['mark +', '', /^expected an expression that can be read, found a fault: Unexpected end/],
  [
    '(mark',
    '',
    /^expected an expression that can be read, in quotes .* a fault: Parenthesis \) expected$/,
  ],
  ['random()', 'random', /^expected a function/],
  ['true', 'true', /^expected a variable/],
  ['π * mark', 'π', /^expected a variable/],
  ['mark ± 1', '±', /^expected a number, a variable, a function or an operator, found "±"$/],
  [`mark${' + 1'.repeat(125)}`, 'mark', /^expected an expression of at most 500 characters/],
];

describe('an expression', () => {
  it.each(WRONG)('%s is refused at its place', (text, at, report) => {
    const fault = faultOf(text);
    const { expected, found, suggestion } = fault;
    const hint = suggestion === null ? '' : `; ${suggestion}`;
    expect(`expected ${expected}, found ${found}${hint}`).toMatch(report);
    expect(text.slice(fault.offset).startsWith(at), `at ${fault.offset}`).toBe(true);
    if (at === '') expect(fault.offset).toBe(text.length);
  });

  it.each([
    ['-2 ^ 2', -4],
    ['round(-2.5)', -3],
    ['round(2.4)', 2],
    ['clamp(7, 1, 5)', 5],
    ['clamp(-7, 1, 5)', 1],
    ['not (0 / 0)', 1],
    ['(0 / 0) ? 1 : 2', 2],
    ['0 / 0 == 0 / 0', 0],
    ['1 / 3 + 1e-15 == 1 / 3', 0],
    ['2 and 3', 1],
    ['mark < 41 and not (index > 41) ? mark / index : open_interest', 40 / 41],
    ['max(mark, index, open_interest)', 1e6],
  ] as const)('%s is %d', (text, value) => {
    const closure = compileClosure(parseExpression(text, VARIABLES));
    expect(closure(Float64Array.of(40, 41, 1e6))).toBe(value);
  });
});

function faultOf(text: string): WrongExpression['fault'] {
  try {
    parseExpression(text, VARIABLES);
  } catch (error) {
    if (error instanceof WrongExpression) return error.fault;
    throw error;
  }
  throw new Error(`${text} is accepted`);
}
