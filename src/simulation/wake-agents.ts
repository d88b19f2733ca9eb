import { NONE, type TimeUs, US_PER_SECOND } from '../core/units.js';
import type { EventSink } from '../events/sink.js';
import { seatAgent } from './agent-seat.js';
import { carryOut } from './carry-out.js';
import { COMMANDS } from './command.js';
import { sendOrders } from './send-orders.js';
import { isCutOff } from './shocks/cut-off.js';
import type { PopulationState, World } from './world.js';

/**
 * One member of a population sees, decides, and its orders are executed. Arrivals of a population
 * are one Poisson stream with one pending command; who acts, and on which instrument, is drawn
 * uniformly with it, unless the population says who (the owner of an order whose time is up). The
 * draws are fixed in number, so that no decision shifts another's turn.
 */
export function wakeAgents(world: World, sink: EventSink, row: number): void {
  const population = world.populations[row];
  const { streams, draws } = world;
  const { arrivals, behaviour, decisions, instruments, rules } = population;
  scheduleArrival(world, population);
  draws.begin(streams, decisions, population.wakeCount++);
  const chosen =
    behaviour.choose === undefined
      ? Math.floor(streams.uniform(arrivals) * rules.count * instruments.length)
      : behaviour.choose(draws);
  if (chosen === NONE) return;
  const slot = chosen % instruments.length;
  const agent = (chosen - slot) / instruments.length;
  if (world.shocks.cutOffs > 0 && isCutOff(world, population, agent)) return;
  wake(world, sink, population, agent, slot);
}

/** The next arrival is exact in time; its command is due in the microsecond it falls in. */
export function scheduleArrival(world: World, population: PopulationState): void {
  const { arrivals, behaviour, rules } = population;
  const { wakesPerSecond } = behaviour;
  // A population without members has orders at a rate of its own, and nobody to place them.
  if (rules.count === 0) return;
  if (behaviour.nextArrivalUs !== undefined) {
    population.arrivalUs = behaviour.nextArrivalUs(population.arrivalUs, world.streams, arrivals);
    if (population.arrivalUs === Infinity) return;
  } else {
    if (wakesPerSecond === 0) return;
    const gap = world.streams.exponential(arrivals) / wakesPerSecond;
    population.arrivalUs += gap * US_PER_SECOND;
  }
  const dueUs = Math.floor(population.arrivalUs);
  world.queue.schedule(dueUs, COMMANDS.wakeAgents, population.row);
}

/** Lets one agent decide about one instrument, and executes or sends what it decided. */
function wake(
  world: World,
  sink: EventSink,
  population: PopulationState,
  agent: number,
  slot: number,
): void {
  const { view, decision, draws } = world;
  const { reactionUs } = population;
  const ownUs = reactionUs.length === 0 ? 0 : reactionUs[agent];
  const delayUs = world.shocks.latencies === 0 ? ownUs : delayed(world, population, ownUs);
  seatAgent(world, population, agent, slot, delayUs);
  population.behaviour.wake(agent, view, draws, decision);
  if (population.sendsDirectly || world.messages === null) {
    carryOut(world, sink, population, agent);
  } else {
    sendOrders(world, sink, world.messages, population, agent);
  }
}

function delayed({ venues }: World, { rules }: PopulationState, reactionUs: TimeUs): TimeUs {
  return Math.round(reactionUs * venues[rules.venue].latencyFactor);
}

/** Places what one agent wants to stand at the start. It sees the market as it is, and is there. */
export function openBook(
  world: World,
  sink: EventSink,
  population: PopulationState,
  agent: number,
  slot: number,
): void {
  const { view, decision, draws } = world;
  seatAgent(world, population, agent, slot, 0);
  population.behaviour.open?.(agent, view, draws, decision);
  carryOut(world, sink, population, agent);
}
