import { quoted } from '../findings.js';
import { nearestName } from '../suggest.js';
import { WrongExpression } from './fault.js';
import { FUNCTIONS, WORD_OPERATORS } from './words.js';

export interface Token {
  readonly kind: 'number' | 'variable' | 'function' | 'operator' | '(' | ')' | ',';
  readonly text: string;
  readonly offset: number;
}

const SPACE = /\s*/y;
const NUMBER = /(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?/y;
const NAME = /[\p{L}_$][\p{L}\p{N}_$]*/uy;
const OPERATOR = /[<>=!]=|[-+*/^<>?:]/y;

/** What people try, and what to write in its place. */
const REFUSED: readonly (readonly [pattern: RegExp, expected: string])[] = [
  [/%/y, 'a number without %, such as 0.05 for 5%'],
  [/=/y, '== to compare; nothing can be assigned'],
  [/&&?/y, 'and'],
  [/\|\|?/y, 'or'],
  [/!/y, 'not'],
  [/["'`]/y, 'a number or a variable; there is no text'],
  [/[[\]{}]/y, 'round brackets; there are no lists and no mappings'],
  [/[;\n]/y, 'one expression'],
  [/#/y, 'an expression without a comment'],
  [/\./y, 'a number, a variable or a function; there are no members'],
];

/**
 * The tokens of an expression with their places, which the parser does not keep. Throws at the first
 * that can't be part of one: an unknown name, a character without meaning, or two values side by
 * side, which the parser would multiply.
 */
export function tokensOf(text: string, variables: readonly string[]): Token[] {
  const tokens: Token[] = [];
  for (let offset = endOf(SPACE, text, 0); offset < text.length;) {
    const token = tokenAt(text, offset, variables);
    refuseNeighbours(tokens.at(-1), token);
    tokens.push(token);
    offset = endOf(SPACE, text, offset + token.text.length);
  }
  return tokens;
}

function tokenAt(text: string, offset: number, variables: readonly string[]): Token {
  const number = text.slice(offset, endOf(NUMBER, text, offset));
  if (number !== '') return { kind: 'number', text: number, offset };
  const name = text.slice(offset, endOf(NAME, text, offset));
  if (name !== '') return namedToken(text, name, offset, variables);
  const operator = text.slice(offset, endOf(OPERATOR, text, offset));
  if (operator !== '') return { kind: 'operator', text: operator, offset };
  const character = text[offset];
  if (character === '(' || character === ')' || character === ',') {
    return { kind: character, text: character, offset };
  }
  const refused = REFUSED.find(([pattern]) => endOf(pattern, text, offset) > offset);
  const expected = refused?.[1] ?? 'a number, a variable, a function or an operator';
  throw new WrongExpression(
    offset,
    expected,
    quoted(String.fromCodePoint(text.codePointAt(offset) ?? 0)),
  );
}

function namedToken(
  text: string,
  name: string,
  offset: number,
  variables: readonly string[],
): Token {
  if (WORD_OPERATORS.includes(name)) return { kind: 'operator', text: name, offset };
  const isCalled = text[endOf(SPACE, text, offset + name.length)] === '(';
  if (isCalled && !variables.includes(name)) {
    const functions = Object.keys(FUNCTIONS);
    if (functions.includes(name)) return { kind: 'function', text: name, offset };
    throw unknown(offset, `a function (${functions.join(', ')})`, name, functions);
  }
  if (variables.includes(name)) return { kind: 'variable', text: name, offset };
  const known = [...variables, ...WORD_OPERATORS];
  const expected = variables.length > 0 ? `a variable (${variables.join(', ')})` : 'numbers only';
  throw unknown(offset, expected, name, known);
}

function unknown(
  offset: number,
  expected: string,
  name: string,
  known: readonly string[],
): WrongExpression {
  return new WrongExpression(offset, expected, quoted(name), nearestName(name, known));
}

/** `2 price` and `(a)(b)` would be products, `not a > b` would be `(not a) > b`: nobody means that. */
function refuseNeighbours(before: Token | undefined, token: Token): void {
  if (before === undefined || before.kind === 'function') return;
  if (before.text === 'not' && token.kind !== '(') {
    const expected = '( after not, which binds more tightly than a comparison';
    throw new WrongExpression(token.offset, expected, quoted(token.text));
  }
  const endsValue = before.kind === 'number' || before.kind === 'variable' || before.kind === ')';
  const startsValue = !['operator', ')', ','].includes(token.kind);
  const isNot = token.text === 'not';
  if (endsValue && (startsValue || isNot)) {
    const found = `${quoted(token.text)} right after ${quoted(before.text)}`;
    throw new WrongExpression(token.offset, 'an operator such as * between two values', found);
  }
}

function endOf(pattern: RegExp, text: string, offset: number): number {
  pattern.lastIndex = offset;
  return pattern.test(text) ? pattern.lastIndex : offset;
}
