import { BUY, type LiquidationEnd } from '../../events/sink.js';
import {
  instrument,
  integer,
  money,
  optional,
  price,
  reference,
  size,
  type Table,
  text,
  time,
  venue,
} from '../table.js';

export const liquidationsTable: Table<LiquidationEnd> = {
  name: 'liquidations',
  rowIs: 'a liquidation episode on an instrument, in order of ending',
  columns: [
    integer(
      'liquidation_id',
      'the episode: from breach until restored or flat',
      (end) => end.liquidation,
    ),
    reference(
      'parent_id',
      'liquidation whose price impact caused this one; empty for a root',
      (end) => end.parent,
    ),
    integer('cascade_id', 'the tree it belongs to', (end) => end.cascade),
    integer('generation', '1 for a root, else that of the parent + 1', (end) => end.generation),
    text('root_cause', 'cause of the root of its tree', (end, printer) =>
      printer.cause(end.rootCause),
    ),
    venue(),
    time('time_s', 'time of the breach', (end) => end.timeUs),
    time('end_time_s', 'time of the end', (end) => end.endTimeUs),
    integer('account_id', 'account that was liquidated', (end) => end.account),
    optional(
      text('cohort', 'population of the account', (end, printer) => printer.cohort(end.cohort)),
    ),
    text('margin_mode', 'isolated or cross', (end) => (end.isCross ? 'cross' : 'isolated')),
    text('policy', 'execution policy', (end, printer) => printer.executionPolicy(end.venue)),
    instrument(),
    text('side', 'side of the position that was closed: long or short', (end) =>
      end.side === BUY ? 'long' : 'short',
    ),
    size('size', 'size of the position at the start', (end) => end.lots),
    money('notional', '|size| × mark at the start', (end) => end.notionalUnits),
    price('mark_price', 'mark price at the start', (end) => end.markTicks),
    price(
      'liquidation_price',
      'mark price at which the account breached',
      (end) => end.liquidationTicks,
    ),
    price(
      'bankruptcy_price',
      'price at which closing spends exactly the equity',
      (end) => end.bankruptcyTicks,
    ),
    {
      name: 'average_fill_price',
      type: 'number',
      unit: 'quote per base',
      meaning: 'mean price at which lots were closed, in any way',
      mayBeEmpty: true,
      print: (end, printer) =>
        printer.averagePrice(end.instrument, end.closedTickLots, end.closedLots),
    },
    money('fee', 'liquidation fee taken', (end) => end.feeUnits),
    money('shortfall', 'loss beyond the equity, before anyone paid', (end) => end.shortfallUnits),
    money(
      'paid_by_insurance_fund',
      'shortfall paid by the insurance fund',
      (end) => end.paidByInsuranceFundUnits,
    ),
    money(
      'paid_by_backstop',
      'shortfall paid by the backstop vault',
      (end) => end.paidByBackstopUnits,
    ),
    money(
      'paid_by_deleveraging',
      'shortfall paid by deleveraged counterparties',
      (end) => end.paidByDeleveragingUnits,
    ),
    money(
      'paid_by_socialisation',
      'shortfall paid by winners pro rata',
      (end) => end.paidBySocialisationUnits,
    ),
    money('paid_by_venue', 'shortfall paid by the venue', (end) => end.paidByVenueUnits),
    text(
      'end_reason',
      'filled, restored, takenOver, deleveraged, bookExhausted, priceLimit or horizon',
      (end) => end.endReason,
    ),
  ],
};
