import type { EventSink } from '../../events/sink.js';
import { COMMANDS } from '../command.js';
import { mustWaitForMatching } from '../matching-turn.js';
import type { VenueState, World } from '../world.js';
import { deleverage } from './deleverage.js';
import { endEpisode, endIfOver, settleFlat, strand } from './end-episode.js';
import { closeOnBook } from './execution.js';
import { isFlat } from './flat.js';
import { handOver } from './hand-over.js';
import { isHalted } from './halted.js';
import { isRestored } from './liquidation-fee.js';
import type { Episode } from './liquidations.js';
import { scheduleEngine } from './run-engine.js';
import { stepLots } from './step-size.js';

/**
 * The next step of an episode, whose open orders are cancelled: look again, then the execution
 * policy; what is left goes through the waterfall. While trading is halted it waits, and so it does for
 * an engine that is stalled or throttled, and behind the orders that reached a busy matching engine
 * before it.
 */
export function liquidate(world: World, sink: EventSink, id: number): void {
  const episode = world.liquidations.open.get(id);
  if (episode === undefined) return; // a keeper ended it since this step was scheduled
  const venue = world.venues[episode.venue];
  if (venue.engine.isRestricted && !hasTurn(world, venue, episode)) {
    venue.engine.addStep(id);
    scheduleEngine(world, venue);
    return;
  }
  if (isForBook(world, episode) && mustWaitForMatching(world, venue, id)) return;
  takeStep(world, sink, id);
}

/** The step itself, when nothing stands before it any more. */
export function takeStep(world: World, sink: EventSink, id: number): void {
  const episode = world.liquidations.open.get(id);
  if (episode === undefined) return; // ended while it waited
  const venue = world.venues[episode.venue];
  world.cause = id;
  if (isRestored(world, episode)) {
    endEpisode(world, sink, episode, 'restored');
    return;
  }
  const { execution, retryAfterUs } = venue.rules.liquidation;
  if (isHalted(world, episode)) {
    again(world, episode, retryAfterUs);
    return;
  }
  if (world.isCounterfactual) {
    handOver(world, sink, episode);
    return;
  }
  switch (execution.kind) {
    case 'whole':
    case 'iocAtBankruptcy':
    case 'steps':
      closeLegs(world, sink, episode);
      break;
    case 'keepers':
      waitForKeepers(world, sink, episode);
      break;
    default:
      execution satisfies never;
  }
}

/** Whether the step may send an order to the book, which takes the matching engine's time. */
function isForBook(world: World, episode: Episode): boolean {
  if (world.isCounterfactual) return false;
  const { execution } = world.venues[episode.venue].rules.liquidation;
  return execution.kind !== 'keepers' && !isHalted(world, episode);
}

/** The first step comes with the opening; a later one when the engine has come to it. */
function hasTurn({ queue }: World, { engine }: VenueState, { id, startUs }: Episode): boolean {
  return startUs === queue.nowUs || engine.cleared.delete(id);
}

/** One attempt: every leg, or a step of it, on the book; what the book did not take, by deleveraging. */
function closeLegs(world: World, sink: EventSink, episode: Episode): void {
  const { waterfall, execution, retryAfterUs } = world.venues[episode.venue].rules.liquidation;
  let isShort = false; // some lots found nobody
  for (const leg of episode.legs) {
    const lots = stepLots(world, leg, execution);
    if (lots === 0) continue;
    let left = lots - closeOnBook(world, sink, episode, leg, lots);
    if (left > 0 && waterfall.includes('deleverage')) {
      left -= deleverage(world, sink, episode, leg, left);
    }
    if (left > 0) isShort = true;
  }
  if (endIfOver(world, sink, episode)) return;
  if (!isShort && execution.kind === 'steps') again(world, episode, execution.everyUs);
  else tryLater(world, sink, episode, retryAfterUs);
}

/** Keepers act when they wake; the venue only watches, until it gives up on an account below zero. */
function waitForKeepers(world: World, sink: EventSink, episode: Episode): void {
  const { giveUpAfterUs, retryAfterUs, waterfall } = world.venues[episode.venue].rules.liquidation;
  const isLate = world.queue.nowUs - episode.startUs >= giveUpAfterUs;
  if (isLate && world.margin.equityUnits(episode.account) < 0) {
    for (const leg of episode.legs) {
      const lots = Math.abs(world.ledger.lotsOf(leg.position));
      if (waterfall.includes('deleverage')) deleverage(world, sink, episode, leg, lots);
    }
    if (isFlat(world, episode)) settleFlat(world, sink, episode);
    else strand(world, sink, episode);
    return;
  }
  again(world, episode, retryAfterUs);
}

function tryLater(world: World, sink: EventSink, episode: Episode, retryAfterUs: number): void {
  const { giveUpAfterUs } = world.venues[episode.venue].rules.liquidation;
  if (world.queue.nowUs - episode.startUs >= giveUpAfterUs) strand(world, sink, episode);
  else again(world, episode, retryAfterUs);
}

function again(world: World, episode: Episode, afterUs: number): void {
  world.queue.schedule(world.queue.nowUs + afterUs, COMMANDS.liquidate, episode.id);
}
