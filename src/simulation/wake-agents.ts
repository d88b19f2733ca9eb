import { assert } from '../core/assert.js';
import { NONE, US_PER_SECOND } from '../core/units.js';
import type { AccountId, PositionId } from '../core/units.js';
import { BUY, type EventSink, SELL, type Side } from '../events/sink.js';
import { type Intent, INTENTS } from './agents/agent.js';
import { COMMANDS } from './command.js';
import { ORDER_KINDS, type OrderKind } from './exchange/order-book.js';
import { takeOver } from './liquidation/keepers.js';
import { ACCOUNT_STATES } from './margin/accounts.js';
import { mayPlaceOrder } from './margin/order-margin.js';
import { cancelAllOrders, cancelOrder, executeMarketOrder, executeOrder } from './order-entry.js';
import { accountOf, type InstrumentState, type PopulationState, type World } from './world.js';

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
  const seat =
    behaviour.choose === undefined
      ? Math.floor(streams.uniform(arrivals) * rules.count * instruments.length)
      : behaviour.choose(draws);
  if (seat === NONE) return;
  const slot = seat % instruments.length;
  act(world, sink, population, (seat - slot) / instruments.length, slot, false);
}

/** The next arrival is exact in time; its command is due in the microsecond it falls in. */
export function scheduleArrival(world: World, population: PopulationState): void {
  const { wakesPerSecond } = population.behaviour;
  if (wakesPerSecond === 0) return;
  const gap = world.streams.exponential(population.arrivals) / wakesPerSecond;
  population.arrivalUs += gap * US_PER_SECOND;
  const dueUs = Math.floor(population.arrivalUs);
  world.queue.schedule(dueUs, COMMANDS.wakeAgents, population.row);
}

/** Lets one agent decide about one instrument, and executes what it decided. */
export function act(
  world: World,
  sink: EventSink,
  population: PopulationState,
  agent: number,
  slot: number,
  isOpening: boolean,
): void {
  const { behaviour, instruments } = population;
  const { view, decision, draws } = world;
  const instrument = world.instruments[instruments[slot]];
  const account = accountOf(population, agent, slot);
  // Positions of an account lie in the order of its population's instruments.
  const first = world.accounts.firstPositionOf(account);
  const position = population.accountsPerAgent === 1 ? first + slot : first;
  world.cause = population.cause;
  view.aim(world, instrument, account, position, isOpening ? 0 : population.reactionUs[agent]);
  decision.clear();
  if (isOpening) behaviour.open?.(agent, view, draws, decision);
  else behaviour.wake(agent, view, draws, decision);
  for (let row = 0; row < decision.count; row++) {
    execute(world, sink, population, instrument, agent, account, position, row);
  }
}

function execute(
  world: World,
  sink: EventSink,
  population: PopulationState,
  instrument: InstrumentState,
  agent: number,
  account: AccountId,
  position: PositionId,
  row: number,
): void {
  const { decision } = world;
  const kind = decision.kind[row] as Intent;
  const isFree = world.accounts.stateOf(account) === ACCOUNT_STATES.free;
  if (!isFree) return; // the liquidation engine has it: its orders are gone, and it gets no new ones
  switch (kind) {
    case INTENTS.cancel:
      cancelOwnOrder(world, sink, instrument, account, decision.reference[row]);
      break;
    case INTENTS.cancelAll:
      cancelAllOrders(world, sink, instrument, account);
      break;
    case INTENTS.takeOver:
      takeOver(world, sink, account, decision.reference[row], instrument, decision.lots[row]);
      break;
    case INTENTS.dispose:
      dispose(world, sink, instrument, account, position, decision.lots[row]);
      world.cause = population.cause;
      break;
    case INTENTS.limit:
    case INTENTS.market:
    case INTENTS.ioc:
    case INTENTS.postOnly:
    case INTENTS.iceberg:
    case INTENTS.fok:
      placeIntent(world, sink, population, instrument, agent, account, position, row);
      break;
    default:
      kind satisfies never;
  }
}

function cancelOwnOrder(
  world: World,
  sink: EventSink,
  instrument: InstrumentState,
  account: AccountId,
  order: number,
): void {
  const { book } = instrument;
  if (!book.isOpen(order)) return; // it traded meanwhile: normal
  assert(book.accountOf(order) === account, 'an agent cancels only its own orders');
  cancelOrder(world, sink, instrument, order);
}

/** An order of an agent: refused when its account lacks the margin, else executed. */
function placeIntent(
  world: World,
  sink: EventSink,
  population: PopulationState,
  instrument: InstrumentState,
  agent: number,
  account: AccountId,
  position: PositionId,
  row: number,
): void {
  const { decision, margin, order } = world;
  order.account = account;
  order.position = position;
  order.kind = decision.kind[row] as OrderKind;
  order.side = decision.side[row] as Side;
  order.priceTicks = decision.priceTicks[row];
  order.lots = decision.lots[row];
  order.displayedLots = order.kind === ORDER_KINDS.iceberg ? decision.reference[row] : 0;
  order.takerFeePpm = world.venues[instrument.venue].rules.takerFeePpm;
  const priceTicks =
    order.kind === ORDER_KINDS.market ? margin.markTicks[instrument.row] : order.priceTicks;
  if (!mayPlaceOrder(margin, position, order.side, order.lots, priceTicks, order.takerFeePpm))
    return;
  if (!executeOrder(world, sink, instrument, order)) return;
  const { restingOrder } = instrument.book;
  if (restingOrder !== 0)
    population.behaviour.orderRested?.(agent, decision.tag[row], restingOrder);
}

/** Lots taken from liquidated accounts go to the market, oldest first, each under its own cause. */
function dispose(
  world: World,
  sink: EventSink,
  instrument: InstrumentState,
  account: AccountId,
  position: PositionId,
  lots: number,
): void {
  const { keeperInventory } = world;
  let left = lots;
  while (left > 0) {
    const holding = keeperInventory.oldest(account, instrument.row);
    if (holding === undefined) return;
    world.cause = holding.liquidation;
    const side = holding.lots > 0 ? SELL : BUY;
    const soldLots = Math.min(left, Math.abs(holding.lots));
    executeMarketOrder(world, sink, instrument, position, side, soldLots);
    const { filledLots } = instrument.book;
    if (filledLots === 0) return;
    keeperInventory.release(account, holding, filledLots);
    left -= filledLots;
  }
}
