import type { AccountId, Units } from '../../core/units.js';
import type { EventSink, FundMoveReason } from '../../events/sink.js';
import type { World } from '../world.js';

/** Money goes into the insurance fund (amount > 0) or out of it (< 0), from or to an account. */
export function moveFund(
  world: World,
  sink: EventSink,
  venueRow: number,
  reason: FundMoveReason,
  liquidation: number,
  account: AccountId,
  amountUnits: Units,
): void {
  const { ledger } = world;
  const { insuranceFund } = world.venues[venueRow];
  if (amountUnits >= 0) ledger.transfer(account, insuranceFund, amountUnits);
  else ledger.transfer(insuranceFund, account, -amountUnits);
  sink.insuranceFundMoved({
    timeUs: world.queue.nowUs,
    venue: venueRow,
    reason,
    liquidation,
    amountUnits,
    balanceUnits: ledger.balanceOf(insuranceFund),
  });
}
