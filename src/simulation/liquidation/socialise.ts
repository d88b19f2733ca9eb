import { largestRemainder } from '../../core/pro-rata.js';
import type { AccountId, Units } from '../../core/units.js';
import type { EventSink } from '../../events/sink.js';
import { ACCOUNT_STATES, MARGIN_MODES } from '../margin/accounts.js';
import { rekey } from '../settlement.js';
import type { World } from '../world.js';
import type { Episode } from './liquidations.js';

/**
 * Spreads a loss over the winners of the venue pro rata to their profit since the start of the run,
 * no further than their profit and what they own. Returns what they paid; the money is on the
 * account of the episode.
 */
export function socialise(
  world: World,
  sink: EventSink,
  episode: Episode,
  lossUnits: Units,
): Units {
  const winners: AccountId[] = [];
  const profits: Units[] = [];
  let totalUnits = 0;
  for (let account = 0; account < world.ledger.accountCount; account++) {
    const profitUnits = profitToShare(world, episode.venue, account);
    if (profitUnits <= 0) continue;
    winners.push(account);
    profits.push(profitUnits);
    totalUnits += profitUnits;
  }
  const paidUnits = Math.min(lossUnits, totalUnits);
  if (paidUnits === 0) return 0;
  const shares = largestRemainder(paidUnits, profits, totalUnits);
  for (const [row, account] of winners.entries()) {
    if (shares[row] === 0) continue;
    world.ledger.transfer(account, episode.account, shares[row]);
    world.cohorts.socialisedUnits[world.accounts.cohortOf(account)] += shares[row];
    sink.lossSocialised(world.queue.nowUs, episode.venue, episode.id, account, shares[row]);
    rekey(world, account, 0);
  }
  return paidUnits;
}

function profitToShare(world: World, venue: number, account: AccountId): Units {
  const { accounts, margin, populations } = world;
  if (accounts.positionCountOf(account) === 0) return 0; // an account of the venue
  if (accounts.modeOf(account) === MARGIN_MODES.unmargined) return 0;
  if (accounts.stateOf(account) !== ACCOUNT_STATES.free) return 0;
  if (populations[accounts.cohortOf(account)].rules.venue !== venue) return 0;
  const equityUnits = margin.equityUnits(account);
  return Math.min(equityUnits, equityUnits - accounts.netDepositOf(account));
}
