import { z } from 'zod';
import { explainPattern } from '../json-schema.js';
import { shareForms } from '../json-schema-forms.js';
import { sweepSchema } from './sweep-schema.js';

/** The schema of sweep files for editors. What the base scenario makes of a value it can't say. */
export function sweepJsonSchema(): object {
  const schema = z.toJSONSchema(sweepSchema, {
    io: 'input',
    target: 'draft-7',
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema instanceof z.ZodString) explainPattern(zodSchema, jsonSchema);
    },
  });
  return shareForms(schema);
}
