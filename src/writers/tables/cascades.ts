import type { Cascade } from '../../metrics/cascades.js';
import type { Generation } from '../../metrics/generations.js';
import {
  flag,
  instrument,
  integer,
  measure,
  money,
  optional,
  price,
  type Table,
  text,
  time,
  venue,
  venueOfInstrument,
} from '../table.js';

export const cascadesTable: Table<Cascade> = {
  name: 'cascades',
  rowIs: 'a tree of liquidations',
  columns: [
    integer('cascade_id', 'the tree', (tree) => tree.cascade),
    venueOfInstrument(),
    time('start_time_s', 'start of its first liquidation', (tree) => tree.startUs),
    time('end_time_s', 'end of its last liquidation', (tree) => tree.endUs),
    text('root_cause', 'cause of its root', (tree, printer) => printer.cause(tree.rootCause)),
    integer('size', 'episodes', (tree) => tree.size),
    integer('depth', 'highest generation', (tree) => tree.depth),
    money(
      'notional',
      'notional of its liquidations when they started',
      (tree) => tree.notionalUnits,
    ),
    price('mark_start', 'mark price of the instrument at the start', (tree) => tree.markStartTicks),
    price('mark_end', 'mark price of the instrument at the end', (tree) => tree.markEndTicks),
    measure(
      'branching_ratio',
      '',
      'children ÷ episodes of this tree',
      (tree) => tree.branchingRatio,
    ),
    money('shortfall', 'Σ shortfall of its liquidations', (tree) => tree.shortfallUnits),
    money(
      'paid_by_insurance_fund',
      'shortfall paid by the insurance fund',
      (tree) => tree.paidByInsuranceFundUnits,
    ),
    flag('censored', 'the run ended before the tree did', (tree) => tree.censored),
    instrument(),
  ],
};

export const generationsTable: Table<Generation> = {
  name: 'generations',
  rowIs: 'a generation over all trees',
  columns: [
    venue(),
    integer('generation', '1 for roots', (generation) => generation.generation),
    integer('liquidations', 'episodes', (generation) => generation.liquidations),
    money(
      'notional',
      'notional of its liquidations when they started',
      (generation) => generation.notionalUnits,
    ),
    measure(
      'volume_reproduction',
      '',
      'notional of the next generation ÷ this one’s; empty for fewer than 10 episodes',
      (generation) => generation.volumeReproduction,
    ),
    time('start_time_s', 'start of its first liquidation', (generation) => generation.startUs),
    optional(time('end_time_s', 'end of its last liquidation', (generation) => generation.endUs)),
  ],
};
