import type { Scenario } from '../scenario/scenario.js';
import type { World } from '../simulation/world.js';

/** Of all that is to be run: times and counts of a run and its counterfactual add up. */
export interface RunProgress {
  readonly timeUs: number;
  readonly durationUs: number;
  readonly commands: number;
  readonly liquidations: number;
}

/** Tells how far the runs of one request have come, all of them together. */
export class ProgressTeller {
  private readonly onProgress: (progress: RunProgress) => void;
  private readonly runUs: number;
  private readonly allUs: number;
  /** Where the running one began, and where it stands. */
  private before: RunProgress;
  private latest: RunProgress;

  /** `runs` of a scenario will follow one another. */
  constructor({ durationUs }: Scenario, runs: number, onProgress: (progress: RunProgress) => void) {
    this.runUs = durationUs;
    this.allUs = runs * durationUs;
    this.onProgress = onProgress;
    this.before = { timeUs: 0, durationUs: this.allUs, commands: 0, liquidations: 0 };
    this.latest = this.before;
  }

  /** Commands executed so far. */
  get commands(): number {
    return this.latest.commands;
  }

  tell({ commandCount, queue }: World, liquidations: number): void {
    const { before } = this;
    this.latest = {
      timeUs: before.timeUs + queue.nowUs,
      durationUs: this.allUs,
      commands: before.commands + commandCount,
      liquidations: before.liquidations + liquidations,
    };
    this.onProgress(this.latest);
  }

  /** The one that was told of is over. */
  beginNext(): void {
    this.before = { ...this.latest, timeUs: this.before.timeUs + this.runUs };
  }
}
