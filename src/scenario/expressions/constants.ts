import { compileClosure } from '../../core/expression.js';
import { type Findings, type Path } from '../findings.js';
import { WrongExpression } from './fault.js';
import { parseExpression } from './parse-expression.js';

/** Stands for a constant that was wrong and has been told. */
export const WRONG_CONSTANT = Symbol('wrong constant');

/** Texts that people read may begin with anything. */
const FREE_TEXTS: readonly (string | number)[] = ['question'];
const NO_SLOTS = new Float64Array(0);

/** A plain value in which `= 0.3 * 350`, wherever a number may stand, has become that number. */
export function withConstants(value: unknown, findings: Findings, path: Path = []): unknown {
  if (typeof value === 'string') {
    const isFree = path.length === 1 && FREE_TEXTS.includes(path[0]);
    return value.startsWith('=') && !isFree ? constantOf(value, findings, path) : value;
  }
  if (Array.isArray(value)) {
    return value.map((element, index) => withConstants(element, findings, [...path, index]));
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(
    ([key, member]) => [key, withConstants(member, findings, [...path, key])] as const,
  );
  return Object.fromEntries(entries);
}

function constantOf(text: string, findings: Findings, path: Path): number | symbol {
  try {
    const formula = parseExpression(text.slice(1), []);
    const value = compileClosure(formula)(NO_SLOTS);
    if (Number.isFinite(value)) return asWritten(value);
    throw new WrongExpression(0, 'a formula with a finite value', String(value));
  } catch (error) {
    if (!(error instanceof WrongExpression)) throw error;
    findings.wrongText(path, { ...error.fault, offset: error.fault.offset + 1 });
    return WRONG_CONSTANT;
  }
}

/** 3 * 0.1 is 0.3, as on paper: fifteen digits are all that a double is sure of. */
function asWritten(value: number): number {
  return Number.isInteger(value) ? value : Number(value.toPrecision(15));
}
