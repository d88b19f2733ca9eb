import { CellCourse } from './cell-course.js';
import type { SweepPlan } from './plan.js';
import { runKey } from './run-key.js';
import type { RunRecord } from './run-record.js';
import type { SweepResults } from './sweep-results.js';
import { summaryColumns } from './summary-cells.js';

/** A run that is due. */
export interface DueRun {
  readonly course: CellCourse;
  /** Row of the plan's seeds. */
  readonly seed: number;
  readonly key: string;
}

/** Cells that this one of several processes takes: every `of`-th, from the `index`-th (1 … `of`). */
export interface Shard {
  readonly index: number;
  readonly of: number;
}

/**
 * How far a plan has come, cell by cell. What it asks for depends on the plan and the records alone,
 * never on who makes the runs or which ends first.
 */
export class PlanCourse {
  readonly plan: SweepPlan;
  readonly columns: readonly string[];
  /** In the order of the plan; null: the cell belongs to another shard. */
  private readonly cells: readonly (CellCourse | null)[];
  /** Cells of which a run may be given out, the row of the plan beyond which none was opened. */
  private readonly open: CellCourse[] = [];
  private nextCell = 0;

  /** `found` knows the records that are there already, by key. */
  constructor(plan: SweepPlan, shard: Shard | null, found: (key: string) => RunRecord | null) {
    this.plan = plan;
    this.columns = summaryColumns(plan.isCounterfactual);
    const { stop, seeds } = plan;
    const shared = { seeds: seeds.length, stop, columns: this.columns };
    this.cells = plan.cells.map((_, cell) => {
      if (shard !== null && cell % shard.of !== shard.index - 1) return null;
      return new CellCourse({ ...shared, cell }, (seed) => found(this.keyOf(cell, seed)));
    });
  }

  /**
   * The next run: of the same cell as the last one where there is one, so that a worker can keep the
   * scenario; otherwise of a cell that nobody is at, and only then of one that others are at too. Null:
   * none is due until a run that was given out has ended.
   */
  take(last: CellCourse | null, busy: (course: CellCourse) => boolean): DueRun | null {
    const course = this.choose(last, busy);
    if (course === null) return null;
    const seed = course.takeNext();
    return { course, seed, key: this.keyOf(course.cell, seed) };
  }

  /** Runs asked for so far that are not there. */
  get missing(): number {
    return this.cells.reduce((sum, course) => sum + (course?.missing ?? 0), 0);
  }

  /** Runs asked for so far. */
  get asked(): number {
    return this.cells.reduce((sum, course) => sum + (course?.asked ?? 0), 0);
  }

  /** Runs asked for so far that are not there, in the order of the plan. */
  due(): readonly { readonly scenarioHash: string; readonly seed: string }[] {
    const { cells, seeds } = this.plan;
    return this.cells.flatMap((course, cell) =>
      (course?.list() ?? []).flatMap((record, seed) =>
        record === null ? [{ scenarioHash: cells[cell].scenarioHash, seed: seeds[seed] }] : [],
      ),
    );
  }

  /** Cells of other shards have no records, not even missing ones. */
  results(): SweepResults {
    const records = this.cells.map((course) => course?.list() ?? []);
    return { plan: this.plan, columns: this.columns, records };
  }

  private choose(
    last: CellCourse | null,
    busy: (course: CellCourse) => boolean,
  ): CellCourse | null {
    if (last?.hasNext === true) return last;
    const waiting = this.open.filter((course) => course.hasNext);
    return waiting.find((course) => !busy(course)) ?? this.openNext() ?? waiting[0] ?? null;
  }

  private openNext(): CellCourse | null {
    this.dropWhole();
    while (this.nextCell < this.cells.length) {
      const course = this.cells[this.nextCell++];
      if (course === null || course.isWhole) continue;
      this.open.push(course);
      if (course.hasNext) return course;
    }
    return null;
  }

  private dropWhole(): void {
    const left = this.open.filter((course) => !course.isWhole);
    this.open.splice(0, this.open.length, ...left);
  }

  private keyOf(cell: number, seed: number): string {
    const { cells, seeds } = this.plan;
    const { scenarioHash } = cells[cell];
    return runKey(this.plan, { scenarioHash, seed: seeds[seed] });
  }
}
