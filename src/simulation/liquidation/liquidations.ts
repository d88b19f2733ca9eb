import { grownInt32, grownLength } from '../../core/columns.js';
import type { AccountId, Lots, PositionId, Ticks, TimeUs, Units } from '../../core/units.js';
import type { Cause } from '../../events/cause.js';
import { BUY, type Side } from '../../events/sink.js';

/** What one episode closes on one instrument. The first eight stay as they are while it runs. */
export interface Leg {
  instrument: number;
  position: PositionId;
  side: Side; // BUY: a long is being closed
  lots: Lots; // at the start, unsigned
  notionalUnits: Units;
  markTicks: Ticks;
  liquidationTicks: Ticks;
  bankruptcyTicks: Ticks;
  closedLots: Lots;
  closedTickLots: number;
  feeUnits: Units; // paid
  feeOwedUnits: Units;
  /** Lots taken at the bankruptcy price cost their takers this against the mark. */
  deleveragedUnits: Units;
}

/** One liquidation of one account: from breach until restored or flat. */
export interface Episode {
  id: number;
  parent: number; // 0: a root
  venue: number;
  account: AccountId;
  startUs: TimeUs;
  readonly legs: Leg[];
  /** Some lots went to keepers, or to counterparties by deleveraging. */
  wasTakenOver: boolean;
  wasDeleveraged: boolean;
}

/**
 * The liquidations of a run. Those that ended leave two numbers, so that a late child still finds
 * its tree: a row is a liquidation id, counted from 1.
 */
export class Liquidations {
  count = 0;
  cascadeCount = 0;
  /** Σ shortfalls of those that ended. */
  badDebtUnits = 0;
  generation: Int32Array = new Int32Array(16);
  cascade: Int32Array = new Int32Array(16);
  /** By cascade, counted from 1: what set off its root. */
  rootCause: Int32Array = new Int32Array(16);
  /** Episodes that have not ended, oldest first. */
  readonly open = new Map<number, Episode>();
  /** Ended ones, used again: thousands that end together would fill the heap with garbage. */
  private readonly spareEpisodes: Episode[] = [];
  private readonly spareLegs: Leg[] = [];

  /** Gives the next liquidation its id and its place in the tree of its cause. */
  add(cause: Cause): number {
    const id = ++this.count;
    if (id >= this.generation.length) {
      const length = grownLength(this.generation.length, id + 1);
      this.generation = grownInt32(this.generation, length);
      this.cascade = grownInt32(this.cascade, length);
    }
    if (cause > 0) {
      this.generation[id] = this.generation[cause] + 1;
      this.cascade[id] = this.cascade[cause];
    } else {
      this.generation[id] = 1;
      this.cascade[id] = this.addCascade(cause);
    }
    return id;
  }

  /** Opens the episode of a liquidation; its legs are added by the caller (`addLeg`). */
  begin(id: number, parent: number, venue: number, account: AccountId, startUs: TimeUs): Episode {
    const episode = this.spareEpisodes.pop() ?? blankEpisode();
    episode.id = id;
    episode.parent = parent;
    episode.venue = venue;
    episode.account = account;
    episode.startUs = startUs;
    episode.wasTakenOver = false;
    episode.wasDeleveraged = false;
    this.open.set(id, episode);
    return episode;
  }

  /** A leg of an episode on which nothing has been closed yet; the caller says what it closes. */
  addLeg(episode: Episode): Leg {
    const leg = this.spareLegs.pop() ?? blankLeg();
    leg.closedLots = 0;
    leg.closedTickLots = 0;
    leg.feeUnits = 0;
    leg.feeOwedUnits = 0;
    leg.deleveragedUnits = 0;
    episode.legs.push(leg);
    return leg;
  }

  /** The episode is over, and nobody may look at it after the running command. */
  end(episode: Episode): void {
    this.open.delete(episode.id);
    this.spareLegs.push(...episode.legs);
    episode.legs.length = 0;
    this.spareEpisodes.push(episode);
  }

  private addCascade(cause: Cause): number {
    const cascade = ++this.cascadeCount;
    if (cascade >= this.rootCause.length) {
      this.rootCause = grownInt32(this.rootCause, grownLength(this.rootCause.length, cascade + 1));
    }
    this.rootCause[cascade] = cause;
    return cascade;
  }
}

function blankEpisode(): Episode {
  return {
    id: 0,
    parent: 0,
    venue: 0,
    account: 0,
    startUs: 0,
    legs: [],
    wasTakenOver: false,
    wasDeleveraged: false,
  };
}

function blankLeg(): Leg {
  return {
    instrument: 0,
    position: 0,
    side: BUY,
    lots: 0,
    notionalUnits: 0,
    markTicks: 0,
    liquidationTicks: 0,
    bankruptcyTicks: 0,
    closedLots: 0,
    closedTickLots: 0,
    feeUnits: 0,
    feeOwedUnits: 0,
    deleveragedUnits: 0,
  };
}
