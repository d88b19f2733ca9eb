import { NONE } from '../../core/units.js';
import type { AccountId, PositionId } from '../../core/units.js';
import { type Cause, isLiquidation } from '../../events/cause.js';
import { BUY, type EventSink, SELL } from '../../events/sink.js';
import { COMMANDS } from '../command.js';
import { ACCOUNT_STATES } from '../margin/accounts.js';
import { cancelAllOrders } from '../order-entry.js';
import { nowOf, type World } from '../world.js';
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
  const { accounts, liquidations, margin } = world;
  accounts.setState(account, ACCOUNT_STATES.inLiquidation);
  accounts.markLiquidated(account);
  margin.rekey(account); // leaves the trigger index while the episode runs
  const id = liquidations.add(cause);
  world.cause = id;
  // At once: until it acts, others would go on trading with its orders.
  cancelOrders(world, sink, account);
  const legs = createLegs(world, account);
  const episode: Episode = {
    id,
    parent: isLiquidation(cause) ? cause : 0,
    venue: world.instruments[legs[0].instrument].venue,
    account,
    startUs: nowOf(world),
    legs,
    wasTakenOver: false,
    wasDeleveraged: false,
  };
  liquidations.open.set(id, episode);
  for (const leg of legs) sink.liquidationStarted(describeStart(world, episode, leg));
  world.queue.schedule(nowOf(world), COMMANDS.liquidate, id);
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
function createLegs(world: World, account: AccountId): Leg[] {
  const { accounts, ledger } = world;
  const legs: Leg[] = [];
  const first = accounts.firstPositionOf(account);
  for (let position = first; position < first + accounts.positionCountOf(account); position++) {
    if (ledger.lotsOf(position) !== 0) legs.push(createLeg(world, account, position));
  }
  return legs;
}

function createLeg(world: World, account: AccountId, position: PositionId): Leg {
  const { ledger, margin } = world;
  const lots = ledger.lotsOf(position);
  const instrument = ledger.instrumentOf(position);
  const markTicks = margin.markTicks[instrument];
  const level = margin.liquidationTicks(account, instrument);
  return {
    instrument,
    position,
    side: lots > 0 ? BUY : SELL,
    lots: Math.abs(lots),
    notionalUnits: Math.abs(margin.valueUnits(position)),
    markTicks,
    liquidationTicks: level === NONE ? 0 : level,
    bankruptcyTicks: margin.bankruptcyTicks(position),
    closedLots: 0,
    closedTickLots: 0,
    feeUnits: 0,
    feeOwedUnits: 0,
    deleveragedUnits: 0,
  };
}
