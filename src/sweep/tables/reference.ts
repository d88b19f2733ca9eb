import type { TableDescription } from '../../writers/table.js';
import { NO_LIMITS, type SweepPlan } from '../plan.js';
import { cellsTable } from './cells-table.js';
import { pairsTable } from './pairs-table.js';
import { runsTable } from './runs-table.js';
import { morrisTable, sobolTable } from './sensitivity-table.js';

/** A table of a sweep as it is documented: of any sweep. */
export interface DocumentedTable extends TableDescription {
  /** Where the table is found; empty: in every sweep. */
  readonly note: string;
}

/** A sweep with an axis of any name. */
const ANY_SWEEP: SweepPlan = {
  name: '',
  question: '',
  build: { id: '', version: '', codeHash: '', dependencies: {} },
  scenarioFile: '',
  settlementAsset: '',
  axes: [{ name: '<axis>', paths: ['the settings of the axis'] }],
  design: { kind: 'grid' },
  cells: [{ values: ['any words'], at: [0], overrides: [], scenarioHash: '' }],
  seeds: [],
  metrics: [],
  pairs: 'none',
  stop: null,
  limits: NO_LIMITS,
  isCounterfactual: false,
};

/** The tables of a sweep, in the order in which they are documented. */
export const SWEEP_TABLES: readonly DocumentedTable[] = [
  {
    ...runsTable(ANY_SWEEP, []),
    rowIs: 'a run, with all columns of `summary.csv` between its seed and its status',
    note: '',
  },
  { ...cellsTable(ANY_SWEEP), note: '' },
  { ...pairsTable(ANY_SWEEP), note: ', unless `pairs: none`' },
  { ...sobolTable(ANY_SWEEP), note: ', with a design for sensitivity' },
  { ...morrisTable(ANY_SWEEP), note: ', with the design `oneAtATime`' },
];
