import { BoundReached } from '../core/assert.js';
import { grownFloat64, grownInt32, grownLength, grownUint8 } from '../core/columns.js';
import { type Lots, NONE, type PositionId } from '../core/units.js';
import { BUY } from '../events/sink.js';
import { type Decision, INTENTS } from './agents/agent.js';

const MOST_MESSAGES = 0x1000000;

/**
 * What was sent to the venues and has not been executed: on its way there, or waiting for a matching
 * engine. Exists only where something may wait.
 *
 * A row is a message: its sender, one intent of a decision, and the message behind it in the queue
 * of its engine, or in the list of free rows. Of the liquidation engine: no population, the episode
 * as its reference.
 */
export class Messages {
  population: Int32Array = new Int32Array(64);
  position: Int32Array = new Int32Array(64);
  kind: Uint8Array = new Uint8Array(64);
  side: Uint8Array = new Uint8Array(64);
  priceTicks: Float64Array = new Float64Array(64);
  lots: Float64Array = new Float64Array(64);
  reference: Float64Array = new Float64Array(64);
  tag: Int32Array = new Int32Array(64);
  next: Int32Array = new Int32Array(64);

  private readonly most: number;
  private rows = 0;
  private firstFree = NONE;

  /** By position: messages that have not been executed, and the signed lots of orders among them. */
  private readonly openCount: Int32Array;
  private readonly openLots: Float64Array;

  constructor(positions: number, most = MOST_MESSAGES) {
    this.most = most;
    this.openCount = new Int32Array(positions);
    this.openLots = new Float64Array(positions);
  }

  /** Takes over one intent of a decision about a position. */
  add(population: number, position: PositionId, decision: Decision, intent: number): number {
    const row = this.takeRow();
    this.population[row] = population;
    this.position[row] = position;
    this.kind[row] = decision.kind[intent];
    this.side[row] = decision.side[intent];
    this.priceTicks[row] = decision.priceTicks[intent];
    this.lots[row] = decision.lots[intent];
    this.reference[row] = decision.reference[intent];
    this.tag[row] = decision.tag[intent];
    this.openCount[position] += 1;
    this.openLots[position] += this.orderLots(row);
    return row;
  }

  /** The next step of an episode, which waits for its turn. */
  addStep(liquidation: number): number {
    const row = this.takeRow();
    this.population[row] = NONE;
    this.reference[row] = liquidation;
    return row;
  }

  /** The message was executed or refused: its row may be used again. */
  release(row: number): void {
    if (this.population[row] !== NONE) {
      const position = this.position[row];
      this.openCount[position] -= 1;
      this.openLots[position] -= this.orderLots(row);
    }
    this.next[row] = this.firstFree;
    this.firstFree = row;
  }

  countOf(position: PositionId): number {
    return this.openCount[position];
  }

  /** Lots of all orders that were sent and have not been executed; negative: sales. */
  lotsOf(position: PositionId): Lots {
    return this.openLots[position];
  }

  private orderLots(row: number): Lots {
    if (this.kind[row] > INTENTS.fok) return 0; // no order
    return this.side[row] === BUY ? this.lots[row] : -this.lots[row];
  }

  private takeRow(): number {
    const row = this.firstFree;
    if (row === NONE) {
      if (this.rows === this.kind.length) this.grow();
      return this.rows++;
    }
    this.firstFree = this.next[row];
    return row;
  }

  private grow(): void {
    if (this.rows >= this.most) throw tooMany(this.most);
    const length = grownLength(this.kind.length, this.rows + 1);
    this.population = grownInt32(this.population, length);
    this.position = grownInt32(this.position, length);
    this.kind = grownUint8(this.kind, length);
    this.side = grownUint8(this.side, length);
    this.priceTicks = grownFloat64(this.priceTicks, length);
    this.lots = grownFloat64(this.lots, length);
    this.reference = grownFloat64(this.reference, length);
    this.tag = grownInt32(this.tag, length);
    this.next = grownInt32(this.next, length);
  }
}

function tooMany(most: number): BoundReached {
  return new BoundReached(
    `${most} messages are on their way or wait: raise venue.matching.throughput, set venue.matching.queue.limit, or shorten orderLatency`,
  );
}
