import { z } from 'zod';

/** Questions about a schema that reading, explaining and standing in have in common. */

/** Whether a mapping with certain keys is among the forms of a value. */
export function takesMappings(schema: z.ZodType): boolean {
  if (schema instanceof z.ZodObject) return true;
  if (schema instanceof z.ZodUnion) return optionsOf(schema).some(takesMappings);
  return schema instanceof z.ZodCodec && takesMappings(writtenFormOf(schema));
}

/** What a codec reads. */
export function writtenFormOf(schema: z.ZodCodec): z.ZodType {
  return schema.def.in as z.ZodType;
}

export function optionsOf(schema: z.ZodUnion): readonly z.ZodType[] {
  return schema.options as readonly z.ZodType[];
}

export function innerOf(schema: z.ZodPrefault | z.ZodOptional): z.ZodType {
  return schema.def.innerType as z.ZodType;
}

export function fieldsOf(schema: z.ZodObject): readonly (readonly [string, z.ZodType])[] {
  return Object.entries(schema.shape);
}

/** The keys of a mapping, in all of its forms. */
export function keysOf(schema: z.ZodType): readonly string[] {
  if (schema instanceof z.ZodObject) return Object.keys(schema.shape);
  if (schema instanceof z.ZodUnion) return optionsOf(schema).flatMap(keysOf);
  return schema instanceof z.ZodCodec ? keysOf(writtenFormOf(schema)) : [];
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

/** Kinds that are known by name, and one whose kind is a path. */
export interface OpenKinds {
  readonly kinds: z.ZodDiscriminatedUnion;
  readonly module: z.ZodObject;
}

/** A union of such kinds; null: the schema is something else. */
export function openKindsOf(schema: z.ZodType): OpenKinds | null {
  if (!(schema instanceof z.ZodUnion)) return null;
  const [kinds, module] = optionsOf(schema);
  const isOpen = kinds instanceof z.ZodDiscriminatedUnion && module instanceof z.ZodObject;
  return isOpen ? { kinds, module } : null;
}
