import type { Fraction } from '../../core/units.js';
import type { EventSink } from '../../events/sink.js';
import type { MakersWithdrawShock } from '../../scenario/shocks/shock.js';
import { COMMANDS } from '../command.js';
import type { PopulationState, World } from '../world.js';
import { reportShock } from './report.js';

/**
 * Market makers quote a share less, or a share of them not at all; after the end they come back
 * evenly over `refill`. They do so when they look next. Several withdrawals multiply what is left.
 * Severity: the share.
 */
export function beginWithdrawal(
  world: World,
  sink: EventSink,
  shock: MakersWithdrawShock,
  row: number,
): void {
  reportShock(world, sink, shock, shock.share, world.queue.nowUs + shock.forUs);
  // Begun again while it is still being refilled: it is counted already.
  if (!world.shocks.isWithdrawn(row)) world.shocks.withdrawals += 1;
  world.shocks.refilledUs[row] = world.shocks.endsUs[row] + shock.refillUs;
}

/** The time is over, and the refill begins; with it done this is called again. */
export function endWithdrawal(
  world: World,
  _sink: EventSink,
  shock: MakersWithdrawShock,
  row: number,
): void {
  const { queue, shocks } = world;
  if (queue.nowUs < shocks.refilledUs[row]) {
    if (queue.nowUs === shocks.endsUs[row]) {
      queue.schedule(queue.nowUs + shock.refillUs, COMMANDS.endShock, row);
    }
    return;
  }
  if (!shocks.isWithdrawn(row)) return;
  shocks.refilledUs[row] = NaN;
  shocks.withdrawals -= 1;
}

/** What a market maker quotes now, as a share of what it would. */
export function sizeFactorOf(world: World, population: PopulationState, agent: number): Fraction {
  const { scenario, shocks, queue, streams } = world;
  let factor = 1;
  for (const [row, shock] of scenario.shocks.entries()) {
    if (shock.kind !== 'marketMakersWithdraw') continue;
    if (!shocks.isWithdrawn(row) || !shocks.hits(row, population.row)) continue;
    const gone = shock.share * (1 - refilledShare(shock, queue.nowUs - shocks.endsUs[row]));
    if (shock.of === 'size') factor *= 1 - gone;
    else if (shocks.placeOf(row, population.row, agent, streams) < gone) return 0;
  }
  return factor;
}

function refilledShare({ refillUs }: MakersWithdrawShock, sinceEndUs: number): Fraction {
  if (sinceEndUs <= 0) return 0;
  return refillUs === 0 ? 1 : Math.min(1, sinceEndUs / refillUs);
}
