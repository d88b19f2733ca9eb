import { assert, BoundReached } from '../core/assert.js';
import type { EventSink, RunEndReason } from '../events/sink.js';
import { COMMANDS } from './command.js';
import { closeRun } from './close-run.js';
import { deliverOrder, matchNext } from './deliver-orders.js';
import { liquidate } from './liquidation/liquidate.js';
import { openEpisodes } from './liquidation/open-episodes.js';
import { runEngine } from './liquidation/run-engine.js';
import { openRun } from './open-run.js';
import { publishMargin } from './publish-margin.js';
import { publishIndex } from './publish-index.js';
import { settleFunding } from './settle-funding.js';
import { checkConditions } from './shocks/conditions.js';
import { applyShock, endShock, stepShock } from './shocks/shocks.js';
import { takeSample } from './take-sample.js';
import { reopen } from './trading-phase.js';
import { updateMarks } from './update-mark.js';
import { wakeAgents } from './wake-agents.js';
import type { World } from './world.js';

/** The opening: funds, standing books, first marks, first commands, the sample at time 0. */
export function start(world: World, sink: EventSink): void {
  openRun(world, sink);
  settleBreaches(world, sink);
  assertBalanced(world);
}

/**
 * Executes up to so many commands, in the order of the queue. False once the horizon is reached:
 * then no command that is due within the run is left.
 */
export function advance(world: World, sink: EventSink, commands: number): boolean {
  const { queue, scenario } = world;
  for (let left = commands; left > 0; left--) {
    if (queue.nextDueUs() > scenario.durationUs) return false;
    if (world.commandCount === scenario.maxCommands) throw tooManyCommands(scenario.maxCommands);
    queue.next();
    perform(world, sink);
    settleBreaches(world, sink);
    world.commandCount += 1;
    if (world.commandCount >= world.nextFullScan) assertBalanced(world);
  }
  return true;
}

/** The end: last sample, open liquidations end with the run, totals by cohort. */
export function finish(world: World, sink: EventSink, endReason: RunEndReason): void {
  assertBalanced(world);
  closeRun(world, sink, endReason);
}

function perform(world: World, sink: EventSink): void {
  const { kind, argument } = world.queue;
  switch (kind) {
    case COMMANDS.wakeAgents:
      wakeAgents(world, sink, argument);
      break;
    case COMMANDS.publishIndex:
      publishIndex(world, sink, argument);
      break;
    case COMMANDS.updateMark:
      updateMarks(world, sink, argument);
      break;
    case COMMANDS.liquidate:
      liquidate(world, sink, argument);
      break;
    case COMMANDS.settleFunding:
      settleFunding(world, sink, argument);
      break;
    case COMMANDS.applyShock:
      applyShock(world, sink, argument);
      break;
    case COMMANDS.reopen:
      reopen(world, sink, argument);
      break;
    case COMMANDS.publishMargin:
      publishMargin(world, sink, argument);
      break;
    case COMMANDS.sample:
      takeSample(world, sink);
      break;
    case COMMANDS.endShock:
      endShock(world, sink, argument);
      break;
    case COMMANDS.stepShock:
      stepShock(world, sink, argument);
      break;
    case COMMANDS.checkConditions:
      checkConditions(world);
      break;
    case COMMANDS.runEngine:
      runEngine(world, sink, argument);
      break;
    case COMMANDS.deliverOrder:
      deliverOrder(world, sink, argument);
      break;
    case COMMANDS.matchNext:
      matchNext(world, sink, argument);
      break;
    default:
      kind satisfies never; // a new kind of command stops compiling here
  }
}

function settleBreaches(world: World, sink: EventSink): void {
  if (world.breaches.count > 0) openEpisodes(world, sink);
}

/** Every balance, cost and lot is counted, seldom enough to cost under 1 % of the time. */
function assertBalanced(world: World): void {
  assert(world.ledger.fullError() === 0, 'money and lots are neither created nor destroyed');
  world.nextFullScan = world.commandCount + world.scanEveryCommands;
}

function tooManyCommands(maxCommands: number): BoundReached {
  return new BoundReached(
    `the run took ${maxCommands} commands before its end: raise maxCommands or shorten duration`,
  );
}
