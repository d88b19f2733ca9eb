import { shareDown } from '../../core/rounding.js';
import type { Lots, PositionId, Ppm, Ticks } from '../../core/units.js';
import type { RowBuffer } from './row-buffer.js';
import { TriggerLadder, TriggerLinks } from './trigger-ladder.js';

/** What a trigger says when it is reached: breached, or only "look again". */
export const TRIGGER_KINDS = { breach: 0, look: 1 } as const;
export type TriggerKind = (typeof TRIGGER_KINDS)[keyof typeof TRIGGER_KINDS];

const LADDERS = 4;

/**
 * The triggers of all positions. Each instrument has four ladders, by kind of trigger and by side:
 * a long's is reached at marks <= trigger, a short's at marks >= trigger. Shorts are kept mirrored,
 * at maxPriceTicks − trigger, so that one kind of ladder serves both.
 */
export class TriggerIndex {
  private readonly links = new TriggerLinks();
  private readonly ladders: TriggerLadder[] = [];
  private readonly maxPriceTicks: Float64Array;

  constructor(maxPriceTicks: Float64Array) {
    this.maxPriceTicks = maxPriceTicks;
    for (const max of maxPriceTicks) {
      for (let i = 0; i < LADDERS; i++) this.ladders.push(new TriggerLadder(this.links, max));
    }
  }

  /** Links the position, or moves it. The sign of its lots says its side. */
  set(
    position: PositionId,
    instrument: number,
    lots: Lots,
    triggerTicks: Ticks,
    kind: TriggerKind,
  ): void {
    const { links } = this;
    links.reach(position);
    const isShort = lots < 0;
    const levelTicks = isShort ? this.maxPriceTicks[instrument] - triggerTicks : triggerTicks;
    const ladder = 2 * kind + (isShort ? 1 : 0);
    if (links.levelTicks(position) === levelTicks && links.ladder(position) === ladder) return;
    this.clear(position, instrument);
    links.setLadder(position, ladder);
    this.ladders[LADDERS * instrument + ladder].link(position, levelTicks);
  }

  clear(position: PositionId, instrument: number): void {
    const { links } = this;
    if (!links.isLinked(position)) return;
    this.ladders[LADDERS * instrument + links.ladder(position)].unlink(position);
  }

  /** Gathers the positions whose trigger is reached at this mark; they stay linked. */
  collectReached(instrument: number, markTicks: Ticks, into: RowBuffer): void {
    const { ladders } = this;
    const first = LADDERS * instrument;
    const mirroredTicks = this.maxPriceTicks[instrument] - markTicks;
    ladders[first].collect(markTicks, into);
    ladders[first + 1].collect(mirroredTicks, into);
    ladders[first + 2].collect(markTicks, into);
    ladders[first + 3].collect(mirroredTicks, into);
  }

  /** Number of breach triggers no further from the mark than this share of it, reached ones too. */
  countBreachNear(instrument: number, markTicks: Ticks, withinPpm: Ppm): number {
    const first = LADDERS * instrument;
    const { downTicks, upTicks } = this.near(instrument, markTicks, withinPpm);
    const mirroredTicks = this.maxPriceTicks[instrument] - upTicks;
    return (
      this.ladders[first].countDue(downTicks) + this.ladders[first + 1].countDue(mirroredTicks)
    );
  }

  /** Gathers the positions whose look trigger is as near. */
  collectLookNear(instrument: number, markTicks: Ticks, withinPpm: Ppm, into: RowBuffer): void {
    const first = LADDERS * instrument;
    const { downTicks, upTicks } = this.near(instrument, markTicks, withinPpm);
    this.ladders[first + 2].collect(downTicks, into);
    this.ladders[first + 3].collect(this.maxPriceTicks[instrument] - upTicks, into);
  }

  /** The lowest and the highest price that lie within a share of the mark, inside the range. */
  near(
    instrument: number,
    markTicks: Ticks,
    withinPpm: Ppm,
  ): { readonly downTicks: Ticks; readonly upTicks: Ticks } {
    const distanceTicks = shareDown(markTicks, withinPpm);
    return {
      downTicks: Math.max(0, markTicks - distanceTicks),
      upTicks: Math.min(this.maxPriceTicks[instrument], markTicks + distanceTicks),
    };
  }
}
