import { z } from 'zod';
import { likeliest } from './decode.js';
import type { Path } from './findings.js';
import { isMapping, type Mapping } from './mapping.js';
import { innerOf, kindsOf, optionsOf, takesMappings, writtenFormOf } from './schema-shapes.js';
import type { SourceFile } from './source-file.js';

/** A plain value and the files that it came from. */
export interface Merged {
  readonly value: unknown;
  readonly origin: Origin;
}

/** Where a value stands; `members` where a mapping's keys come from several files. */
interface Origin {
  readonly file: SourceFile;
  readonly members: ReadonlyMap<string, Origin> | null;
}

/**
 * Lays one value over another: mappings merge key by key, everything else is replaced. So is a
 * mapping of another kind or form (`{ uniform: … }` over `{ lognormal: … }`), because the keys of two
 * forms do not make one.
 */
export function merge(schema: z.ZodType | null, below: Merged, above: Merged): Merged {
  if (!isMapping(below.value) || !isMapping(above.value)) return above;
  const formBelow = formOf(schema, below.value);
  const formAbove = formOf(schema, above.value);
  if (formBelow !== null && formAbove !== null && formBelow !== formAbove) return above;
  const form = formAbove ?? formBelow;

  const value: Record<string, unknown> = { ...below.value };
  const members = new Map<string, Origin>();
  for (const key of Object.keys(below.value)) members.set(key, memberOf(below, key).origin);
  for (const key of Object.keys(above.value)) {
    const member = Object.hasOwn(below.value, key)
      ? merge(memberSchema(form, key), memberOf(below, key), memberOf(above, key))
      : memberOf(above, key);
    value[key] = member.value;
    members.set(key, member.origin);
  }
  return { value, origin: { file: above.origin.file, members } };
}

/** The file in which a value stands, or the mapping that it is missing from. */
export function fileOf({ origin }: Merged, path: Path): SourceFile {
  let at = origin;
  for (const key of path) {
    const next = at.members?.get(String(key));
    if (!next) break;
    at = next;
  }
  return at.file;
}

/** Only for mappings. */
function memberOf({ value, origin }: Merged, key: string): Merged {
  const from = origin.members?.get(key) ?? { file: origin.file, members: null };
  return { value: (value as Mapping)[key], origin: from };
}

type Form = z.ZodObject | z.ZodRecord;

/** Which of the mappings that a schema allows is meant; null: none can be told. */
function formOf(schema: z.ZodType | null, value: Mapping): Form | null {
  if (schema instanceof z.ZodObject || schema instanceof z.ZodRecord) return schema;
  if (schema instanceof z.ZodPrefault || schema instanceof z.ZodOptional) {
    return formOf(innerOf(schema), value);
  }
  if (schema instanceof z.ZodCodec) return formOf(writtenFormOf(schema), value);
  if (schema instanceof z.ZodDiscriminatedUnion) {
    const kind = value['kind'];
    return typeof kind === 'string' ? (kindsOf(schema).get(kind) ?? null) : null;
  }
  if (schema instanceof z.ZodUnion) {
    return formOf(likeliest(optionsOf(schema).filter(takesMappings), value), value);
  }
  return null;
}

function memberSchema(form: Form | null, key: string): z.ZodType | null {
  if (form instanceof z.ZodRecord) return form.valueType as z.ZodType;
  if (form === null || !Object.hasOwn(form.shape, key)) return null;
  return form.shape[key] as z.ZodType;
}
