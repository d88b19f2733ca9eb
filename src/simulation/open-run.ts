import { NONE } from '../core/units.js';
import { CAUSE_INDEX } from '../events/cause.js';
import type { EventSink } from '../events/sink.js';
import { COMMANDS } from './command.js';
import { moveFund } from './liquidation/insurance-fund.js';
import { noteBook } from './note-book.js';
import { rekey } from './settlement.js';
import { emitSample, scheduleSample } from './take-sample.js';
import { updateMarks } from './update-mark.js';
import { act, scheduleArrival } from './wake-agents.js';
import type { World } from './world.js';

/**
 * Time 0, before the first command: the insurance funds come in, standing books are placed, the
 * marks follow, every account is keyed, and whatever happens by the clock is scheduled.
 */
export function openRun(world: World, sink: EventSink): void {
  world.cause = CAUSE_INDEX;
  for (const venue of world.venues) {
    const { insuranceFundUnits } = venue.rules;
    moveFund(world, sink, venue.row, 'initial', 0, world.outside, insuranceFundUnits);
  }
  for (const instrument of world.instruments) noteBook(world, instrument);
  openBooks(world, sink);
  schedule(world);
  for (const venue of world.venues) updateMarks(world, sink, venue.row);
  keyAccounts(world);
  emitSample(world, sink);
}

/** Populations that quote from the start do so, in the order of the scenario. */
function openBooks(world: World, sink: EventSink): void {
  for (const population of world.populations) {
    if (population.behaviour.open === undefined) continue;
    for (let agent = 0; agent < population.rules.count; agent++) {
      for (let slot = 0; slot < population.instruments.length; slot++) {
        world.draws.begin(world.streams, population.decisions, population.wakeCount++);
        act(world, sink, population, agent, slot, true);
      }
    }
  }
}

function schedule(world: World): void {
  const { queue, scenario } = world;
  for (const [row, shock] of scenario.shocks.entries()) {
    queue.schedule(shock.atUs, COMMANDS.applyShock, row);
  }
  for (const { row, rules } of world.instruments) {
    queue.schedule(rules.index.everyUs, COMMANDS.publishIndex, row);
    if (rules.funding !== null) {
      queue.schedule(rules.funding.everyUs, COMMANDS.settleFunding, row);
    }
  }
  scheduleSample(world);
  for (const population of world.populations) scheduleArrival(world, population);
}

function keyAccounts(world: World): void {
  const { accounts, ledger } = world;
  for (let account = 0; account < ledger.accountCount; account++) {
    if (accounts.firstPositionOf(account) !== NONE) rekey(world, account, 0);
  }
}
