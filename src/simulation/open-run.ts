import { NONE } from '../core/units.js';
import { CAUSE_INDEX } from '../events/cause.js';
import type { EventSink } from '../events/sink.js';
import { COMMANDS } from './command.js';
import { moveFund } from './liquidation/insurance-fund.js';
import { noteBook } from './note-book.js';
import { rekey } from './settlement.js';
import { emitSample, scheduleSample } from './take-sample.js';
import { updateMarks } from './update-mark.js';
import { openBook, scheduleArrival } from './wake-agents.js';
import type { World } from './world.js';

/**
 * Time 0, before the first command: the insurance funds come in, standing books are placed, whatever
 * happens by the clock is scheduled, every account is keyed, and the marks follow.
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
  keyAccounts(world);
  for (const venue of world.venues) updateMarks(world, sink, venue.row);
  emitSample(world, sink);
}

/** Populations that quote from the start do so, in the order of the scenario. */
function openBooks(world: World, sink: EventSink): void {
  for (const population of world.populations) {
    if (population.behaviour.open === undefined) continue;
    for (let agent = 0; agent < population.rules.count; agent++) {
      for (let slot = 0; slot < population.instruments.length; slot++) {
        world.draws.begin(world.streams, population.decisions, population.wakeCount++);
        openBook(world, sink, population, agent, slot);
      }
    }
  }
}

function schedule(world: World): void {
  const { queue, scenario } = world;
  for (const [row, shock] of scenario.shocks.entries()) {
    if (shock.atUs < Infinity) queue.schedule(shock.atUs, COMMANDS.applyShock, row);
  }
  const { conditionEveryUs } = scenario;
  if (world.conditions !== null && conditionEveryUs !== undefined) {
    queue.schedule(conditionEveryUs, COMMANDS.checkConditions, 0);
  }
  for (const { row, rules } of world.instruments) {
    queue.schedule(rules.index.everyUs, COMMANDS.publishIndex, row);
    if (rules.funding !== null) {
      queue.schedule(rules.funding.everyUs, COMMANDS.settleFunding, row);
    }
    if (rules.marginSteps !== undefined) {
      queue.schedule(rules.marginSteps.everyUs, COMMANDS.publishMargin, row);
    }
  }
  scheduleSample(world);
  for (const population of world.populations) scheduleArrival(world, population);
}

/** Whoever is in breach at the initial prices was so before anybody acted: the index has it. */
function keyAccounts(world: World): void {
  const { accounts, ledger } = world;
  world.cause = CAUSE_INDEX;
  for (let account = 0; account < ledger.accountCount; account++) {
    if (accounts.firstPositionOf(account) !== NONE) rekey(world, account, 0);
  }
}
