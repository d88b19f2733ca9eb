import { z } from 'zod';
import { expectation } from './expectation.js';
import { WRONG_CONSTANT } from './expressions/constants.js';
import { expressionFault } from './expressions/expression-schema.js';
import type { ExpressionFault } from './expressions/fault.js';
import { type Findings, type Path, startsWith } from './findings.js';
import { isMapping, type Mapping, memberOf } from './mapping.js';
import {
  fieldsOf,
  innerOf,
  keysOf,
  kindsOf,
  type OpenKinds,
  openKindsOf,
  optionsOf,
  takesMappings,
  writtenFormOf,
} from './schema-shapes.js';
import { standIn } from './stand-in.js';

/** A scenario is read once: compiling its validators would cost more than they save. */
const ONCE = { jitless: true };

/**
 * Reads a plain value by a schema, to what `schema.parse` makes of it, with two differences: all
 * that is wrong is found and told in our words, and what is wrong is replaced by a stand-in, so that
 * contradictions between the values that are right can be found in the same go.
 */
export function decode<Schema extends z.ZodType>(
  schema: Schema,
  raw: unknown,
  findings: Findings,
): z.output<Schema> {
  return walk(schema, raw, [], findings) as z.output<Schema>;
}

function walk(schema: z.ZodType, raw: unknown, path: Path, findings: Findings): unknown {
  if (raw === WRONG_CONSTANT) return standIn(schema);
  if (schema instanceof z.ZodPrefault) {
    const { defaultValue } = schema.def;
    return walk(innerOf(schema), raw === undefined ? defaultValue : raw, path, findings);
  }
  if (schema instanceof z.ZodOptional) {
    if (raw === undefined) return undefined;
    return walk(innerOf(schema), raw, path, findings);
  }
  if (schema instanceof z.ZodObject) return walkObject(schema, raw, path, findings);
  if (schema instanceof z.ZodRecord) return walkRecord(schema, raw, path, findings);
  if (schema instanceof z.ZodArray) return walkArray(schema, raw, path, findings);
  if (schema instanceof z.ZodDiscriminatedUnion) return walkKinds(schema, raw, path, findings);
  const open = openKindsOf(schema);
  if (open !== null) return walkOpenKinds(open, raw, path, findings);
  if (schema instanceof z.ZodUnion) return walkChoice(schema, raw, path, findings);
  if (schema instanceof z.ZodCodec && takesMappings(schema)) {
    return walkCodec(schema, raw, path, findings);
  }
  return walkLeaf(schema, raw, path, findings);
}

function walkObject(schema: z.ZodObject, raw: unknown, path: Path, findings: Findings): unknown {
  if (!isMapping(raw)) {
    findings.wrongValue(path, expectation(schema), raw);
    return standIn(schema);
  }
  const known = keysOf(schema);
  const value: Record<string, unknown> = {};
  for (const [key, field] of fieldsOf(schema)) {
    const read = walk(field, memberOf(raw, key), [...path, key], findings);
    if (read !== undefined) value[key] = read;
  }
  for (const key of Object.keys(raw)) {
    if (!known.includes(key)) {
      findings.wrongKey([...path, key], `one of the keys ${known.join(', ')}`, known);
    }
  }
  return value;
}

function walkRecord(schema: z.ZodRecord, raw: unknown, path: Path, findings: Findings): unknown {
  if (!isMapping(raw)) {
    findings.wrongValue(path, expectation(schema), raw);
    return {};
  }
  const entries = Object.entries(raw).map(([key, value]) => {
    const name = (schema.keyType as z.ZodType).safeParse(key, ONCE);
    if (!name.success) findings.wrongKey([...path, key], name.error.issues[0].message, []);
    return [key, walk(schema.valueType as z.ZodType, value, [...path, key], findings)] as const;
  });
  return Object.fromEntries(entries);
}

function walkArray(schema: z.ZodArray, raw: unknown, path: Path, findings: Findings): unknown {
  if (!Array.isArray(raw)) {
    findings.wrongValue(path, expectation(schema), raw);
    return [];
  }
  return raw.map((element, index) =>
    walk(schema.element as z.ZodType, element, [...path, index], findings),
  );
}

/** A mapping whose key `kind` says which keys it has. */
function walkKinds(
  schema: z.ZodDiscriminatedUnion,
  raw: unknown,
  path: Path,
  findings: Findings,
  also = '',
): unknown {
  if (!isMapping(raw)) {
    findings.wrongValue(path, expectation(schema), raw);
    return standIn(schema);
  }
  const kinds = kindsOf(schema);
  const kind = memberOf(raw, 'kind');
  const option = typeof kind === 'string' ? kinds.get(kind) : undefined;
  if (option) return walkObject(option, raw, path, findings);
  findings.wrongValue(
    [...path, 'kind'],
    `one of ${[...kinds.keys()].join(', ')}${also}`,
    kind,
    kinds.keys(),
  );
  return standIn(schema);
}

/** The same where a kind may also be the path of a module: what begins like a path is meant as one. */
function walkOpenKinds(
  { kinds, module }: OpenKinds,
  raw: unknown,
  path: Path,
  findings: Findings,
): unknown {
  const kind = memberOf(raw, 'kind');
  if (typeof kind === 'string' && /^[./]|\.[cm]?js$/.test(kind)) {
    return walkObject(module, raw, path, findings);
  }
  const also = `, or ${expectation(module.shape['kind'] as z.ZodType)}`;
  return walkKinds(kinds, raw, path, findings, also);
}

/** A plain value, or a mapping that is known by its keys. */
function walkChoice(schema: z.ZodUnion, raw: unknown, path: Path, findings: Findings): unknown {
  if (isMapping(raw) && takesMappings(schema)) {
    const options = optionsOf(schema).filter(takesMappings);
    const option = likeliest(options, raw);
    if (option) return walk(option, raw, path, findings);
    const known = options.flatMap(keysOf);
    const expected = `one of the keys ${known.join(', ')}`;
    const key = Object.keys(raw).at(0);
    if (key === undefined) findings.wrongValue(path, expectation(schema), raw);
    else findings.wrongKey([...path, key], expected, known);
    return standIn(schema);
  }
  let fault: ExpressionFault | null = null;
  for (const option of optionsOf(schema)) {
    const result = option.safeParse(raw, ONCE);
    if (result.success) return result.data;
    fault ??= expressionFault(result.error);
  }
  if (fault) findings.wrongText(path, fault);
  else findings.wrongValue(path, expectation(schema), raw);
  return standIn(schema);
}

/** A law or a plain value: first its parts, then what they mean together. */
function walkCodec(schema: z.ZodCodec, raw: unknown, path: Path, findings: Findings): unknown {
  walk(writtenFormOf(schema), raw, path, findings);
  if (findings.list.some((finding) => startsWith(finding.path, path))) return standIn(schema);
  const result = schema.safeParse(raw, ONCE);
  if (result.success) return result.data;
  for (const { path: below, message } of result.error.issues) {
    const place = below.filter((key) => typeof key !== 'symbol');
    findings.wrongValue([...path, ...place], message, place.reduce<unknown>(memberOf, raw));
  }
  return standIn(schema);
}

function walkLeaf(schema: z.ZodType, raw: unknown, path: Path, findings: Findings): unknown {
  const result = schema.safeParse(raw, ONCE);
  if (result.success) return result.data;
  const fault = expressionFault(result.error);
  if (fault) {
    findings.wrongText(path, fault);
    return standIn(schema);
  }
  const known = schema instanceof z.ZodEnum ? (schema.options as readonly string[]) : [];
  findings.wrongValue(path, expectation(schema), raw, known);
  return standIn(schema);
}

/**
 * Of several forms of a mapping the one that has most of the keys written; null: none has any. An
 * empty mapping is the only form there is.
 */
export function likeliest(options: readonly z.ZodType[], raw: Mapping): z.ZodType | null {
  let likeliest: z.ZodType | null = null;
  let most = 0;
  for (const option of options) {
    const shared = keysOf(option).filter((key) => Object.hasOwn(raw, key)).length;
    if (shared > most) {
      likeliest = option;
      most = shared;
    }
  }
  const isEmpty = Object.keys(raw).length === 0;
  return options.length === 1 && isEmpty ? options[0] : likeliest;
}
