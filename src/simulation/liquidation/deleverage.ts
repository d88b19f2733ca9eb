import type { AccountId, Lots, PositionId, Ticks, Units } from '../../core/units.js';
import { BUY, type EventSink, SELL } from '../../events/sink.js';
import { ACCOUNT_STATES, MARGIN_MODES } from '../margin/accounts.js';
import { rekey } from '../settlement.js';
import type { World } from '../world.js';
import { closeAgainst } from './close-against.js';
import type { Episode, Leg } from './liquidations.js';

/** A counterparty and its place in the queue. */
export interface Candidate {
  readonly position: PositionId;
  readonly account: AccountId;
  readonly rank: number;
  readonly isWinner: boolean;
}

/**
 * Closes lots of a leg against the opposite side at the bankruptcy price, without fees: profitable
 * counterparties first, by PnL% × leverage, then the rest by PnL% ÷ leverage; whoever would be left
 * with less than nothing is passed over. Returns the lots taken.
 */
export function deleverage(
  world: World,
  sink: EventSink,
  episode: Episode,
  leg: Leg,
  lots: Lots,
): Lots {
  let left = lots;
  for (const candidate of rankCounterparties(world, leg)) {
    if (left === 0) break;
    const taken = Math.min(left, Math.abs(world.ledger.lotsOf(candidate.position)));
    if (!canBear(world, leg, candidate, taken)) continue;
    take(world, sink, episode, leg, candidate, taken);
    left -= taken;
  }
  return lots - left;
}

/** The queue for one leg: who holds the opposite side, best rank first, ties by account id. */
export function rankCounterparties(world: World, leg: Leg): Candidate[] {
  const { accounts, ledger, margin } = world;
  const wantsShorts = leg.side === BUY;
  const candidates: Candidate[] = [];
  for (let position = 0; position < ledger.positionCount; position++) {
    if (ledger.instrumentOf(position) !== leg.instrument) continue;
    const lots = ledger.lotsOf(position);
    if (wantsShorts ? lots >= 0 : lots <= 0) continue;
    const account = accounts.accountOf(position);
    if (accounts.modeOf(account) === MARGIN_MODES.unmargined) continue;
    if (accounts.stateOf(account) === ACCOUNT_STATES.inLiquidation) continue;
    const equityUnits = margin.equityUnits(account);
    if (equityUnits <= 0) continue; // nothing to be left with
    const costUnits = ledger.costOf(position);
    const valueUnits = margin.valueUnits(position);
    const pnlFraction = (valueUnits - costUnits) / Math.max(1, Math.abs(costUnits));
    const leverage = Math.abs(valueUnits) / equityUnits;
    const isWinner = pnlFraction > 0;
    const rank = isWinner ? pnlFraction * leverage : pnlFraction / leverage;
    candidates.push({ position, account, rank, isWinner });
  }
  return candidates.sort(
    (a, b) => Number(b.isWinner) - Number(a.isWinner) || b.rank - a.rank || a.account - b.account,
  );
}

/** Would the counterparty keep equity >= 0 if these lots closed at the bankruptcy price? */
function canBear(world: World, leg: Leg, candidate: Candidate, lots: Lots): boolean {
  return pnlGivenUp(world, leg, lots) <= world.margin.equityUnits(candidate.account);
}

/** What the counterparty loses against closing at the mark; negative when the price is better. */
function pnlGivenUp(world: World, leg: Leg, lots: Lots): Units {
  const { unitsPerTickLot } = world.instruments[leg.instrument].rules;
  const aboveMark: Ticks = leg.bankruptcyTicks - world.margin.markTicks[leg.instrument];
  return (leg.side === BUY ? aboveMark : -aboveMark) * lots * unitsPerTickLot;
}

function take(
  world: World,
  sink: EventSink,
  episode: Episode,
  leg: Leg,
  { position, account, rank }: Candidate,
  lots: Lots,
): void {
  const { unitsPerTickLot } = world.instruments[leg.instrument].rules;
  const givenUpUnits = pnlGivenUp(world, leg, lots);
  closeAgainst(world, leg, position, lots, leg.bankruptcyTicks);
  leg.deleveragedUnits += Math.max(0, givenUpUnits);
  episode.wasDeleveraged = true;
  world.cohorts.pnlGivenUpUnits[world.accounts.cohortOf(account)] += givenUpUnits;
  world.keeperInventory.holdAtMost(account, leg.instrument, world.ledger.lotsOf(position));
  rekey(world, account, 0);
  sink.deleveraged({
    timeUs: world.queue.nowUs,
    venue: episode.venue,
    liquidation: episode.id,
    account,
    cohort: world.accounts.cohortOf(account),
    instrument: leg.instrument,
    side: leg.side === BUY ? SELL : BUY,
    lots,
    priceTicks: leg.bankruptcyTicks,
    notionalUnits: lots * world.margin.markTicks[leg.instrument] * unitsPerTickLot,
    rank,
    pnlGivenUpUnits: givenUpUnits,
  });
}
