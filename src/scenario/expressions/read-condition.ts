import type { Expression } from '../../core/expression.js';
import { condition, expressionFault } from './expression-schema.js';
import type { ExpressionFault } from './fault.js';

/** A condition on these variables, as it was typed; or what is wrong with it. */
export function readCondition(
  text: string,
  variables: readonly string[],
): Expression | ExpressionFault {
  const parsed = condition(variables).safeParse(text);
  if (parsed.success) return parsed.data;
  const fault = expressionFault(parsed.error);
  return fault ?? { offset: 0, expected: 'a condition', found: text, suggestion: null };
}
