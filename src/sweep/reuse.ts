import type { PlanCourse } from './plan-course.js';
import type { JournalContent } from './read-journal.js';
import { runKey } from './run-key.js';
import type { RunRecord } from './run-record.js';
import { isFinal } from './run-task.js';

/** Finds the records that need not be made again; those that a second try may better are not found. */
export function recordsIn({ records }: JournalContent): (key: string) => RunRecord | null {
  return (key) => {
    const record = records.get(key);
    return record !== undefined && isFinal(record) ? record : null;
  };
}

/** Runs that are due although another build has made them. */
export function rerunsOfOtherBuilds(
  { records, builds }: JournalContent,
  course: PlanCourse,
): number {
  const { plan } = course;
  const others = new Set(builds.filter((id) => id !== plan.build.id));
  if (others.size === 0) return 0;
  return course
    .due()
    .filter((run) =>
      [...others].some((id) => records.has(runKey({ ...plan, build: { ...plan.build, id } }, run))),
    ).length;
}
