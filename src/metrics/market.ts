import type { Lots, Ticks, TimeUs } from '../core/units.js';
import type { InstrumentSample } from '../events/sink.js';
import type { Listener } from './fan-out.js';

/** The extremes of one instrument so far. Prices are 0 until the first is seen. */
interface Extremes {
  markTicks: Ticks;
  peakTicks: Ticks;
  troughTicks: Ticks;
  /** Fractions of the peak and of the trough. */
  largestFall: number;
  largestRise: number;
  openingDepthUnits: number; // NaN before the first sample
  leastDepthUnits: number;
  widestSpreadBps: number; // NaN: both sides never stood at a sample
  openInterestStartLots: Lots; // NaN before the first sample
  openInterestMinLots: Lots;
  openInterestEndLots: Lots;
}

/**
 * How far the market went. Marks are watched at every update, the book and the open interest at the
 * samples. A figure of several instruments is that of the worst of them.
 */
export class MarketExtremes implements Listener {
  private readonly instruments: readonly Extremes[];

  constructor(instrumentCount: number) {
    this.instruments = Array.from({ length: instrumentCount }, nothingSeen);
  }

  markUpdated(_timeUs: TimeUs, instrument: number, markTicks: Ticks): void {
    if (markTicks === 0) return;
    const seen = this.instruments[instrument];
    seen.markTicks = markTicks;
    if (seen.peakTicks === 0) {
      seen.peakTicks = markTicks;
      seen.troughTicks = markTicks;
      return;
    }
    if (markTicks >= seen.peakTicks) seen.peakTicks = markTicks;
    else {
      const fall = (seen.peakTicks - markTicks) / seen.peakTicks;
      if (fall > seen.largestFall) seen.largestFall = fall;
    }
    if (markTicks <= seen.troughTicks) seen.troughTicks = markTicks;
    else {
      const rise = (markTicks - seen.troughTicks) / seen.troughTicks;
      if (rise > seen.largestRise) seen.largestRise = rise;
    }
  }

  instrumentSampled(sample: InstrumentSample): void {
    const seen = this.instruments[sample.instrument];
    const isFirst = Number.isNaN(seen.openingDepthUnits);
    if (isFirst) this.markUpdated(sample.timeUs, sample.instrument, sample.markTicks);
    const depth = sample.bidDepthUnits + sample.askDepthUnits;
    if (isFirst) {
      seen.openingDepthUnits = depth;
      seen.openInterestStartLots = sample.openInterestLots;
    }
    seen.leastDepthUnits = Math.min(seen.leastDepthUnits, depth);
    seen.openInterestMinLots = Math.min(seen.openInterestMinLots, sample.openInterestLots);
    seen.openInterestEndLots = sample.openInterestLots;
    const spread = spreadBps(sample.bestBidTicks, sample.bestAskTicks);
    if (!(spread <= seen.widestSpreadBps) && !Number.isNaN(spread)) seen.widestSpreadBps = spread;
  }

  /** The last mark of an instrument; 0 before the first. */
  markTicks(instrument: number): Ticks {
    return this.instruments[instrument].markTicks;
  }

  /** Largest fall of a mark from a peak to any later value, in percent. */
  get maxMarkDrawdownPct(): number {
    return 100 * Math.max(...this.instruments.map((seen) => seen.largestFall));
  }

  get maxMarkRisePct(): number {
    return 100 * Math.max(...this.instruments.map((seen) => seen.largestRise));
  }

  /** Smallest two-sided depth in percent of the opening one; NaN where none stood at the start. */
  get minDepthPct(): number {
    return least(
      this.instruments.map((seen) =>
        seen.openingDepthUnits > 0 ? (100 * seen.leastDepthUnits) / seen.openingDepthUnits : NaN,
      ),
    );
  }

  /** Widest spread at a sample with both sides standing; NaN without one. */
  get maxSpreadBps(): number {
    return -least(this.instruments.map((seen) => -seen.widestSpreadBps));
  }

  /** Lots of the only instrument; NaN with several, whose lots do not add up. */
  get openInterestStartLots(): Lots {
    return this.instruments.length === 1 ? this.instruments[0].openInterestStartLots : NaN;
  }

  get openInterestMinLots(): Lots {
    return this.instruments.length === 1 ? this.instruments[0].openInterestMinLots : NaN;
  }

  get openInterestEndLots(): Lots {
    return this.instruments.length === 1 ? this.instruments[0].openInterestEndLots : NaN;
  }
}

/** Distance of the best prices in hundredths of a percent of their middle; NaN when a side is empty. */
export function spreadBps(bestBidTicks: Ticks, bestAskTicks: Ticks): number {
  if (bestBidTicks === 0 || bestAskTicks === 0) return NaN;
  return (20_000 * (bestAskTicks - bestBidTicks)) / (bestAskTicks + bestBidTicks);
}

function nothingSeen(): Extremes {
  return {
    markTicks: 0,
    peakTicks: 0,
    troughTicks: 0,
    largestFall: 0,
    largestRise: 0,
    openingDepthUnits: NaN,
    leastDepthUnits: Infinity,
    widestSpreadBps: NaN,
    openInterestStartLots: NaN,
    openInterestMinLots: Infinity,
    openInterestEndLots: NaN,
  };
}

/** The least of the defined values; NaN without one. */
function least(values: readonly number[]): number {
  const defined = values.filter((value) => !Number.isNaN(value));
  return defined.length === 0 ? NaN : Math.min(...defined);
}
