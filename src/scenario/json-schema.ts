import { z } from 'zod';
import { shareForms } from './json-schema-forms.js';
import { scenarioSchema } from './schema.js';

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** Of a strict object. */
interface WholeSchema {
  readonly properties: Readonly<Record<string, unknown>>;
  readonly required: readonly string[];
  readonly additionalProperties: boolean;
}

/**
 * The schema of scenario files for editors, which complete and explain by it: every setting with its
 * meaning and default. What only a whole scenario can tell (names, multiples of a tick) it can't say.
 */
export function scenarioJsonSchema(): object {
  const schema = z.toJSONSchema(scenarioSchema, {
    io: 'input',
    target: 'draft-7',
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema instanceof z.ZodString) explainPattern(zodSchema, jsonSchema);
      if (zodSchema instanceof z.ZodNumber) allowConstant(jsonSchema);
    },
  });
  return orPartOf(shareForms(schema) as WholeSchema);
}

/**
 * A scenario that includes others may leave out, at any depth, what they say: only its own names at
 * the top can be checked.
 */
function orPartOf(whole: WholeSchema): object {
  const { properties, required, additionalProperties, ...rest } = whole;
  const { include } = properties;
  return {
    ...rest,
    if: { properties: { include }, required: ['include'] },
    // oxlint-disable-next-line unicorn/no-thenable -- the word of JSON Schema; nobody awaits it
    then: { propertyNames: { enum: Object.keys(properties) } },
    else: { properties, required, additionalProperties },
  };
}

/** Text with a unit: an editor shows a sentence in place of the pattern. */
export function explainPattern(schema: z.ZodString, jsonSchema: JsonSchema): void {
  const expected = schema.safeParse('').error?.issues[0].message;
  if (jsonSchema.pattern === undefined || expected === undefined) return;
  jsonSchema.description ??= `${expected[0].toUpperCase()}${expected.slice(1)}.`;
  jsonSchema['patternErrorMessage'] = `expected ${expected}`;
}

/** Where a number may stand, so may a formula of numbers. */
function allowConstant(jsonSchema: JsonSchema): void {
  const isLimit = (key: string): boolean => key !== 'description' && key !== 'default';
  const limits = Object.entries(jsonSchema).filter(([key]) => isLimit(key));
  const number: JsonSchema = Object.fromEntries(limits);
  for (const [key] of limits) Reflect.deleteProperty(jsonSchema, key);
  const meaning = 'A formula of numbers, such as = 0.3 * 350.';
  jsonSchema.anyOf = [number, { type: 'string', pattern: '^=', description: meaning }];
}
