/** A checked formula of a scenario: its text, and what it says as a plain tree. */
export interface Expression {
  readonly text: string;
  /** What it may read, in the order of the slots that it is evaluated over. */
  readonly variables: readonly string[];
  readonly tree: ExpressionTree;
}

export type ExpressionTree =
  | { readonly kind: 'number'; readonly value: number }
  /** Reads a slot. */
  | { readonly kind: 'variable'; readonly slot: number }
  | {
      readonly kind: 'unary';
      readonly operation: UnaryOperation;
      readonly operand: ExpressionTree;
    }
  | {
      readonly kind: 'binary';
      readonly operation: BinaryOperation;
      readonly left: ExpressionTree;
      readonly right: ExpressionTree;
    }
  | {
      readonly kind: 'choose';
      readonly condition: ExpressionTree;
      readonly whenTrue: ExpressionTree;
      readonly whenFalse: ExpressionTree;
    };

export type UnaryOperation =
  'negate' | 'not' | 'abs' | 'sqrt' | 'exp' | 'log' | 'floor' | 'ceil' | 'round';

export type BinaryOperation =
  | 'add'
  | 'subtract'
  | 'multiply'
  | 'divide'
  | 'less'
  | 'lessOrEqual'
  | 'greater'
  | 'greaterOrEqual'
  | 'equal'
  | 'notEqual'
  | 'and'
  | 'or'
  | 'min'
  | 'max';

/** The value of an expression over its slots; a condition is 1 or 0. */
export type Closure = (values: Float64Array) => number;

/** Comparisons are exact; what is not a number (0 ÷ 0) is not true; halves round away from zero. */
export function compileClosure({ tree }: Expression): Closure {
  return closureOf(tree);
}

function closureOf(tree: ExpressionTree): Closure {
  switch (tree.kind) {
    case 'number': {
      const { value } = tree;
      return () => value;
    }
    case 'variable': {
      const { slot } = tree;
      return (values) => values[slot];
    }
    case 'unary':
      return unary(tree.operation, closureOf(tree.operand));
    case 'binary':
      return binary(tree.operation, closureOf(tree.left), closureOf(tree.right));
    case 'choose': {
      const condition = closureOf(tree.condition);
      const whenTrue = closureOf(tree.whenTrue);
      const whenFalse = closureOf(tree.whenFalse);
      return (values) => (isTrue(condition(values)) ? whenTrue(values) : whenFalse(values));
    }
    default:
      return tree satisfies never;
  }
}

function unary(operation: UnaryOperation, operand: Closure): Closure {
  switch (operation) {
    case 'negate':
      return (values) => -operand(values);
    case 'not':
      return (values) => (isTrue(operand(values)) ? 0 : 1);
    case 'abs':
      return (values) => Math.abs(operand(values));
    case 'sqrt':
      return (values) => Math.sqrt(operand(values));
    case 'exp':
      return (values) => Math.exp(operand(values));
    case 'log':
      return (values) => Math.log(operand(values));
    case 'floor':
      return (values) => Math.floor(operand(values));
    case 'ceil':
      return (values) => Math.ceil(operand(values));
    case 'round':
      return (values) => roundAwayFromZero(operand(values));
    default:
      return operation satisfies never;
  }
}

function binary(operation: BinaryOperation, left: Closure, right: Closure): Closure {
  switch (operation) {
    case 'add':
      return (values) => left(values) + right(values);
    case 'subtract':
      return (values) => left(values) - right(values);
    case 'multiply':
      return (values) => left(values) * right(values);
    case 'divide':
      return (values) => left(values) / right(values);
    case 'less':
      return (values) => (left(values) < right(values) ? 1 : 0);
    case 'lessOrEqual':
      return (values) => (left(values) <= right(values) ? 1 : 0);
    case 'greater':
      return (values) => (left(values) > right(values) ? 1 : 0);
    case 'greaterOrEqual':
      return (values) => (left(values) >= right(values) ? 1 : 0);
    case 'equal':
      return (values) => (left(values) === right(values) ? 1 : 0);
    case 'notEqual':
      return (values) => (left(values) !== right(values) ? 1 : 0);
    case 'and':
      return (values) => (isTrue(left(values)) && isTrue(right(values)) ? 1 : 0);
    case 'or':
      return (values) => (isTrue(left(values)) || isTrue(right(values)) ? 1 : 0);
    case 'min':
      return (values) => Math.min(left(values), right(values));
    case 'max':
      return (values) => Math.max(left(values), right(values));
    default:
      return operation satisfies never;
  }
}

function isTrue(value: number): boolean {
  return value !== 0 && !Number.isNaN(value);
}

function roundAwayFromZero(value: number): number {
  return value < 0 ? -Math.round(-value) : Math.round(value);
}
