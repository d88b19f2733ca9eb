import type { Fraction, TimeUs } from '../../core/units.js';
import { BUY, type Side } from '../../events/sink.js';
import type { LeveragedSpeculator } from '../../scenario/scenario.js';
import type { MarketView } from './agent.js';
import { TrendMemory } from './trend-memory.js';

/** Herding is given in log-odds for a trend of one percent. */
const PERCENTS = 100;

/** When a member enters, and on which side: by the clock, and by the trend that the population sees. */
export class EntryRules {
  private readonly population: LeveragedSpeculator;
  private readonly herdTrend: TrendMemory | null;
  private readonly entryTrend: TrendMemory | null;

  constructor(population: LeveragedSpeculator, instruments: number) {
    const { entryTrend, herding } = population;
    this.population = population;
    this.herdTrend = herding === null ? null : new TrendMemory(instruments, herding.horizonUs);
    this.entryTrend =
      entryTrend === null ? null : new TrendMemory(instruments, entryTrend.horizonUs);
  }

  /** Takes in what a member sees of the instrument (by its place in the population's list). */
  note(slot: number, { timeUs, markTicks }: MarketView): void {
    this.herdTrend?.note(slot, timeUs, markTicks);
    this.entryTrend?.note(slot, timeUs, markTicks);
  }

  /** The chance that an entry is long: longShare, its odds moved by the trend. */
  longChance(slot: number): Fraction {
    const { herding, longShare } = this.population;
    if (herding === null || this.herdTrend === null) return longShare;
    const pull = herding.strength * PERCENTS * this.herdTrend.trend(slot);
    return longShare / (longShare + (1 - longShare) * Math.exp(-pull));
  }

  /** Whether an entry on this side may happen now. */
  isTime(slot: number, side: Side, timeUs: TimeUs): boolean {
    const { entryTrend, entryWindow } = this.population;
    if (entryWindow !== null && (timeUs < entryWindow.fromUs || entryWindow.untilUs <= timeUs)) {
      return false;
    }
    if (entryTrend === null || this.entryTrend === null) return true;
    const trend = this.entryTrend.trend(slot);
    return (side === BUY ? trend : -trend) >= entryTrend.move;
  }
}
