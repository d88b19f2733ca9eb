import { SEEDS_A_BLOCK } from '../scenario/sweeps/sweep.js';
import type { StoppingRule } from './plan.js';
import type { RunRecord } from './run-record.js';
import { isNarrow } from './stopping-rule.js';

export interface CourseRequest {
  /** Row of the plan's cells. */
  readonly cell: number;
  readonly seeds: number;
  readonly stop: StoppingRule | null;
  readonly columns: readonly string[];
}

/**
 * How far a cell has come. Its seeds are asked for in their order, with a stopping rule in blocks:
 * the rule is judged once a block is there whole, so that it does not matter which run ended first.
 */
export class CellCourse {
  readonly cell: number;
  /** How many of the seeds are asked for, from the first. */
  asked: number;
  /** Runs of these that are not there. */
  missing: number;
  private readonly records: (RunRecord | null)[];
  private readonly stop: StoppingRule | null;
  private readonly columns: readonly string[];
  private next = 0;

  constructor(
    { cell, seeds, stop, columns }: CourseRequest,
    found: (seed: number) => RunRecord | null,
  ) {
    this.cell = cell;
    this.stop = stop;
    this.columns = columns;
    this.records = Array.from({ length: seeds }, (_, seed) => found(seed));
    this.asked = stop === null ? seeds : Math.min(SEEDS_A_BLOCK, seeds);
    this.missing = this.countMissing();
    this.askOn();
  }

  get isWhole(): boolean {
    return this.missing === 0;
  }

  /** Whether a run of it can be given out now. */
  get hasNext(): boolean {
    while (this.next < this.asked && this.records[this.next] !== null) this.next += 1;
    return this.next < this.asked;
  }

  /** The row of the seed that is to be run next, each once. */
  takeNext(): number {
    return this.next++;
  }

  note(seed: number, record: RunRecord): void {
    this.records[seed] = record;
    this.missing -= 1;
    this.askOn();
  }

  /** What it has of what was asked for. */
  list(): readonly (RunRecord | null)[] {
    return this.records.slice(0, this.asked);
  }

  /** Asks for blocks until one is not whole, or the rule is content, or there are no more seeds. */
  private askOn(): void {
    while (this.missing === 0 && this.asked < this.records.length && !this.isContent()) {
      this.asked = Math.min(this.asked + SEEDS_A_BLOCK, this.records.length);
      this.missing = this.countMissing();
    }
  }

  private isContent(): boolean {
    return this.stop === null || isNarrow(this.stop, this.columns, this.list());
  }

  private countMissing(): number {
    return this.list().filter((record) => record === null).length;
  }
}
