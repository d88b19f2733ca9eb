import { z } from 'zod';
import {
  innerOf,
  keysOf,
  kindsOf,
  optionsOf,
  takesMappings,
  writtenFormOf,
} from './schema-shapes.js';

/** Completes "expected …" for a schema of which nothing fits. Plain values say it themselves. */
export function expectation(schema: z.ZodType): string {
  if (schema instanceof z.ZodPrefault || schema instanceof z.ZodOptional) {
    return expectation(innerOf(schema));
  }
  if (schema instanceof z.ZodArray) return 'a list';
  if (schema instanceof z.ZodRecord) return 'a mapping from names';
  if (schema instanceof z.ZodObject) return `a mapping with ${keysOf(schema).join(', ')}`;
  if (schema instanceof z.ZodDiscriminatedUnion) {
    return `a mapping with a kind (${[...kindsOf(schema).keys()].join(', ')})`;
  }
  if (schema instanceof z.ZodUnion) return anyOf(optionsOf(schema));
  if (schema instanceof z.ZodCodec && takesMappings(schema)) {
    return expectation(writtenFormOf(schema));
  }
  return schema.safeParse(undefined).error?.issues[0].message ?? 'another value';
}

function anyOf(options: readonly z.ZodType[]): string {
  const mappings = options.filter((option) => option instanceof z.ZodObject);
  const forms = options.filter((option) => !(option instanceof z.ZodObject)).map(expectation);
  const keys = mappings.map((option) => keysOf(option).join(', '));
  if (keys.length > 0) forms.push(`a mapping with ${keys.join(' or ')}`);
  return forms.join(', or ');
}
