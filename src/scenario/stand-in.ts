import { z } from 'zod';
import type { Distribution } from '../core/distributions.js';
import { fieldsOf, innerOf, optionsOf } from './schema-shapes.js';

const UNKNOWN: Distribution = { kind: 'fixed', value: NaN };

/**
 * What stands in for a value that is wrong until all problems are reported. Numbers are NaN, so that
 * no comparison with them finds a second problem.
 */
export function standIn(schema: z.ZodType): unknown {
  if (schema instanceof z.ZodPrefault) return standIn(innerOf(schema));
  if (schema instanceof z.ZodOptional) return undefined;
  if (schema instanceof z.ZodObject) {
    return Object.fromEntries(fieldsOf(schema).map(([key, field]) => [key, standIn(field)]));
  }
  if (schema instanceof z.ZodRecord) return {};
  if (schema instanceof z.ZodArray) return [];
  if (schema instanceof z.ZodUnion) return standIn(optionsOf(schema)[0]);
  if (schema instanceof z.ZodCodec) return schema.def.out instanceof z.ZodNumber ? NaN : UNKNOWN;
  if (schema instanceof z.ZodNumber) return NaN;
  if (schema instanceof z.ZodBoolean) return false;
  if (schema instanceof z.ZodEnum) return schema.options[0];
  if (schema instanceof z.ZodLiteral) return schema.value;
  return '';
}
