import type { InstrumentSample, VenueSample } from '../../events/sink.js';
import type { Flows } from '../../metrics/flows.js';
import { spreadBps } from '../../metrics/market.js';
import {
  flag,
  instrument,
  integer,
  measure,
  money,
  price,
  settlementAsset,
  size,
  type Table,
  time,
  venue,
  venueOfInstrument,
} from '../table.js';
import { decimalText } from '../decimal.js';

/** A sample of an instrument with what flowed since the last. */
export interface InstrumentRow extends InstrumentSample {
  readonly flows: Flows;
}

export const timeseriesTable: Table<InstrumentRow> = {
  name: 'timeseries',
  rowIs: 'a sample of an instrument; flows are those since the last sample',
  columns: [
    time('time_s', 'time since the start of the run', (sample) => sample.timeUs),
    venueOfInstrument(),
    instrument(),
    price('index_price', 'index price', (sample) => sample.indexTicks),
    price('mark_price', 'mark price', (sample) => sample.markTicks),
    price('last_price', 'price of the last trade', (sample) => sample.lastTicks),
    price('best_bid', 'highest bid', (sample) => sample.bestBidTicks),
    price('best_ask', 'lowest ask', (sample) => sample.bestAskTicks),
    measure('spread_bps', 'bp', 'best ask − best bid, of their middle', (sample) =>
      spreadBps(sample.bestBidTicks, sample.bestAskTicks),
    ),
    money('bid_depth_1pct', 'notional bid within 1 % of the mid', (sample) => sample.bidDepthUnits),
    money(
      'ask_depth_1pct',
      'notional asked within 1 % of the mid',
      (sample) => sample.askDepthUnits,
    ),
    money(
      'traded_notional',
      'notional traded',
      (sample) => sample.flows.tradedNotionalUnits[sample.instrument],
    ),
    size('open_interest', 'open interest', (sample) => sample.openInterestLots),
    {
      name: 'funding_rate',
      type: 'number',
      unit: 'fraction an interval',
      meaning: 'funding rate that would be settled now; empty without funding',
      mayBeEmpty: true,
      print: (sample) => decimalText(Math.round(sample.fundingRatePpb), 9),
    },
    integer(
      'liquidations',
      'liquidations started',
      (sample) => sample.flows.liquidations[sample.instrument],
    ),
    money(
      'liquidated_notional',
      'notional of liquidations started',
      (sample) => sample.flows.liquidatedNotionalUnits[sample.instrument],
    ),
    flag('halted', 'trading was halted', (sample) => sample.halted),
  ],
};

/** The same of the run without forced sales. */
export const counterfactualTimeseriesTable: Table<InstrumentRow> = {
  ...timeseriesTable,
  name: 'counterfactual_timeseries',
  rowIs:
    'a sample of an instrument on the same draws without forced sales; open interest counts what the desk took over, liquidations are those that began',
};

/** A sample of a venue with its bad debt so far. */
export interface VenueRow extends VenueSample {
  readonly badDebtUnits: number;
}

export const venueTimeseriesTable: Table<VenueRow> = {
  name: 'venue_timeseries',
  rowIs: 'a sample of a venue',
  columns: [
    time('time_s', 'time since the start of the run', (sample) => sample.timeUs),
    venue(),
    settlementAsset(),
    money('insurance_fund', 'insurance fund', (sample) => sample.insuranceFundUnits),
    money('bad_debt', 'bad debt since the start', (sample) => sample.badDebtUnits),
    integer(
      'accounts_at_risk',
      'accounts whose nearest liquidation price is within 2 % of the mark',
      (sample) => sample.accountsAtRisk,
    ),
    integer(
      'liquidations_open',
      'liquidations that have started and not ended',
      (sample) => sample.liquidationsOpen,
    ),
  ],
};
