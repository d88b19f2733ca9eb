import { Draws, type RandomStreams, type StreamId } from '../../core/random.js';
import { type AccountId, type Lots, NONE, type TimeUs } from '../../core/units.js';
import type { Scenario, Shock } from '../../scenario/scenario.js';

/** A market order on its way in slices. */
export interface SlicedOrder {
  readonly lots: Lots;
  sentSlices: number;
}

/** Accounts whose owners take their money out, in order of time. */
export interface Leavers {
  readonly account: readonly AccountId[];
  readonly dueUs: readonly TimeUs[];
  next: number;
}

/**
 * How far the shocks of a run have come. A row is a shock of the scenario: when it last began and
 * when that ends, when its condition may set it off (Infinity: not now), how often it began, and the
 * stream that says who is hit.
 *
 * A shock is in force from its beginning to its end; what several of a kind do together is worked out
 * anew from those in force whenever one begins or ends, so nothing is left behind.
 */
export class ShockStates {
  readonly beganUs: Float64Array;
  readonly endsUs: Float64Array;
  readonly armedFromUs: Float64Array;
  readonly beginnings: Int32Array;
  /** Of withdrawals of market makers: when all are back; NaN: nobody is away. */
  readonly refilledUs: Float64Array;
  readonly members: Int32Array;

  /** Shocks in force that a wake-up must ask about; nearly always 0. */
  cutOffs = 0;
  latencies = 0;
  /** Withdrawals of market makers that are in force or being refilled. */
  withdrawals = 0;

  readonly slicedOrders = new Map<number, SlicedOrder>();
  readonly leavers = new Map<number, Leavers>();
  /** Scratch: the draw that says whether a member is hit. */
  private readonly draws = new Draws();

  constructor({ shocks, populations }: Scenario, streams: RandomStreams) {
    const count = shocks.length;
    this.beganUs = new Float64Array(count).fill(NaN);
    this.endsUs = new Float64Array(count).fill(NaN);
    this.armedFromUs = Float64Array.from(shocks, ({ when }) => (when === undefined ? Infinity : 0));
    this.beginnings = new Int32Array(count);
    this.refilledUs = new Float64Array(count).fill(NaN);
    this.members = new Int32Array(count * populations.length).fill(NONE);
    for (const [row, shock] of shocks.entries()) {
      for (const population of hitPopulations(shock)) {
        const name = `shock/${shock.name}/${populations[population].name}`;
        this.members[row * populations.length + population] = streams.open(name);
      }
    }
  }

  isInForce(row: number, nowUs: TimeUs): boolean {
    return this.beganUs[row] <= nowUs && nowUs < this.endsUs[row];
  }

  /** Market makers are away because of it, all or some. */
  isWithdrawn(row: number): boolean {
    return !Number.isNaN(this.refilledUs[row]);
  }

  /**
   * A member's place in the order in which a shock takes the members of its population, uniform in
   * [0, 1): a share takes those below it. Keyed by (shock, population, member), so that it moves
   * nobody else's luck.
   */
  placeOf(row: number, population: number, agent: number, streams: RandomStreams): number {
    return this.drawsOf(row, population, agent, streams).uniform();
  }

  /** The same draws from their start, for shocks that draw more than a place. */
  drawsOf(row: number, population: number, agent: number, streams: RandomStreams): Draws {
    const stream = this.streamOf(row, population);
    this.draws.begin(streams, stream, agent);
    return this.draws;
  }

  /** Whether the shock is one to members of this population. */
  hits(row: number, population: number): boolean {
    return this.streamOf(row, population) !== NONE;
  }

  private streamOf(row: number, population: number): StreamId {
    return this.members[row * (this.members.length / this.beginnings.length) + population];
  }
}

function hitPopulations(shock: Shock): readonly number[] {
  return 'populations' in shock ? shock.populations : [];
}
