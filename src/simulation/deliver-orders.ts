import { assert } from '../core/assert.js';
import { NONE } from '../core/units.js';
import type { EventSink, Side } from '../events/sink.js';
import type { Intent } from './agents/agent.js';
import { seatAgent } from './agent-seat.js';
import { carryOutIntent, refuseIntent } from './carry-out.js';
import { takeStep } from './liquidation/liquidate.js';
import { claimMatching, joinMatching, scheduleMatching } from './matching-turn.js';
import type { Messages } from './messages.js';
import { isTurnedAway } from './send-orders.js';
import type { InstrumentState, World } from './world.js';

/** A message reaches its venue: it is executed, comes to wait, or there is no more room. */
export function deliverOrder(world: World, sink: EventSink, message: number): void {
  const { venues } = world;
  const messages = messagesOf(world);
  const instrument = instrumentOf(world, messages, message);
  const venue = venues[instrument.venue];
  if (claimMatching(world, venue, instrument)) {
    execute(world, sink, messages, message);
  } else if (isTurnedAway(messages.kind[message], venue.matching.isFull)) {
    refuse(world, messages, message);
  } else {
    joinMatching(world, venue, message);
  }
}

/** The matching engine comes to the message that waits first; in an outage it stands still. */
export function matchNext(world: World, sink: EventSink, row: number): void {
  const { queue, venues } = world;
  const messages = messagesOf(world);
  const venue = venues[row];
  const { matching } = venue;
  matching.isDue = false;
  if (messages.population[matching.first] !== NONE) {
    const { downUntilUs, isDown } = instrumentOf(world, messages, matching.first);
    if (isDown) {
      scheduleMatching(world, venue, downUntilUs);
      return;
    }
  }
  const message = matching.take(messages);
  matching.occupy(queue.nowUs);
  execute(world, sink, messages, message);
  scheduleMatching(world, venue, matching.nextUs(queue.nowUs));
}

/** As its sender would have it now: margin is asked for, and who is in liquidation gets nothing in. */
function execute(world: World, sink: EventSink, messages: Messages, message: number): void {
  if (messages.population[message] === NONE) {
    const liquidation = messages.reference[message];
    messages.release(message);
    takeStep(world, sink, liquidation);
    return;
  }
  const population = world.populations[messages.population[message]];
  const agent = seatSender(world, messages, message);
  carryOutIntent(world, sink, population, agent, 0);
}

function refuse(world: World, messages: Messages, message: number): void {
  const population = world.populations[messages.population[message]];
  const agent = seatSender(world, messages, message);
  refuseIntent(world, population, agent, 0);
}

/** Its sender's turn, with the message as the one intent decided; the member's number. */
function seatSender(world: World, messages: Messages, message: number): number {
  const population = world.populations[messages.population[message]];
  const place = messages.position[message] - population.firstPosition;
  const slot = place % population.instruments.length;
  const agent = (place - slot) / population.instruments.length;
  seatAgent(world, population, agent, slot, 0);
  world.decision.push(
    messages.kind[message] as Intent,
    messages.side[message] as Side,
    messages.priceTicks[message],
    messages.lots[message],
    messages.reference[message],
    messages.tag[message],
  );
  messages.release(message);
  return agent;
}

function instrumentOf(world: World, messages: Messages, message: number): InstrumentState {
  return world.instruments[world.ledger.instrumentOf(messages.position[message])];
}

function messagesOf({ messages }: World): Messages {
  assert(messages !== null, 'messages wait only where there is room for them');
  return messages;
}
