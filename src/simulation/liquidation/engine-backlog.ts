import type { AccountId, TimeUs } from '../../core/units.js';
import type { Cause } from '../../events/cause.js';

/**
 * What a liquidation engine that is stalled or throttled has still to do, first come first served:
 * accounts found in breach, each with the cause that was found first, and further steps of episodes
 * that run. Nothing is lost, and nothing jumps the queue.
 *
 * A row is a key: an account >= 0, or minus the id of an episode.
 */
export class EngineBacklog {
  /** Accounts or steps a second; Infinity: the engine works as it should, 0: it stands still. */
  perSecond = Infinity;
  /** It may do the next thing from then on. */
  nextUs: TimeUs = 0;
  /** When the command to go on is due that counts; Infinity: none. */
  dueUs: TimeUs = Infinity;

  /** Episodes whose next step waits no longer: its command comes at this time. */
  readonly cleared = new Set<number>();

  private readonly waiting = new Map<number, Cause>();

  get isRestricted(): boolean {
    return this.perSecond < Infinity || this.waiting.size > 0;
  }

  get count(): number {
    return this.waiting.size;
  }

  isWaiting(account: AccountId): boolean {
    return this.waiting.has(account);
  }

  addAccount(account: AccountId, cause: Cause): void {
    if (!this.isWaiting(account)) this.waiting.set(account, cause);
  }

  addStep(liquidation: number): void {
    this.waiting.set(-liquidation, liquidation);
  }

  /** Takes out what came first. */
  take(): { readonly key: number; readonly cause: Cause } | null {
    for (const [key, cause] of this.waiting) {
      this.waiting.delete(key);
      return { key, cause };
    }
    return null;
  }
}
