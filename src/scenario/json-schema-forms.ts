type Json = unknown;

/** A reference costs about this many characters. */
const SHORT = 80;

/**
 * The same schema with the forms that a value may take written once each: durations, amounts and
 * laws have many uses. Only members of `anyOf` are shared, which have no meaning or default of their
 * own beside them.
 */
export function shareForms(schema: object): object {
  const uses = new Map<string, number>();
  count(schema, uses);
  const names = new Map<string, string>();
  const definitions: Record<string, Json> = {};
  const shared = replace(
    schema,
    (form) => {
      const text = JSON.stringify(form);
      if (text.length <= SHORT || (uses.get(text) ?? 0) < 2) return null;
      const name = names.get(text) ?? `form${names.size + 1}`;
      names.set(text, name);
      return name;
    },
    definitions,
  );
  return { ...(shared as object), definitions };
}

function count(node: Json, uses: Map<string, number>): void {
  for (const [key, member] of members(node)) {
    if (key === 'anyOf' && Array.isArray(member)) {
      for (const form of member as readonly Json[]) {
        const text = JSON.stringify(form);
        uses.set(text, (uses.get(text) ?? 0) + 1);
      }
    }
    count(member, uses);
  }
}

function replace(
  node: Json,
  nameOf: (form: Json) => string | null,
  definitions: Record<string, Json>,
): Json {
  const inner = (member: Json): Json => replace(member, nameOf, definitions);
  if (Array.isArray(node)) return node.map(inner);
  if (typeof node !== 'object' || node === null) return node;
  const entries = members(node).map(([key, member]) => {
    if (key !== 'anyOf' || !Array.isArray(member)) return [key, inner(member)] as const;
    const forms = (member as readonly Json[]).map((form) => {
      const name = nameOf(form);
      if (name === null) return inner(form);
      definitions[name] ??= inner(form);
      return { $ref: `#/definitions/${name}` };
    });
    return [key, forms] as const;
  });
  return Object.fromEntries(entries);
}

function members(node: Json): readonly (readonly [string, Json])[] {
  return typeof node === 'object' && node !== null ? Object.entries(node) : [];
}
