/** What a reader of a row must know before believing it: empty when nothing. */
export function joinWarnings(warnings: readonly (string | false)[]): string {
  return warnings.filter((warning) => warning !== false).join('; ');
}

/** `1 run`, `2 runs`. */
export function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
