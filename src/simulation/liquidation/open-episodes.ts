import { NONE } from '../../core/units.js';
import type { AccountId, PositionId } from '../../core/units.js';
import { type Cause, isLiquidation } from '../../events/cause.js';
import { BUY, type EventSink, SELL } from '../../events/sink.js';
import { COMMANDS } from '../command.js';
import { ACCOUNT_STATES } from '../margin/accounts.js';
import { cancelAllOrders } from '../order-entry.js';
import type { World } from '../world.js';
import type { Episode, Leg } from './liquidations.js';
import { describeStart } from './facts.js';

/**
 * Opens an episode for every account that the finished command left liquidatable, in order of
 * account id: its open orders are cancelled, its legs and their bankruptcy prices are fixed. Each
 * acts in a command of its own, so that whatever it moves has its cause.
 */
export function openEpisodes(world: World, sink: EventSink): void {
  const { breaches } = world;
  const rows = Array.from({ length: breaches.count }, (_, row) => row);
  rows.sort((a, b) => breaches.account[a] - breaches.account[b] || a - b);
  breaches.count = 0;
  for (const row of rows) {
    const account = breaches.account[row];
    if (world.accounts.stateOf(account) === ACCOUNT_STATES.inLiquidation) continue;
    if (!world.margin.isBreached(account)) {
      world.margin.rekey(account); // the same command took the breach away again
      continue;
    }
    openEpisode(world, sink, account, breaches.cause[row]);
  }
}

function openEpisode(world: World, sink: EventSink, account: AccountId, cause: Cause): void {
  const { accounts, ledger, liquidations, margin } = world;
  accounts.setState(account, ACCOUNT_STATES.inLiquidation);
  accounts.markLiquidated(account);
  margin.rekey(account); // leaves the trigger index while the episode runs
  const id = liquidations.add(cause);
  world.cause = id;
  // At once: until it acts, others would go on trading with its orders.
  cancelOrders(world, sink, account);
  const { venue } = world.instruments[ledger.instrumentOf(accounts.firstPositionOf(account))];
  const parent = isLiquidation(cause) ? cause : 0;
  const episode = liquidations.begin(id, parent, venue, account, world.queue.nowUs);
  addLegs(world, episode);
  for (const leg of episode.legs) sink.liquidationStarted(describeStart(world, episode, leg));
  world.queue.schedule(world.queue.nowUs, COMMANDS.liquidate, id);
}

function cancelOrders(world: World, sink: EventSink, account: AccountId): void {
  const { accounts, ledger } = world;
  const first = accounts.firstPositionOf(account);
  for (let position = first; position < first + accounts.positionCountOf(account); position++) {
    const instrument = world.instruments[ledger.instrumentOf(position)];
    cancelAllOrders(world, sink, instrument, account);
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
  const level = margin.liquidationTicks(account, instrument);
  leg.instrument = instrument;
  leg.position = position;
  leg.side = lots > 0 ? BUY : SELL;
  leg.lots = Math.abs(lots);
  leg.notionalUnits = Math.abs(margin.valueUnits(position));
  leg.markTicks = margin.markTicks[instrument];
  leg.liquidationTicks = level === NONE ? 0 : level;
  leg.bankruptcyTicks = margin.bankruptcyTicks(position);
}
