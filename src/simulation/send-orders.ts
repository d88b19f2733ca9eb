import type { EventSink } from '../events/sink.js';
import { INTENTS } from './agents/agent.js';
import { carryOutIntent, refuseIntent } from './carry-out.js';
import { COMMANDS } from './command.js';
import { claimMatching, joinMatching } from './matching-turn.js';
import type { Messages } from './messages.js';
import type { OrderLatency } from './order-latency.js';
import type { PopulationState, World } from './world.js';

/**
 * What the agent whose turn it is decided goes to its venue, one message for each intent: through a
 * connection that takes its time, or straight to the queue of the matching engine.
 */
export function sendOrders(
  world: World,
  sink: EventSink,
  messages: Messages,
  population: PopulationState,
  agent: number,
): void {
  const { decision } = world;
  const { latency } = population;
  if (latency !== null) {
    sendLate(world, messages, population, latency, agent);
    return;
  }
  for (let intent = 0; intent < decision.count; intent++) {
    enter(world, sink, messages, population, agent, intent);
  }
}

function sendLate(
  world: World,
  messages: Messages,
  population: PopulationState,
  latency: OrderLatency,
  agent: number,
): void {
  const { decision, draws, queue, shocks, streams, venues, view } = world;
  const { row, rules, wakeCount } = population;
  if (decision.count === 0) return;
  const factor = shocks.latencies === 0 ? 1 : venues[rules.venue].latencyFactor;
  latency.begin(streams, draws, wakeCount - 1);
  for (let intent = 0; intent < decision.count; intent++) {
    const message = messages.add(row, view.position, decision, intent);
    const dueUs = latency.arrivalUs(agent, queue.nowUs, factor, draws);
    queue.schedule(dueUs, COMMANDS.deliverOrder, message);
  }
}

/** An intent that is at the venue already: executed at once, or it waits, or there is no more room. */
function enter(
  world: World,
  sink: EventSink,
  messages: Messages,
  population: PopulationState,
  agent: number,
  intent: number,
): void {
  const { decision, instruments, venues, view } = world;
  const venue = venues[population.rules.venue];
  if (claimMatching(world, venue, instruments[view.instrument])) {
    carryOutIntent(world, sink, population, agent, intent);
  } else if (isTurnedAway(decision.kind[intent], venue.matching.isFull)) {
    refuseIntent(world, population, agent, intent);
  } else {
    joinMatching(world, venue, messages.add(population.row, view.position, decision, intent));
  }
}

/** A full queue takes no orders, but everything else: nobody is kept from cancelling. */
export function isTurnedAway(kind: number, isFull: boolean): boolean {
  return isFull && (kind <= INTENTS.fok || kind === INTENTS.takeOver || kind === INTENTS.dispose);
}
