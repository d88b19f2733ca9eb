import type { PlanCourse } from './plan-course.js';
import type { RunRecord } from './run-record.js';
import { isFinal } from './run-task.js';

/** How far a sweep has come, for people. */
export class SweepProgress {
  /** Runs that were made now. */
  made = 0;
  /** Of these, those that failed, crashed or were stopped. */
  failed = 0;
  /** Commands that the runs made now executed. */
  commands = 0;
  private readonly course: PlanCourse;
  private readonly commandsColumn: number;

  constructor(course: PlanCourse) {
    this.course = course;
    this.commandsColumn = course.columns.indexOf('commands');
  }

  /** Runs asked for so far; a stopping rule may ask for more. */
  get asked(): number {
    return this.course.asked;
  }

  /** Runs that are there, those of earlier sweeps included. */
  get there(): number {
    return this.course.asked - this.course.missing;
  }

  note(record: RunRecord): void {
    this.made += 1;
    if (!isFinal(record) || record.status === 'failed') this.failed += 1;
    this.commands += Number(record.summary[this.commandsColumn] ?? 0);
  }
}
