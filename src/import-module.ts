/** What a module exports, by its URL. A file of its own, because the bundled command has another. */
export function importModule(url: string): Promise<{ readonly default?: unknown }> {
  return import(url) as Promise<{ readonly default?: unknown }>;
}
