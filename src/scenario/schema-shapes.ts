import { z } from 'zod';

/** Questions about a schema that reading, explaining and standing in have in common. */

export function isMappingSchema(schema: z.ZodType): boolean {
  return schema instanceof z.ZodObject || schema instanceof z.ZodDiscriminatedUnion;
}

/** Whether a schema accepts one of several forms, some of which are mappings. */
export function hasMappings(schema: unknown): boolean {
  return schema instanceof z.ZodUnion && optionsOf(schema).some(isMappingSchema);
}

export function optionsOf(schema: z.ZodUnion): readonly z.ZodType[] {
  return schema.options as readonly z.ZodType[];
}

export function innerOf(schema: z.ZodPrefault | z.ZodOptional): z.ZodType {
  return schema.def.innerType as z.ZodType;
}

export function fieldsOf(schema: z.ZodObject): readonly (readonly [string, z.ZodType])[] {
  return Object.entries(schema.shape as Readonly<Record<string, z.ZodType>>);
}

export function keysOf(schema: z.ZodType): readonly string[] {
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

/** The mappings that a `kind` chooses from, by that kind. */
export function kindsOf(schema: z.ZodDiscriminatedUnion): ReadonlyMap<string, z.ZodObject> {
  const kinds = new Map<string, z.ZodObject>();
  for (const option of schema.options) {
    if (!(option instanceof z.ZodObject)) continue;
    const kind: unknown = option.shape['kind'];
    if (kind instanceof z.ZodLiteral) kinds.set(String(kind.value), option);
  }
  return kinds;
}
