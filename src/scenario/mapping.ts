/** A plain value of YAML that goes by names. */
export type Mapping = Readonly<Record<string, unknown>>;

export function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a value has under a name of its own; undefined where it has none, or is no mapping. */
export function memberOf(value: unknown, key: string | number): unknown {
  return isMapping(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}
