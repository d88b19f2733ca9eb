import type { AccountId, Lots, TimeUs } from '../core/units.js';
import type { Cause } from '../events/cause.js';
import { BUY, type InstrumentSample, type OrderFact, type TradeFact } from '../events/sink.js';
import type { Listener } from '../metrics/fan-out.js';
import type { Flows } from '../metrics/flows.js';
import type { CsvFile } from './csv-file.js';
import type { OrderRow } from './tables/recordings.js';
import type { InstrumentRow } from './tables/timeseries.js';

export class TradeRecorder implements Listener {
  private readonly file: CsvFile<TradeFact>;

  constructor(file: CsvFile<TradeFact>) {
    this.file = file;
  }

  traded(trade: TradeFact): void {
    this.file.write(trade);
  }
}

export class OrderRecorder implements Listener {
  private readonly file: CsvFile<OrderRow>;

  constructor(file: CsvFile<OrderRow>) {
    this.file = file;
  }

  orderPlaced(order: OrderFact): void {
    this.file.write({ ...order, action: 'placed' });
  }

  orderCancelled(
    timeUs: TimeUs,
    instrument: number,
    order: number,
    account: AccountId,
    lots: Lots,
    cause: Cause,
  ): void {
    this.file.write({
      action: 'cancelled',
      timeUs,
      instrument,
      order,
      account,
      lots,
      cause,
      // The event doesn't tell these again: they stand in the row that placed the order.
      side: BUY,
      kind: 'limit',
      priceTicks: 0,
      filledLots: 0,
      restingLots: 0,
    });
  }
}

export class BookRecorder implements Listener {
  private readonly file: CsvFile<InstrumentSample>;

  constructor(file: CsvFile<InstrumentSample>) {
    this.file = file;
  }

  instrumentSampled(sample: InstrumentSample): void {
    this.file.write(sample);
  }
}

/** Writes the samples of instruments with what flowed since the last; must hear after the flows. */
export class TimeseriesRecorder implements Listener {
  private readonly file: CsvFile<InstrumentRow>;
  private readonly flows: Flows;

  constructor(file: CsvFile<InstrumentRow>, flows: Flows) {
    this.file = file;
    this.flows = flows;
  }

  instrumentSampled(sample: InstrumentSample): void {
    const { flows } = this;
    this.file.write({ ...sample, flows });
    flows.reset(sample.instrument);
  }
}
