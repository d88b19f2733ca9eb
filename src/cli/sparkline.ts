const BLOCKS = '▁▂▃▄▅▆▇█';

/**
 * A level as a line of blocks between its own least and largest value, or from a floor below both. A
 * column shows the last of its values; where nothing was seen (NaN), the one before.
 */
export function levelLine(values: ArrayLike<number>, width: number, floor = Infinity): string {
  const seen = columnsOf(values, width).map(
    (column) => column.filter((value) => !Number.isNaN(value)).at(-1) ?? NaN,
  );
  const defined = seen.filter((value) => !Number.isNaN(value));
  const least = Math.min(floor, ...defined);
  const span = Math.max(...defined) - least;
  let block = ' ';
  return seen
    .map((value) => {
      if (!Number.isNaN(value)) block = blockOf(span === 0 ? 0.5 : (value - least) / span);
      return block;
    })
    .join('');
}

/** How often something happened, as blocks; columns in which it did not are blank. */
export function countLine(counts: ArrayLike<number>, width: number): string {
  const sums = columnsOf(counts, width).map((column) => column.reduce((sum, one) => sum + one, 0));
  const most = Math.max(...sums);
  return sums.map((sum) => (sum === 0 ? ' ' : blockOf(sum / most))).join('');
}

/** The values of each column: neighbours are put together where there are more than columns. */
function columnsOf(values: ArrayLike<number>, width: number): number[][] {
  const columns = Math.min(width, values.length);
  return Array.from({ length: columns }, (_, column) => {
    const from = Math.floor((column * values.length) / columns);
    const to = Math.floor(((column + 1) * values.length) / columns);
    return Array.from({ length: to - from }, (_, at) => values[from + at]);
  });
}

function blockOf(share: number): string {
  return BLOCKS[Math.min(BLOCKS.length - 1, Math.floor(share * BLOCKS.length))];
}
