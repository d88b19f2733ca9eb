/** The known name that was probably meant, or null when none is close. */
export function nearestName(written: string, known: Iterable<string>): string | null {
  if (written.length > 64) return null;
  let nearest: string | null = null;
  let least = Math.max(1, Math.floor(written.length / 3)) + 1;
  for (const name of known) {
    const distance = editDistance(written.toLowerCase(), name.toLowerCase());
    if (distance < least) {
      nearest = name;
      least = distance;
    }
  }
  return nearest;
}

/** The end of a message that has a suggestion to make; nothing without one. */
export function hintText(suggestion: string | null): string {
  return suggestion === null ? '' : `; did you mean ${suggestion}?`;
}

/** Letters added, dropped, changed or swapped with their neighbour (optimal string alignment). */
export function editDistance(from: string, to: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const changed = from[row - 1] === to[column - 1] ? 0 : 1;
      let least = Math.min(last[column] + 1, current[column - 1] + 1, last[column - 1] + changed);
      if (
        row > 1 &&
        column > 1 &&
        from[row - 1] === to[column - 2] &&
        from[row - 2] === to[column - 1]
      ) {
        least = Math.min(least, beforeLast[column - 2] + 1);
      }
      current.push(least);
    }
    beforeLast = last;
    last = current;
  }
  return last[to.length];
}
