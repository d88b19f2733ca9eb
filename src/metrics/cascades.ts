import { grownFloat64, grownInt32, grownLength, grownUint8 } from '../core/columns.js';
import type { Ticks, TimeUs, Units } from '../core/units.js';
import type { Cause } from '../events/cause.js';
import type { LiquidationEnd, LiquidationStart } from '../events/sink.js';
import type { Listener } from './fan-out.js';
import type { MarketExtremes } from './market.js';

/** One tree of liquidations, as cascades.csv shows it. */
export interface Cascade {
  cascade: number;
  /** Instrument of the root; the marks are its marks. */
  instrument: number;
  startUs: TimeUs;
  endUs: TimeUs;
  rootCause: Cause;
  size: number;
  depth: number;
  notionalUnits: Units;
  markStartTicks: Ticks;
  markEndTicks: Ticks;
  /** Children ÷ episodes of this tree. */
  branchingRatio: number;
  shortfallUnits: Units;
  paidByInsuranceFundUnits: Units;
  /** The run ended before the tree did. */
  censored: boolean;
}

/**
 * The trees that liquidations form. A row of the columns is a cascade's id, 65 bytes: the only
 * thing in metrics that grows with the run.
 */
export class Cascades implements Listener {
  episodes = 0;
  trees = 0;
  deepest = 0;
  largest = 0;
  censoredTrees = 0;
  notionalUnits = 0;
  /** Start of the first liquidation; NaN without one. */
  firstUs: TimeUs = NaN;

  private rows = 0;
  private instrument: Int32Array = new Int32Array(16);
  private startUs: Float64Array = new Float64Array(16);
  private endUs: Float64Array = new Float64Array(16);
  private rootCause: Int32Array = new Int32Array(16);
  private size: Int32Array = new Int32Array(16);
  private depth: Int32Array = new Int32Array(16);
  private treeNotionalUnits: Float64Array = new Float64Array(16);
  private markStartTicks: Int32Array = new Int32Array(16);
  private markEndTicks: Int32Array = new Int32Array(16);
  private shortfallUnits: Float64Array = new Float64Array(16);
  private paidByInsuranceFundUnits: Float64Array = new Float64Array(16);
  private censored: Uint8Array = new Uint8Array(16);
  private readonly market: MarketExtremes;

  /** `market` must hear each mark before this does. */
  constructor(market: MarketExtremes) {
    this.market = market;
  }

  liquidationStarted(start: LiquidationStart): void {
    const row = start.cascade;
    if (row >= this.size.length) this.grow(row + 1);
    if (row >= this.rows) this.rows = row + 1;
    if (this.size[row] === 0) this.plant(row, start);
    this.treeNotionalUnits[row] += start.notionalUnits;
    this.notionalUnits += start.notionalUnits;
    if (!start.isFirstLeg) return;
    this.episodes += 1;
    this.size[row] += 1;
    this.depth[row] = Math.max(this.depth[row], start.generation);
    this.largest = Math.max(this.largest, this.size[row]);
    this.deepest = Math.max(this.deepest, start.generation);
  }

  liquidationEnded(end: LiquidationEnd): void {
    const row = end.cascade;
    this.endUs[row] = end.endTimeUs;
    this.markEndTicks[row] = this.market.markTicks(this.instrument[row]);
    this.shortfallUnits[row] += end.shortfallUnits;
    this.paidByInsuranceFundUnits[row] += end.paidByInsuranceFundUnits;
    if (end.endReason === 'horizon' && this.censored[row] === 0) {
      this.censored[row] = 1;
      this.censoredTrees += 1;
    }
  }

  /** Σ children ÷ Σ episodes over all trees; NaN without an episode. */
  get branchingRatio(): number {
    return (this.episodes - this.trees) / this.episodes;
  }

  /** All trees in the order of their ids. */
  *[Symbol.iterator](): IterableIterator<Cascade> {
    for (let row = 0; row < this.rows; row++) {
      if (this.size[row] > 0) yield this.read(row);
    }
  }

  private read(row: number): Cascade {
    return {
      cascade: row,
      instrument: this.instrument[row],
      startUs: this.startUs[row],
      endUs: this.endUs[row],
      rootCause: this.rootCause[row],
      size: this.size[row],
      depth: this.depth[row],
      notionalUnits: this.treeNotionalUnits[row],
      markStartTicks: this.markStartTicks[row],
      markEndTicks: this.markEndTicks[row],
      branchingRatio: (this.size[row] - 1) / this.size[row],
      shortfallUnits: this.shortfallUnits[row],
      paidByInsuranceFundUnits: this.paidByInsuranceFundUnits[row],
      censored: this.censored[row] === 1,
    };
  }

  private plant(row: number, root: LiquidationStart): void {
    this.trees += 1;
    if (this.trees === 1) this.firstUs = root.timeUs;
    this.instrument[row] = root.instrument;
    this.startUs[row] = root.timeUs;
    this.rootCause[row] = root.rootCause;
    this.markStartTicks[row] = root.markTicks;
  }

  private grow(needed: number): void {
    const length = grownLength(this.size.length, needed);
    this.instrument = grownInt32(this.instrument, length);
    this.startUs = grownFloat64(this.startUs, length);
    this.endUs = grownFloat64(this.endUs, length);
    this.rootCause = grownInt32(this.rootCause, length);
    this.size = grownInt32(this.size, length);
    this.depth = grownInt32(this.depth, length);
    this.treeNotionalUnits = grownFloat64(this.treeNotionalUnits, length);
    this.markStartTicks = grownInt32(this.markStartTicks, length);
    this.markEndTicks = grownInt32(this.markEndTicks, length);
    this.shortfallUnits = grownFloat64(this.shortfallUnits, length);
    this.paidByInsuranceFundUnits = grownFloat64(this.paidByInsuranceFundUnits, length);
    this.censored = grownUint8(this.censored, length);
  }
}
