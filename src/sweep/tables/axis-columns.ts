import { type Column, integer } from '../../writers/table.js';
import type { SweepPlan } from '../plan.js';

/** Rows that belong to a cell know its row in the plan. */
export interface OfCell {
  readonly cell: number;
}

/** A cell by its number. */
export const CELL: Column<OfCell, unknown> = integer(
  'cell',
  'number of the cell, in the order of the design',
  (row: OfCell) => cellNumber(row.cell),
);

const PLAIN_NUMBER = /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i;

/**
 * A column for each axis: what it stands at, in the words of the sweep file. One that is called like
 * a column of the table, `taken`, has `axis_` before its name.
 */
export function axisColumns(
  plan: SweepPlan,
  taken: ReadonlySet<string>,
): Column<OfCell, unknown>[] {
  return plan.axes.map(({ name, paths }, axis) => {
    const isNumber = plan.cells.every(({ values }) => PLAIN_NUMBER.test(values[axis]));
    return {
      name: taken.has(name) ? `axis_${name}` : name,
      type: isNumber ? 'number' : 'string',
      unit: '',
      meaning: `value of ${paths.join(', ')}, in the words of the sweep file`,
      mayBeEmpty: false,
      print: ({ cell }) => plan.cells[cell].values[axis],
    };
  });
}

/** Number of a cell in the order of the design, from 1. */
export function cellNumber(cell: number): number {
  return cell + 1;
}
