import { z } from 'zod';
import type { Expression } from '../../core/expression.js';
import { type ExpressionFault, WrongExpression } from './fault.js';
import { parseExpression } from './parse-expression.js';

/** A formula of the scenario: written as text, inside a checked tree. */
export type ExpressionField = z.ZodCodec<
  z.ZodUnion<readonly [z.ZodString, z.ZodNumber]>,
  z.ZodCustom<Expression>
>;

/** A number: a formula of these variables, which are evaluated in this order. */
export function expression(variables: readonly string[]): ExpressionField {
  const names = variables.join(', ');
  return field(variables, `an expression of ${names}, such as 2 * ${variables[0]}`, accept);
}

/** Something that holds or does not: a comparison, or several with and, or, not. */
export function condition(variables: readonly string[]): ExpressionField {
  const names = variables.join(', ');
  const expected = `a condition on ${names}, such as ${variables[0]} < 1`;
  return field(variables, expected, (formula) => {
    if (!isCondition(formula)) throw new WrongExpression(0, expected, 'a number');
  });
}

function field(
  variables: readonly string[],
  expected: string,
  check: (formula: Expression) => void,
): ExpressionField {
  const written = z.union([z.string(), z.number()], { error: expected });
  return z.codec(written, z.custom<Expression>(), {
    decode: (input, context) => {
      try {
        const formula = parseExpression(String(input), variables);
        check(formula);
        return formula;
      } catch (error) {
        if (!(error instanceof WrongExpression)) throw error;
        context.issues.push({ code: 'custom', input, message: expected, params: error.fault });
        return z.NEVER;
      }
    },
    encode: ({ text }) => text,
  });
}

/** The fault of an expression, when that is what made a value wrong. */
export function expressionFault({ issues }: z.ZodError): ExpressionFault | null {
  const issue = issues.find(({ code }) => code === 'custom');
  const params = issue?.code === 'custom' ? issue.params : undefined;
  return params && 'offset' in params ? (params as unknown as ExpressionFault) : null;
}

const CONDITIONS: ReadonlySet<string> = new Set([
  'less',
  'lessOrEqual',
  'greater',
  'greaterOrEqual',
  'equal',
  'notEqual',
  'and',
  'or',
  'not',
]);

function isCondition({ tree }: Expression): boolean {
  return (tree.kind === 'binary' || tree.kind === 'unary') && CONDITIONS.has(tree.operation);
}

function accept(): void {
  // Every formula is a number.
}
