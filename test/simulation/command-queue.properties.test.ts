import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvariantViolation } from '../../src/core/assert.js';
import { COMMANDS, type CommandKind } from '../../src/simulation/command.js';
import { CommandQueue } from '../../src/simulation/command-queue.js';

interface Row {
  dueUs: number;
  sequence: number;
  kind: CommandKind;
  argument: number;
}

/** A list that is sorted before every look. */
class PlainQueue {
  private readonly rows: Row[] = [];
  private sequence = 0;
  nowUs = 0;

  schedule(dueUs: number, kind: CommandKind, argument: number): void {
    this.rows.push({ dueUs, sequence: this.sequence++, kind, argument });
    this.rows.sort((a, b) => a.dueUs - b.dueUs || a.sequence - b.sequence);
  }

  next(): Row | undefined {
    const row = this.rows.shift();
    if (row !== undefined) this.nowUs = row.dueUs;
    return row;
  }

  get length(): number {
    return this.rows.length;
  }

  nextDueUs(): number {
    return this.rows.length === 0 ? Infinity : this.rows[0].dueUs;
  }
}

const kind = fc.constantFrom(...Object.values(COMMANDS));
const act = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      what: fc.constant('schedule' as const),
      afterUs: fc.oneof(fc.constant(0), fc.nat({ max: 5 }), fc.nat({ max: 1000 })),
      kind,
      argument: fc.nat({ max: 2 ** 31 - 1 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ what: fc.constant('next' as const) }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('look' as const) }) },
);

describe('the command queue', () => {
  it('agrees with a sorted list, whatever is scheduled in between', () => {
    const acts = fc.array(act, { minLength: 50, maxLength: 400, size: 'max' });
    fc.assert(
      fc.property(acts, (list) => {
        const fast = new CommandQueue();
        const plain = new PlainQueue();
        const takeNext = (): void => {
          const row = plain.next();
          expect(fast.next()).toBe(row !== undefined);
          if (row === undefined) return;
          expect([fast.nowUs, fast.kind, fast.argument]).toEqual([
            row.dueUs,
            row.kind,
            row.argument,
          ]);
        };
        for (const it of list) {
          if (it.what === 'schedule') {
            fast.schedule(fast.nowUs + it.afterUs, it.kind, it.argument);
            plain.schedule(plain.nowUs + it.afterUs, it.kind, it.argument);
          } else if (it.what === 'next') takeNext();
          else expect(fast.nextDueUs()).toBe(plain.nextDueUs());
          expect(fast.length).toBe(plain.length);
        }
        while (plain.length > 0) takeNext();
        takeNext();
      }),
      { seed: 2, numRuns: 200 },
    );
  });

  it('keeps equal times in the order they were scheduled, however many', () => {
    const queue = new CommandQueue();
    for (let row = 0; row < 500; row++) queue.schedule(10, COMMANDS.sample, row);
    for (let row = 0; row < 500; row++) {
      expect(queue.next()).toBe(true);
      expect(queue.argument).toBe(row);
      // Scheduled while it is executed: behind all others of this time.
      if (row < 100) queue.schedule(10, COMMANDS.liquidate, row);
    }
    for (let row = 0; row < 100; row++) {
      expect(queue.next()).toBe(true);
      expect([queue.kind, queue.argument]).toEqual([COMMANDS.liquidate, row]);
    }
    expect(queue.next()).toBe(false);
  });

  it('refuses the past', () => {
    const queue = new CommandQueue();
    queue.schedule(10, COMMANDS.sample, 0);
    queue.next();
    expect(() => queue.schedule(9, COMMANDS.sample, 0)).toThrow(InvariantViolation);
    queue.schedule(10, COMMANDS.sample, 1);
    expect(queue.next()).toBe(true);
  });

  it('rests at the end of the run, past no command', () => {
    const queue = new CommandQueue();
    queue.schedule(10, COMMANDS.sample, 0);
    expect(() => queue.rest(11)).toThrow(InvariantViolation);
    queue.rest(10);
    queue.next();
    expect(() => queue.rest(9)).toThrow(InvariantViolation);
    queue.rest(500);
    expect(queue.nowUs).toBe(500);
    expect(queue.length).toBe(0);
  });
});
