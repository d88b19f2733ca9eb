import type { SweepPlan } from './plan.js';

/** Two cells to compare, by their rows in the plan: `cell` is told of, `other` is what it is held against. */
export interface CellPair {
  readonly cell: number;
  readonly other: number;
}

/** The pairs that the plan asks for, in the order of `cell`. */
export function* cellPairs(plan: SweepPlan): Generator<CellPair> {
  const { cells, pairs } = plan;
  const previous = pairs === 'neighbours' ? previousCells(plan) : [];
  for (let cell = 0; cell < cells.length; cell++) {
    switch (pairs) {
      case 'baseline':
        if (cell > 0) yield { cell, other: 0 };
        break;
      case 'neighbours':
        for (const other of previous[cell]) yield { cell, other };
        break;
      case 'all':
        for (let other = 0; other < cell; other++) yield { cell, other };
        break;
      case 'none':
        break;
      default:
        pairs satisfies never;
    }
  }
}

/**
 * Of each cell of a grid, the cells that are one step back along one axis. The steps of an axis are
 * its values in the order in which the grid comes to them.
 */
function previousCells({ axes, cells }: SweepPlan): number[][] {
  const rows = new Map(cells.map(({ values }, row) => [key(values), row]));
  const steps = axes.map((_, axis) => [...new Set(cells.map(({ values }) => values[axis]))]);
  return cells.map(({ values }) =>
    axes.flatMap((_, axis) => {
      const step = steps[axis].indexOf(values[axis]);
      if (step === 0) return [];
      return rows.get(key(values.with(axis, steps[axis][step - 1]))) ?? [];
    }),
  );
}

function key(values: readonly string[]): string {
  return JSON.stringify(values);
}
