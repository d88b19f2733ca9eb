import { assert } from '../core/assert.js';
import { NONE, type TimeUs, US_PER_SECOND } from '../core/units.js';
import type { MatchingRules } from '../scenario/scenario.js';
import type { Messages } from './messages.js';

/**
 * The matching engine of a venue as a server of one queue: first come, first served, each message
 * taking the same time. A message that finds it idle is executed at once; the next may be when its
 * time is over.
 */
export class MatchingQueue {
  /** Messages that wait. */
  count = 0;
  /** A command to take out the next one waits in the queue of commands. */
  isDue = false;
  /** The message that came first; NONE: nobody waits. */
  first = NONE;

  private readonly serviceUs: number; // 0: no time at all
  private readonly limit: number;
  private last = NONE;
  /** In exact time; the next message is executed in the microsecond it falls in. */
  private freeUs = 0;

  constructor(rules: MatchingRules | undefined) {
    this.serviceUs = rules === undefined ? 0 : US_PER_SECOND / rules.throughput;
    this.limit = rules === undefined ? Infinity : rules.queueLimit;
  }

  /** Whether messages can come to wait because there are many. */
  get isLimited(): boolean {
    return this.serviceUs > 0;
  }

  get isFull(): boolean {
    return this.count >= this.limit;
  }

  isIdle(nowUs: TimeUs): boolean {
    return this.count === 0 && this.freeUs < nowUs + 1;
  }

  /** When the next message may be executed. */
  nextUs(nowUs: TimeUs): TimeUs {
    return Math.max(nowUs, Math.floor(this.freeUs));
  }

  /** A message is executed now: the engine is busy with it for its time. */
  occupy(nowUs: TimeUs): void {
    this.freeUs = Math.max(nowUs, this.freeUs) + this.serviceUs;
  }

  /** The engine's turn, where it is idle; false: whoever asks has to wait. */
  claim(nowUs: TimeUs): boolean {
    if (!this.isIdle(nowUs)) return false;
    this.occupy(nowUs);
    return true;
  }

  /** The message comes to wait behind all others. */
  join(messages: Messages, message: number): void {
    messages.next[message] = NONE;
    if (this.count === 0) this.first = message;
    else messages.next[this.last] = message;
    this.last = message;
    this.count += 1;
  }

  /** Takes out the message that came first. */
  take(messages: Messages): number {
    assert(this.count > 0, 'only a message that waits is taken out');
    const message = this.first;
    this.first = messages.next[message];
    this.count -= 1;
    return message;
  }
}
