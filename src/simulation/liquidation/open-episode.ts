import type { AccountId, PositionId } from '../../core/units.js';
import { type Cause, isLiquidation } from '../../events/cause.js';
import { BUY, type EventSink, SELL } from '../../events/sink.js';
import { COMMANDS } from '../command.js';
import { ACCOUNT_STATES } from '../margin/accounts.js';
import { cancelAllOrders } from '../order-entry.js';
import type { VenueState, World } from '../world.js';
import type { Episode, Leg } from './liquidations.js';
import { describeStart } from './facts.js';

/**
 * Opens the episode of an account in breach: its open orders are cancelled, its legs and their
 * bankruptcy prices are fixed. It acts in a command of its own, so that whatever it moves has its
 * cause.
 */
export function openEpisode(world: World, sink: EventSink, account: AccountId, cause: Cause): void {
  const { accounts, liquidations, margin } = world;
  accounts.setState(account, ACCOUNT_STATES.inLiquidation);
  accounts.markLiquidated(account);
  margin.rekey(account); // leaves the trigger index while the episode runs
  const id = liquidations.add(cause);
  world.cause = id;
  // At once: until it acts, others would go on trading with its orders.
  cancelOrders(world, sink, account);
  const venue = venueOf(world, account).row;
  const parent = isLiquidation(cause) ? cause : 0;
  const episode = liquidations.begin(id, parent, venue, account, world.queue.nowUs);
  addLegs(world, episode);
  for (const leg of episode.legs) sink.liquidationStarted(describeStart(world, episode, leg));
  world.queue.schedule(world.queue.nowUs, COMMANDS.liquidate, id);
}

/** Accounts trade on one venue. */
export function venueOf(
  { accounts, instruments, ledger, venues }: World,
  account: AccountId,
): VenueState {
  return venues[instruments[ledger.instrumentOf(accounts.firstPositionOf(account))].venue];
}

/** At once, but for books that nothing reaches: there when the venue is back. */
function cancelOrders(world: World, sink: EventSink, account: AccountId): void {
  const { accounts, ledger } = world;
  const first = accounts.firstPositionOf(account);
  for (let position = first; position < first + accounts.positionCountOf(account); position++) {
    const instrument = world.instruments[ledger.instrumentOf(position)];
    if (!instrument.isDown) cancelAllOrders(world, sink, instrument, account);
  }
}

/** What must be closed, and the bankruptcy price of each leg, fixed now. */
function addLegs(world: World, episode: Episode): void {
  const { accounts, ledger, liquidations } = world;
  const first = accounts.firstPositionOf(episode.account);
  const end = first + accounts.positionCountOf(episode.account);
  for (let position = first; position < end; position++) {
    if (ledger.lotsOf(position) === 0) continue;
    fillLeg(world, episode.account, position, liquidations.addLeg(episode));
  }
}

function fillLeg(world: World, account: AccountId, position: PositionId, leg: Leg): void {
  const { ledger, margin } = world;
  const lots = ledger.lotsOf(position);
  const instrument = ledger.instrumentOf(position);
  leg.instrument = instrument;
  leg.position = position;
  leg.side = lots > 0 ? BUY : SELL;
  leg.lots = Math.abs(lots);
  leg.notionalUnits = Math.abs(margin.valueUnits(position));
  leg.markTicks = margin.markTicks[instrument];
  leg.liquidationTicks = margin.liquidationTicks(account, instrument); // in breach it has one
  leg.bankruptcyTicks = margin.bankruptcyTicks(position);
}
