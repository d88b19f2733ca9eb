import type { AccountId, PositionId } from '../core/units.js';
import { BUY, type EventSink, SELL, type Side } from '../events/sink.js';
import { type Intent, INTENTS } from './agents/agent.js';
import { depositCash, withdrawCash } from './cash.js';
import { ORDER_KINDS, type OrderKind } from './exchange/order-book.js';
import { mayRest } from './exchange/order-kinds.js';
import { takeOver } from './liquidation/keepers.js';
import { mayPlaceOrder } from './margin/order-margin.js';
import { cancelAllOrders, cancelOrder, executeMarketOrder, executeOrder } from './order-entry.js';
import type { InstrumentState, PopulationState, World } from './world.js';

/** Executes what the agent whose turn it is decided, intent by intent, on the instrument it sees. */
export function carryOut(
  world: World,
  sink: EventSink,
  population: PopulationState,
  agent: number,
): void {
  const { decision, view } = world;
  if (view.isFree) {
    for (let row = 0; row < decision.count; row++) execute(world, sink, population, agent, row);
    return;
  }
  // The liquidation engine has it: its orders are gone, and it gets no new ones.
  for (let row = 0; row < decision.count; row++) refuseIntent(world, population, agent, row);
}

/** Executes one intent of the decision; nothing that comes from who is being liquidated. */
export function carryOutIntent(
  world: World,
  sink: EventSink,
  population: PopulationState,
  agent: number,
  row: number,
): void {
  if (world.view.isFree) execute(world, sink, population, agent, row);
  else refuseIntent(world, population, agent, row);
}

/** One intent of the decision comes to nothing: whoever waits for an order of it is told. */
export function refuseIntent(
  { decision }: World,
  population: PopulationState,
  agent: number,
  row: number,
): void {
  const kind = decision.kind[row];
  const mightRest = kind <= INTENTS.fok && mayRest(kind as OrderKind);
  if (mightRest) population.behaviour.orderGone?.(agent, decision.tag[row]);
}

function execute(
  world: World,
  sink: EventSink,
  population: PopulationState,
  agent: number,
  row: number,
): void {
  const { decision, view } = world;
  const { account, position } = view;
  const instrument = world.instruments[view.instrument];
  const kind = decision.kind[row] as Intent;
  switch (kind) {
    case INTENTS.cancel:
      cancelOrder(world, sink, instrument, account, position, decision.reference[row]);
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
    case INTENTS.deposit:
      depositCash(world, account, decision.reference[row]);
      break;
    case INTENTS.withdraw:
      withdrawCash(world, account, decision.reference[row]);
      break;
    case INTENTS.limit:
    case INTENTS.market:
    case INTENTS.ioc:
    case INTENTS.postOnly:
    case INTENTS.iceberg:
    case INTENTS.fok:
      fillIn(world, instrument, kind, row);
      if (placeIntent(world, sink, instrument)) {
        const order = instrument.book.restingOrder;
        population.behaviour.orderRested?.(agent, decision.tag[row], order);
      } else if (mayRest(kind)) {
        population.behaviour.orderGone?.(agent, decision.tag[row]);
      }
      break;
    default:
      kind satisfies never;
  }
}

/** Writes the order that an intent of the agent asks for; the numbers of its kinds are the same. */
function fillIn(world: World, instrument: InstrumentState, kind: OrderKind, row: number): void {
  const { decision, order, view } = world;
  order.account = view.account;
  order.position = view.position;
  order.kind = kind;
  order.side = decision.side[row] as Side;
  order.priceTicks = decision.priceTicks[row];
  order.lots = decision.lots[row];
  order.displayedLots = kind === ORDER_KINDS.iceberg ? decision.reference[row] : 0;
  order.takerFeePpm = world.venues[instrument.venue].rules.takerFeePpm;
}

/** The order just filled in: refused when its account lacks the margin, else executed. Whether it rests. */
function placeIntent(world: World, sink: EventSink, instrument: InstrumentState): boolean {
  const { margin, order } = world;
  const { kind, position, side, lots, takerFeePpm } = order;
  const priceTicks =
    kind === ORDER_KINDS.market ? margin.markTicks[instrument.row] : order.priceTicks;
  if (!mayPlaceOrder(margin, position, side, lots, priceTicks, takerFeePpm)) return false;
  if (!executeOrder(world, sink, instrument, order)) return false;
  return instrument.book.restingOrder !== 0 && mayRest(kind);
}

/**
 * Lots taken from liquidated accounts go to the market, oldest first, each under its own cause. Not
 * while trading is halted: what is sold in an auction could not be taken off what is held.
 */
function dispose(
  world: World,
  sink: EventSink,
  instrument: InstrumentState,
  account: AccountId,
  position: PositionId,
  lots: number,
): void {
  const { keeperInventory } = world;
  if (instrument.book.halted) return;
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
