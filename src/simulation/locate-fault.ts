import { InvariantViolation } from '../core/assert.js';
import { US_PER_SECOND } from '../core/units.js';
import type { EventSink } from '../events/sink.js';
import { COMMAND_NAMES } from './command.js';
import { advance, start } from './simulate.js';
import type { World } from './world.js';

/** Points at which one replay looks at the books: each replay narrows the search so many times. */
const LOOKS_A_REPLAY = 64;

/**
 * Names the first command after which the books no longer balance, by replaying the run from its
 * start, each time looking closer. A run is a pure function, so the fault comes back; where the
 * books balance to the end, the command that broke the invariant itself is named.
 */
export function locateFault(create: () => World, sinkFor: () => EventSink): string {
  let good = 0; // the books balance after so many commands
  let bad = countCommands(create(), sinkFor());
  if (!isBalancedAfter(create, sinkFor, 0)) return 'the opening, before the first command';
  const broken = bad;
  while (bad - good > 1) {
    const step = Math.max(1, Math.ceil((bad - good) / LOOKS_A_REPLAY));
    const found = firstUnbalanced(create(), sinkFor(), good, bad, step);
    if (found === null) return describe(create(), sinkFor(), broken);
    bad = found;
    good = Math.max(good, found - step);
  }
  return describe(create(), sinkFor(), bad);
}

/** Commands executed when the run breaks, the breaking one included. */
function countCommands(world: World, sink: EventSink): number {
  replay(world, sink, Infinity);
  return world.commandCount + 1;
}

function isBalancedAfter(create: () => World, sinkFor: () => EventSink, count: number): boolean {
  const world = create();
  replay(world, sinkFor(), count);
  return world.ledger.fullError() === 0;
}

/** The first point, every `step` commands in (good, bad], where the books do not balance. */
function firstUnbalanced(
  world: World,
  sink: EventSink,
  good: number,
  bad: number,
  step: number,
): number | null {
  replay(world, sink, good);
  for (let at = good; at < bad;) {
    at = Math.min(bad, at + step);
    const isWhole = proceed(world, sink, at - world.commandCount);
    if (world.ledger.fullError() !== 0) return at;
    if (!isWhole) return null;
  }
  return null;
}

function replay(world: World, sink: EventSink, commands: number): void {
  try {
    start(world, sink);
  } catch (error) {
    if (!(error instanceof InvariantViolation)) throw error;
    return;
  }
  proceed(world, sink, commands);
}

/** False when the run ended or broke before so many commands. */
function proceed(world: World, sink: EventSink, commands: number): boolean {
  try {
    return advance(world, sink, commands);
  } catch (error) {
    if (!(error instanceof InvariantViolation)) throw error;
    return false;
  }
}

function describe(world: World, sink: EventSink, command: number): string {
  replay(world, sink, command);
  const { kind, argument, nowUs } = world.queue;
  const seconds = (nowUs / US_PER_SECOND).toFixed(6);
  return `command ${command} at ${seconds} s: ${COMMAND_NAMES[kind]} ${argument}`;
}
