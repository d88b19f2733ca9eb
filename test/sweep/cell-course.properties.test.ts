import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CellCourse } from '../../src/sweep/cell-course.js';
import type { StoppingRule } from '../../src/sweep/plan.js';
import type { RunRecord } from '../../src/sweep/run-record.js';

const STOP: StoppingRule = { metric: 'loss', halfWidth: 1 };

function record(loss: string): RunRecord {
  return { key: '', status: 'done', reason: '', summary: ['x', loss] };
}

function courseOf(
  losses: readonly string[],
  stop: StoppingRule | null,
  found: (seed: number) => boolean = () => false,
): CellCourse {
  const request = { cell: 0, seeds: losses.length, stop, columns: ['scenario', 'loss'] };
  return new CellCourse(request, (seed) => (found(seed) ? record(losses[seed]) : null));
}

/** Runs a cell to its end, always ending one of the runs in flight as `pick` says. */
function complete(
  course: CellCourse,
  losses: readonly string[],
  workers: number,
  pick: (of: number) => number,
): readonly string[] {
  const inFlight: number[] = [];
  while (!course.isWhole) {
    while (inFlight.length < workers && course.hasNext) inFlight.push(course.takeNext());
    const [seed] = inFlight.splice(pick(inFlight.length), 1);
    course.note(seed, record(losses[seed]));
  }
  return course.list().map((one) => one!.summary[1]);
}

const inOrder = (): number => 0;

test('a cell without a rule asks for all its seeds', () => {
  const losses = ['1', '2', '3'];
  const course = courseOf(losses, null);
  expect([course.asked, course.missing]).toEqual([3, 3]);
  expect(complete(course, losses, 2, inOrder)).toEqual(losses);
});

test('a rule is content with the first block in which the mean is known well enough', () => {
  const wild = Array.from({ length: 200 }, (_, seed) => String(seed % 2 === 0 ? 0 : 8));
  // sd 4.06 of 32, 4.03 of 64, 4.02 of 96: 1.464, 1.007, 0.815
  expect(complete(courseOf(wild, STOP), wild, 1, inOrder)).toHaveLength(96);
  const calm = wild.map(() => '5');
  expect(complete(courseOf(calm, STOP), calm, 1, inOrder)).toHaveLength(32);
});

test('a rule that is never content asks for all seeds, the last block being shorter', () => {
  const wild = Array.from({ length: 70 }, (_, seed) => String(1000 * (seed % 2)));
  expect(complete(courseOf(wild, STOP), wild, 1, inOrder)).toHaveLength(70);
});

test('runs in which the metric is undefined tell a rule nothing', () => {
  const empty = Array.from({ length: 100 }, () => '');
  expect(complete(courseOf(empty, STOP), empty, 1, inOrder)).toHaveLength(100);
});

test('how many seeds a cell takes depends on no worker, no order and no interruption', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 9 }).map(String), {
        minLength: 33,
        maxLength: 130,
        size: 'max',
      }),
      fc.integer({ min: 1, max: 7 }),
      fc.infiniteStream(fc.nat(1000)),
      fc.infiniteStream(fc.boolean()),
      (losses, workers, picks, finds) => {
        const expected = complete(courseOf(losses, STOP), losses, 1, inOrder);
        const pick = (of: number): number => picks.next().value! % of;
        const found = (): boolean => finds.next().value!;
        const resumed = courseOf(losses, STOP, found);
        expect(complete(resumed, losses, workers, pick)).toEqual(expected);
      },
    ),
    { seed: 4, numRuns: 200 },
  );
});
