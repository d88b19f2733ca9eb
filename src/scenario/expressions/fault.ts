/** What is wrong with an expression, and where in its text. */
export interface ExpressionFault {
  /** From the start of the text, in characters. */
  readonly offset: number;
  readonly expected: string;
  readonly found: string;
  readonly suggestion: string | null;
}

/** Thrown inside this folder only: an expression is right, or has one fault. */
export class WrongExpression extends Error {
  override name = 'WrongExpression';
  readonly fault: ExpressionFault;

  constructor(offset: number, expected: string, found: string, suggestion: string | null = null) {
    super(`expected ${expected}, found ${found}`);
    this.fault = { offset, expected, found, suggestion };
  }
}
