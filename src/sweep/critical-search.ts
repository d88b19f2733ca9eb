import { wilsonInterval } from '../metrics/statistics/wilson.js';

/**
 * The search for the smallest value of a setting at which a condition holds often enough. Every value
 * is tried on the same seeds; what they show is judged by an interval, so that the answer is a bracket
 * of two values that were both shown to be what they are called.
 */

/** What is looked for. */
export interface CriticalQuestion {
  readonly from: number;
  readonly to: number;
  /** log: the middle of two values is their geometric mean; both ends lie on one side of 0. */
  readonly scale: 'linear' | 'log';
  /** Only whole numbers are tried. */
  readonly isWhole: boolean;
  /** The share of seeds that must be exceeded, 0 to 1. */
  readonly probability: number;
  /** Seeds of a value that the interval does not settle sooner. */
  readonly mostSeeds: number;
  /** The bracket is narrow enough at this share of the way from `from` to `to`, on the scale. */
  readonly tolerance: number;
}

/** What one run has to say. */
export interface Observation {
  /** Whether the condition held. */
  readonly holds: boolean;
  /** Largest volume reproduction of its cascades; NaN where none was large enough. */
  readonly volumeReproduction: number;
}

/**
 * `above`: the condition holds more often than asked, by the interval; `below`: less often; `open`:
 * all seeds did not settle it.
 */
type Standing = 'above' | 'below' | 'open';

/** What is known of one value. */
export interface Trial {
  readonly value: number;
  /** Whether the condition held, in the order of the seeds that were run. */
  readonly held: readonly boolean[];
  readonly share: number;
  readonly low: number;
  readonly high: number;
  readonly standing: Standing;
  /** Mean over the seeds with a number; NaN without any. */
  readonly volumeReproduction: number;
}

export interface CriticalAnswer {
  /** In the order from `from` to `to`. */
  readonly trials: readonly Trial[];
  /** Of the share, on the way from `from` to `to`. `none`: both ends stand alike, so there is no threshold between them that this can find. */
  readonly direction: 'rising' | 'falling' | 'none';
  /** The last value on the side where the condition is shown to hold too seldom; null: none was. */
  readonly below: number | null;
  /** The first value on the other side that is shown to exceed the probability; null: none was. */
  readonly above: number | null;
  readonly runs: number;
  /** Seeds in which the condition held at a value and no more at a harsher one. */
  readonly reversedSeeds: number;
}

/** Runs a value on the seeds numbered from `from` up to, not including, `to`. */
export type Observe = (value: number, from: number, to: number) => Promise<readonly Observation[]>;

/** A value is judged after so many seeds, twice as many, and so on. */
const FIRST_LOOK = 32;
/** Of the values tried: a setting in ticks or in units of money has no more. */
const DIGITS = 4;
/** That none of the judgements of one value is wrong. */
const CONFIDENCE = 0.95;

/**
 * The bracket of the values at which the condition begins to hold often enough, by halving the way
 * between the ends. `onTrial` hears of each value that was tried. Throws what `observe` throws.
 */
export async function findCritical(
  question: CriticalQuestion,
  observe: Observe,
  onTrial: (trial: Trial) => void = () => undefined,
): Promise<CriticalAnswer> {
  const search = new Search(question, observe, onTrial);
  return search.run();
}

class Search {
  private readonly question: CriticalQuestion;
  private readonly observe: Observe;
  private readonly onTrial: (trial: Trial) => void;
  private readonly trials: Trial[] = [];

  constructor(question: CriticalQuestion, observe: Observe, onTrial: (trial: Trial) => void) {
    this.question = question;
    this.observe = observe;
    this.onTrial = onTrial;
  }

  async run(): Promise<CriticalAnswer> {
    const first = await this.try(this.question.from);
    const last = await this.try(this.question.to);
    if (first.standing === 'open' || first.standing === last.standing || last.standing === 'open') {
      return this.answer(directionOf(first, last), first, last);
    }
    const isRising = last.standing === 'above';
    let below = isRising ? first : last;
    let above = isRising ? last : first;
    // What is open lies between the two: each edge is then closed in on it from its own side.
    const middle = await this.narrow(below, above);
    if (middle.open !== null) {
      below = (await this.narrow(middle.below, middle.open)).below;
      above = (await this.narrow(middle.open, middle.above)).above;
    } else {
      ({ below, above } = middle);
    }
    return this.answer(isRising ? 'rising' : 'falling', below, above);
  }

  /**
   * Halves the way between two trials until it is short enough. A value that stays open ends it, when
   * neither of the two is open themselves; otherwise it counts to the open one.
   */
  private async narrow(
    below: Trial,
    above: Trial,
  ): Promise<{ readonly below: Trial; readonly above: Trial; readonly open: Trial | null }> {
    for (;;) {
      const value = this.middleOf(below.value, above.value);
      if (value === null) return { below, above, open: null };
      const trial = await this.try(value);
      if (trial.standing === 'below') below = trial;
      else if (trial.standing === 'above') above = trial;
      else if (below.standing === 'open') below = trial;
      else if (above.standing === 'open') above = trial;
      else return { below, above, open: trial };
    }
  }

  /** Null when the two are near enough, or no whole number lies between them. */
  private middleOf(one: number, other: number): number | null {
    const { from, to, scale, isWhole, tolerance } = this.question;
    const on = (value: number): number => (scale === 'log' ? Math.log(Math.abs(value)) : value);
    if (Math.abs(on(one) - on(other)) <= tolerance * Math.abs(on(to) - on(from))) return null;
    const exact = scale === 'log' ? Math.sign(one) * Math.sqrt(one * other) : (one + other) / 2;
    const value = isWhole ? Math.round(exact) : Number(exact.toPrecision(DIGITS));
    return value === one || value === other ? null : value;
  }

  private async try(value: number): Promise<Trial> {
    const known = this.trials.find((trial) => trial.value === value);
    if (known !== undefined) return known;
    const { mostSeeds, probability } = this.question;
    const looks = Math.max(1, Math.ceil(Math.log2(mostSeeds / FIRST_LOOK)) + 1);
    const confidence = 1 - (1 - CONFIDENCE) / looks; // Bonferroni: every look may be the wrong one
    const seen: Observation[] = [];
    for (let upTo = Math.min(FIRST_LOOK, mostSeeds); ; upTo = Math.min(2 * upTo, mostSeeds)) {
      seen.push(...(await this.observe(value, seen.length, upTo)));
      const trial = trialOf(value, seen, { probability, confidence });
      if (trial.standing === 'open' && upTo < mostSeeds) continue;
      this.trials.push(trial);
      this.onTrial(trial);
      return trial;
    }
  }

  private answer(
    direction: CriticalAnswer['direction'],
    below: Trial,
    above: Trial,
  ): CriticalAnswer {
    const way = Math.sign(this.question.to - this.question.from);
    const trials = this.trials.toSorted((left, right) => way * (left.value - right.value));
    const edges = [below, above];
    return {
      trials,
      direction,
      below: edges.find(({ standing }) => standing === 'below')?.value ?? null,
      above: edges.find(({ standing }) => standing === 'above')?.value ?? null,
      runs: trials.reduce((sum, { held }) => sum + held.length, 0),
      reversedSeeds: reversals(trials, direction),
    };
  }
}

function directionOf(first: Trial, last: Trial): CriticalAnswer['direction'] {
  if (first.standing === last.standing) return 'none';
  return last.share > first.share ? 'rising' : 'falling';
}

function trialOf(
  value: number,
  seen: readonly Observation[],
  { probability, confidence }: { readonly probability: number; readonly confidence: number },
): Trial {
  const held = seen.map(({ holds }) => holds);
  const hits = held.filter(Boolean).length;
  const { low, high } = wilsonInterval(hits, held.length, confidence);
  let standing: Standing = 'open';
  if (low > probability) standing = 'above';
  if (high < probability) standing = 'below';
  const factors = seen.map((one) => one.volumeReproduction).filter((one) => !Number.isNaN(one));
  const volumeReproduction = factors.reduce((sum, one) => sum + one, 0) / factors.length;
  return { value, held, share: hits / held.length, low, high, standing, volumeReproduction };
}

/** On the same draws, more of what breaks a venue should break it in no fewer seeds. */
function reversals(trials: readonly Trial[], direction: CriticalAnswer['direction']): number {
  const ordered = direction === 'falling' ? trials.toReversed() : trials;
  const longest = Math.max(...ordered.map(({ held }) => held.length));
  let seeds = 0;
  for (let seed = 0; seed < longest; seed++) {
    const outcomes = ordered.map(({ held }) => held[seed]).filter((held) => held !== undefined);
    if (outcomes.some((held, row) => row > 0 && !held && outcomes[row - 1])) seeds += 1;
  }
  return seeds;
}
