import { assert, BoundReached } from '../../core/assert.js';
import type { RandomStreams } from '../../core/random.js';
import type { Lots, Ticks, TimeUs } from '../../core/units.js';
import type { IndexProcess, IndexResponse, JumpLaw } from '../../scenario/scenario.js';
import { CommonJumps } from './common-jumps.js';
import { DrivingNoise, type NoiseGroup } from './driving-noise.js';
import { createIndexModel } from './create-index-model.js';
import type { IndexDraws, IndexModel } from './index-model.js';

/** One instrument's exogenous price, as the machine needs it. */
export interface IndexSource {
  readonly venue: string;
  readonly instrument: string;
  readonly everyUs: TimeUs;
  readonly process: IndexProcess;
  readonly response?: IndexResponse | undefined;
  readonly initialPriceTicks: Ticks;
  readonly maxPriceTicks: Ticks;
}

/** What indices have in common, by their rows. */
export interface IndexLinks {
  readonly correlations: readonly NoiseGroup[];
  readonly commonJumps: readonly {
    readonly venue: string;
    readonly law: JumpLaw;
    readonly rows: readonly number[];
  }[];
}

const UNLINKED: IndexLinks = { correlations: [], commonJumps: [] };

/**
 * The prices that the indices publish. Their processes move on their own draws: nothing in the
 * market moves them, only time and price jumps. On top of that comes what an index that responds to
 * the venue's net flow made of it.
 *
 * A row is an instrument: its process, the time it has come to, the logarithms of all jumps
 * from outside and of the response, and what its volatility is multiplied by.
 */
export class IndexProcesses {
  private readonly sources: readonly IndexSource[];
  private readonly models: readonly IndexModel[];
  private readonly noise: DrivingNoise;
  private readonly commonJumps: readonly CommonJumps[];
  private readonly timeUs: Float64Array;
  private readonly logJumps: Float64Array;
  private readonly logResponse: Float64Array;
  private readonly volatilityFactor: Float64Array;

  constructor(sources: readonly IndexSource[], streams: RandomStreams, links = UNLINKED) {
    this.sources = sources;
    const names = sources.map(({ venue, instrument }) => `index/${venue}/${instrument}`);
    const own = names.map((name) => streams.open(name));
    this.models = sources.map((source, row) =>
      createIndexModel(source, { row, stream: names[row] }, streams),
    );
    this.noise = new DrivingNoise(own, links.correlations);
    this.commonJumps = links.commonJumps.map(({ venue, law, rows }) => {
      const stream = `index/${venue}/commonJumps`;
      return new CommonJumps(law, rows, { indices: sources.length, stream }, streams);
    });
    this.timeUs = new Float64Array(sources.length);
    this.logJumps = new Float64Array(sources.length);
    this.logResponse = new Float64Array(sources.length);
    this.volatilityFactor = new Float64Array(sources.length).fill(1);
  }

  /** The price at a time that is not before the last one asked for, in whole ticks, at least one. */
  advance(row: number, timeUs: TimeUs, streams: RandomStreams): Ticks {
    assert(this.timeUs[row] <= timeUs, 'the index moves forward in time');
    const { noise } = this;
    const draws: IndexDraws = { streams, noise, volatilityFactor: this.volatilityFactor[row] };
    this.models[row].advance(timeUs, draws);
    noise.settle(row, timeUs, streams);
    for (const jumps of this.commonJumps) this.logJumps[row] += jumps.take(row, timeUs, streams);
    this.relax(row, timeUs - this.timeUs[row]);
    this.timeUs[row] = timeUs;
    return this.priceTicks(row);
  }

  /** Multiplies the price, and all that the path has still to come, by a factor above 0. */
  jump(row: number, factor: number): Ticks {
    assert(0 < factor, 'a price jump leaves a price above 0');
    this.logJumps[row] += Math.log(factor);
    return this.priceTicks(row);
  }

  /** Multiplies the volatility of what comes after the last time asked for; 1: as the process says. */
  scaleVolatility(row: number, factor: number): void {
    assert(0 <= factor, 'a volatility is not negative');
    this.volatilityFactor[row] = factor;
  }

  /** What a net purchase by takers on the venue makes of the price; lots below 0 were sold. */
  respond(row: number, lots: Lots): Ticks {
    const { response } = this.sources[row];
    if (response !== undefined) this.logResponse[row] += response.logPerLot * lots;
    return this.priceTicks(row);
  }

  /** The rest of the world takes back what the venue moved. */
  private relax(row: number, passedUs: TimeUs): void {
    const { response } = this.sources[row];
    if (response === undefined || response.halfLifeUs === Infinity) return;
    this.logResponse[row] *= Math.exp((-Math.LN2 * passedUs) / response.halfLifeUs);
  }

  private priceTicks(row: number): Ticks {
    const logPrice = this.models[row].logPrice + this.logJumps[row] + this.logResponse[row];
    const ticks = Math.max(1, Math.round(Math.exp(logPrice)));
    const { maxPriceTicks, venue, instrument } = this.sources[row];
    if (ticks <= maxPriceTicks) return ticks;
    throw new BoundReached(
      `the index of ${instrument} on ${venue} rose to ${ticks} ticks, above its maxPrice of ${maxPriceTicks} ticks: raise maxPrice`,
    );
  }
}
