import fc from 'fast-check';
import { all, create } from 'mathjs';
import { describe, expect, it } from 'vitest';
import { compileClosure } from '../../../src/core/expression.js';
import { parseExpression } from '../../../src/scenario/expressions/parse-expression.js';

const VARIABLES = ['mark', 'index', 'depth', 'volatility'];
const settings = { seed: 20210519, numRuns: 3000 };

/** mathjs itself, without its tolerance, and with the one function that it lacks. */
const mathjs = create(all, { predictable: true, relTol: 1e-15, absTol: 0 });
mathjs.import({ floor: Math.floor, ceil: Math.ceil }, { override: true });
const clamp = (value: number, least: number, greatest: number): number =>
  Math.min(Math.max(value, least), greatest);

/** Every form that is allowed, in texts that need their brackets and in texts that do not. */
const { formula } = fc.letrec<{ formula: string; value: string }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    fc.constantFrom(...VARIABLES),
    fc.constantFrom('0', '1', '2.5', '.5', '1e3', '3E-2', '10'),
    tie('formula').map((text) => `(${text})`),
  ),
  formula: fc.oneof(
    { depthSize: 'medium' },
    tie('value'),
    fc
      .tuple(
        tie('value'),
        fc.constantFrom('+', '-', '*', '/', '<', '<=', '>', '>=', '==', '!=', 'and', 'or'),
        tie('value'),
      )
      .map((parts) => parts.join(' ')),
    fc
      .tuple(tie('value'), fc.constantFrom('+', '-', '*', '/'), tie('value'), tie('value'))
      .map(([first, operator, second, third]) => `${first} * ${second}${operator}-${third}`),
    fc.tuple(fc.constantFrom('-', '+'), tie('value')).map((parts) => parts.join('')),
    tie('formula').map((text) => `not (${text})`),
    fc.tuple(tie('value'), fc.constantFrom('1', '2', '3')).map((parts) => parts.join('^')),
    fc
      .tuple(tie('value'), tie('value'), tie('value'))
      .map(([test, yes, no]) => `${test} > 1 ? ${yes} : ${no}`),
    fc
      .tuple(fc.constantFrom('abs', 'sqrt', 'exp', 'log', 'floor', 'ceil', 'round'), tie('formula'))
      .map(([name, text]) => `${name}(${text})`),
    fc
      .tuple(
        fc.constantFrom('min', 'max'),
        fc.array(tie('formula'), { minLength: 1, maxLength: 4 }),
      )
      .map(([name, texts]) => `${name}(${texts.join(', ')})`),
    fc
      .tuple(tie('formula'), tie('formula'), tie('formula'))
      .map((texts) => `clamp(${texts.join(', ')})`),
  ),
}));

const slots = fc.tuple(
  ...VARIABLES.map(() =>
    fc.oneof(fc.constantFrom(0, 1, 2.5, 1000), fc.double({ min: -1e6, max: 1e6, noNaN: true })),
  ),
);

describe('expressions', () => {
  it('come to what mathjs makes of them', () => {
    fc.assert(
      fc.property(formula, slots, (text, values) => {
        fc.pre(text.length <= 500);
        const scope = Object.fromEntries(VARIABLES.map((name, slot) => [name, values[slot]]));
        const expected = Number(mathjs.evaluate(text, { ...scope, clamp }));
        const ours = compileClosure(parseExpression(text, VARIABLES))(Float64Array.from(values));
        if (!Number.isFinite(expected)) expect(ours).toBe(expected);
        else expect(Math.abs(ours - expected)).toBeLessThanOrEqual(1e-12 * Math.abs(ours));
      }),
      settings,
    );
  });

  it('keep their meaning when they are sent as JSON', () => {
    fc.assert(
      fc.property(formula, slots, (text, values) => {
        fc.pre(text.length <= 500);
        const parsed = parseExpression(text, VARIABLES);
        const sent = JSON.parse(JSON.stringify(parsed)) as typeof parsed;
        const row = Float64Array.from(values);
        expect(compileClosure(sent)(row)).toBe(compileClosure(parsed)(row));
      }),
      { ...settings, numRuns: 300 },
    );
  });

  it('never fail on any text but with a fault inside it', () => {
    const pieces = fc.constantFrom(
      ...['mark', 'random', '(', ')', '[', ']', '{', '}', '=', ':', ';', '"', "'", '.', ',', '?'],
      ...['1', 'e', '%', '!', '^', '9', ' ', '\n', '#', 'import', 'min', 'not', 'and', 'π', '😀'],
    );
    const texts = fc.oneof(
      fc.string(),
      fc.array(pieces, { maxLength: 30 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const fault = faultOf(text);
        if (fault === null) return;
        expect(fault.offset).toBeGreaterThanOrEqual(0);
        expect(fault.offset).toBeLessThanOrEqual(Math.max(0, text.length));
      }),
      settings,
    );
  });
});

function faultOf(text: string): { readonly offset: number } | null {
  try {
    parseExpression(text, VARIABLES);
    return null;
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'WrongExpression') throw error;
    return (error as unknown as { readonly fault: { readonly offset: number } }).fault;
  }
}
