import { assert, BoundReached } from '../../core/assert.js';
import type { RandomStreams, StreamId } from '../../core/random.js';
import { type Ticks, type TimeUs, US_PER_YEAR } from '../../core/units.js';
import type { IndexProcess } from '../../scenario/scenario.js';

/** One instrument's exogenous price, as the machine needs it. */
export interface IndexSource {
  readonly venue: string;
  readonly instrument: string;
  readonly process: IndexProcess;
  readonly initialPriceTicks: Ticks;
  readonly maxPriceTicks: Ticks;
}

/**
 * The exogenous prices that the indices publish, on their own draws: nothing in the market moves
 * them, only time and price jumps.
 *
 * A row is an instrument: logarithm of its price as if there had been no jumps, the time that holds
 * for, the knot passed last (paths only), and the logarithm of all jumps together.
 */
export class IndexProcesses {
  private readonly sources: readonly IndexSource[];
  private readonly stream: readonly StreamId[];
  private readonly timeUs: Float64Array;
  private readonly logPrice: Float64Array;
  private readonly logJumps: Float64Array;
  private readonly knot: Int32Array;

  constructor(sources: readonly IndexSource[], streams: RandomStreams) {
    this.sources = sources;
    this.stream = sources.map(({ venue, instrument }) =>
      streams.open(`index/${venue}/${instrument}`),
    );
    this.timeUs = new Float64Array(sources.length);
    this.logPrice = Float64Array.from(sources, (source) => Math.log(source.initialPriceTicks));
    this.logJumps = new Float64Array(sources.length);
    this.knot = new Int32Array(sources.length);
  }

  /** The price at a time that is not before the last one asked for, in whole ticks, at least one. */
  advance(row: number, timeUs: TimeUs, streams: RandomStreams): Ticks {
    assert(this.timeUs[row] <= timeUs, 'the index moves forward in time');
    const { process } = this.sources[row];
    switch (process.kind) {
      case 'constant':
        break;
      case 'gbm':
        this.diffuse(row, timeUs, process.volatility, process.drift, streams);
        break;
      case 'path':
        this.followPath(row, timeUs, process, streams);
        break;
      default:
        process satisfies never;
    }
    this.timeUs[row] = timeUs;
    return this.priceTicks(row);
  }

  /** Multiplies the price, and all that the path has still to come, by a factor above 0. */
  jump(row: number, factor: number): void {
    assert(0 < factor, 'a price jump leaves a price above 0');
    this.logJumps[row] += Math.log(factor);
  }

  private priceTicks(row: number): Ticks {
    const ticks = Math.max(1, Math.round(Math.exp(this.logPrice[row] + this.logJumps[row])));
    const { maxPriceTicks, venue, instrument } = this.sources[row];
    if (ticks <= maxPriceTicks) return ticks;
    throw new BoundReached(
      `the index of ${instrument} on ${venue} rose to ${ticks} ticks, above its maxPrice of ${maxPriceTicks} ticks: raise maxPrice`,
    );
  }

  /** Geometric Brownian motion; without drift the price is a martingale, hence the − volatility²/2. */
  private diffuse(
    row: number,
    toUs: TimeUs,
    volatility: number,
    drift: number,
    streams: RandomStreams,
  ): void {
    const years = (toUs - this.timeUs[row]) / US_PER_YEAR;
    if (years === 0) return;
    const normal = volatility > 0 ? streams.normal(this.stream[row]) : 0;
    const trend = drift - (volatility * volatility) / 2;
    this.logPrice[row] += trend * years + volatility * Math.sqrt(years) * normal;
  }

  /** From knot to knot by Brownian bridges in the logarithm; after the last, a free diffusion. */
  private followPath(
    row: number,
    toUs: TimeUs,
    { knots, volatility }: Extract<IndexProcess, { readonly kind: 'path' }>,
    streams: RandomStreams,
  ): void {
    while (this.knot[row] + 1 < knots.length) {
      const next = knots[this.knot[row] + 1];
      if (toUs < next.atUs) {
        this.bridge(row, toUs, next.atUs, Math.log(next.price), volatility, streams);
        return;
      }
      this.logPrice[row] = Math.log(next.price);
      this.timeUs[row] = next.atUs;
      this.knot[row] += 1;
    }
    this.diffuse(row, toUs, volatility, 0, streams);
  }

  /** One step of the bridge to the next knot: a share of the way, and the noise that is left for it. */
  private bridge(
    row: number,
    toUs: TimeUs,
    knotUs: TimeUs,
    logKnot: number,
    volatility: number,
    streams: RandomStreams,
  ): void {
    const passedUs = toUs - this.timeUs[row];
    if (passedUs === 0) return;
    const share = passedUs / (knotUs - this.timeUs[row]);
    const years = (passedUs / US_PER_YEAR) * (1 - share);
    const normal = volatility > 0 ? streams.normal(this.stream[row]) : 0;
    this.logPrice[row] +=
      share * (logKnot - this.logPrice[row]) + volatility * Math.sqrt(years) * normal;
  }
}
