import type { Units } from '../core/units.js';
import type { LiquidationStart, TradeFact } from '../events/sink.js';
import type { Listener } from './fan-out.js';

/** What has happened on each instrument since its last sample. Columns, a row an instrument. */
export class Flows implements Listener {
  readonly tradedNotionalUnits: Float64Array;
  /** Episodes that started with this instrument as their first leg. */
  readonly liquidations: Float64Array;
  readonly liquidatedNotionalUnits: Float64Array;
  private readonly unitsPerTickLot: Float64Array;

  constructor(unitsPerTickLot: readonly number[]) {
    this.unitsPerTickLot = Float64Array.from(unitsPerTickLot);
    this.tradedNotionalUnits = new Float64Array(unitsPerTickLot.length);
    this.liquidations = new Float64Array(unitsPerTickLot.length);
    this.liquidatedNotionalUnits = new Float64Array(unitsPerTickLot.length);
  }

  traded(trade: TradeFact): void {
    const row = trade.instrument;
    const notionalUnits: Units = trade.priceTicks * trade.lots * this.unitsPerTickLot[row];
    this.tradedNotionalUnits[row] += notionalUnits;
  }

  liquidationStarted(start: LiquidationStart): void {
    if (start.isFirstLeg) this.liquidations[start.instrument] += 1;
    this.liquidatedNotionalUnits[start.instrument] += start.notionalUnits;
  }

  /** Whoever writes the samples calls this after each. */
  reset(instrument: number): void {
    this.tradedNotionalUnits[instrument] = 0;
    this.liquidations[instrument] = 0;
    this.liquidatedNotionalUnits[instrument] = 0;
  }
}
