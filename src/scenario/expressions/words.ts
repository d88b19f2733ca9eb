import type { BinaryOperation, UnaryOperation } from '../../core/expression.js';

/** All that an expression may be made of, by the names that mathjs gives it. */

interface Callable {
  readonly fewest: number;
  readonly most: number;
}

/** Functions, and how many values each takes. */
export const FUNCTIONS: Readonly<Record<string, Callable>> = {
  min: { fewest: 1, most: 20 },
  max: { fewest: 1, most: 20 },
  clamp: { fewest: 3, most: 3 },
  abs: { fewest: 1, most: 1 },
  sqrt: { fewest: 1, most: 1 },
  exp: { fewest: 1, most: 1 },
  log: { fewest: 1, most: 1 },
  floor: { fewest: 1, most: 1 },
  ceil: { fewest: 1, most: 1 },
  round: { fewest: 1, most: 1 },
};

/** Words that stand between values, not for one. */
export const WORD_OPERATORS: readonly string[] = ['and', 'or', 'not'];

export const UNARY_OPERATIONS: ReadonlyMap<string, UnaryOperation> = new Map([
  ['unaryMinus', 'negate'],
  ['not', 'not'],
  ['abs', 'abs'],
  ['sqrt', 'sqrt'],
  ['exp', 'exp'],
  ['log', 'log'],
  ['floor', 'floor'],
  ['ceil', 'ceil'],
  ['round', 'round'],
]);

export const BINARY_OPERATIONS: ReadonlyMap<string, BinaryOperation> = new Map([
  ['add', 'add'],
  ['subtract', 'subtract'],
  ['multiply', 'multiply'],
  ['divide', 'divide'],
  ['smaller', 'less'],
  ['smallerEq', 'lessOrEqual'],
  ['larger', 'greater'],
  ['largerEq', 'greaterOrEqual'],
  ['equal', 'equal'],
  ['unequal', 'notEqual'],
  ['and', 'and'],
  ['or', 'or'],
  ['min', 'min'],
  ['max', 'max'],
]);
