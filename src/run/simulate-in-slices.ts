import { setImmediate } from 'node:timers/promises';
import { InvariantViolation } from '../core/assert.js';
import type { EventSink } from '../events/sink.js';
import { locateFault } from '../simulation/locate-fault.js';
import { advance, finish, start } from '../simulation/simulate.js';
import type { World } from '../simulation/world.js';

/** Commands between two looks at the outside world: a few milliseconds. */
const SLICE = 10_000;
/** A slice of slow commands ends after this: with millions of accounts it would take half a minute. */
const LONGEST_SLICE_MS = 100;
/** Commands between two looks at the clock. */
const STRIDE = 100;

export interface SlicedSimulation {
  /** The same world each time: a run that breaks an invariant is replayed. */
  readonly create: () => World;
  readonly sink: EventSink;
  /** One that hears a replay, and breaks as the other did. */
  readonly freshSink: () => EventSink;
  /** Ends the run early. */
  readonly signal: AbortSignal;
  readonly onSlice: (world: World) => void;
}

/**
 * The loop, in slices, so that Ctrl-C and the progress bar have their turn. An InvariantViolation
 * names the command at which the books broke.
 */
export async function simulateInSlices(simulation: SlicedSimulation): Promise<void> {
  const { create, freshSink, onSlice, signal, sink } = simulation;
  try {
    const world = create();
    start(world, sink);
    let isRunning = true;
    while (isRunning && !signal.aborted) {
      isRunning = advanceBriefly(world, sink);
      onSlice(world);
      await setImmediate();
    }
    finish(world, sink, isRunning ? 'interrupted' : 'horizon');
  } catch (error) {
    if (!(error instanceof InvariantViolation)) throw error;
    throw new InvariantViolation(`${error.message}\n${locateFault(create, freshSink)}`);
  }
}

function advanceBriefly(world: World, sink: EventSink): boolean {
  const endMs = performance.now() + LONGEST_SLICE_MS;
  let isRunning = true;
  for (let done = 0; isRunning && done < SLICE && performance.now() < endMs; done += STRIDE) {
    isRunning = advance(world, sink, STRIDE);
  }
  return isRunning;
}

/** The whole run at once. */
export function simulateWhole(world: World, sink: EventSink): void {
  start(world, sink);
  let isRunning = true;
  while (isRunning) isRunning = advance(world, sink, SLICE);
  finish(world, sink, 'horizon');
}
