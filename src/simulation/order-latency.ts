import { largest, Sampler } from '../core/distributions.js';
import type { Draws, RandomStreams, StreamId } from '../core/random.js';
import type { TimeUs } from '../core/units.js';
import type { Population } from '../scenario/scenario.js';

/**
 * How long what the members of a population send is on its way. Each message draws its own time, by
 * the number of the wake-up and its place in the decision; but none overtakes an earlier one of the
 * same member, for they go through one connection.
 */
export class OrderLatency {
  private readonly law: Sampler;
  private readonly stream: StreamId;
  /** By member: when the last message arrives. */
  private readonly lastArrivalUs: Float64Array;

  constructor(rules: Population, law: Sampler, streams: RandomStreams) {
    this.law = law;
    this.stream = streams.open(`population/${rules.name}/orderLatency`);
    this.lastArrivalUs = new Float64Array(rules.count);
  }

  /** Before the arrivals of the messages of one wake-up, which are drawn in order. */
  begin(streams: RandomStreams, draws: Draws, wake: number): void {
    draws.begin(streams, this.stream, wake);
  }

  /** When the next message of a member arrives. */
  arrivalUs(agent: number, nowUs: TimeUs, factor: number, draws: Draws): TimeUs {
    const ownUs = nowUs + Math.round(this.law.sample(draws) * factor);
    const arrivalUs = Math.max(ownUs, this.lastArrivalUs[agent]);
    this.lastArrivalUs[agent] = arrivalUs;
    return arrivalUs;
  }
}

/** Null where messages arrive at once. */
export function createOrderLatency(rules: Population, streams: RandomStreams): OrderLatency | null {
  const { orderLatency } = rules;
  if (orderLatency === undefined || largest(orderLatency) === 0) return null;
  return new OrderLatency(rules, new Sampler(orderLatency), streams);
}
