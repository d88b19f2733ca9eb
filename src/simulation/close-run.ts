import type { AccountId } from '../core/units.js';
import type { EventSink, RunEndReason } from '../events/sink.js';
import { endEpisode } from './liquidation/end-episode.js';
import { MARGIN_MODES } from './margin/accounts.js';
import { reportUnreached } from './shocks/report.js';
import { emitSample } from './take-sample.js';
import type { World } from './world.js';

/** Closes the run at its horizon, or where it was interrupted. */
export function closeRun(world: World, sink: EventSink, endReason: RunEndReason): void {
  const { queue, scenario } = world;
  if (endReason === 'horizon') queue.rest(scenario.durationUs);
  const openDeficitUnits = openDeficit(world);
  for (const episode of [...world.liquidations.open.values()]) {
    endEpisode(world, sink, episode, 'horizon');
  }
  world.breaches.count = 0;
  reportUnreached(world, sink);
  emitSample(world, sink);
  closeCohorts(world, sink);
  let bookOperations = 0;
  for (const { book } of world.instruments) bookOperations += book.operations;
  sink.runEnded({
    timeUs: queue.nowUs,
    endReason,
    commands: world.commandCount,
    bookOperations,
    trades: world.tradeCount,
    openDeficitUnits,
    conservationError: world.ledger.fullError(),
  });
}

/** Σ max(0, −equity) of the accounts that are margined. */
function openDeficit(world: World): number {
  const { accounts, ledger, margin } = world;
  let deficitUnits = 0;
  for (let account = 0; account < ledger.accountCount; account++) {
    if (accounts.modeOf(account) === MARGIN_MODES.unmargined) continue;
    deficitUnits += Math.max(0, -margin.equityUnits(account));
  }
  return deficitUnits;
}

function closeCohorts(world: World, sink: EventSink): void {
  const { accounts, cohorts, ledger, margin, scenario } = world;
  const count = scenario.populations.length + 1;
  const members = new Float64Array(count);
  const liquidated = new Float64Array(count);
  const equity = new Float64Array(count);
  const unrealised = new Float64Array(count);
  for (let account: AccountId = 0; account < ledger.accountCount; account++) {
    const cohort = accounts.cohortOf(account);
    if (cohort < 0 || count <= cohort) continue; // an account or desk of the venue
    members[cohort] += 1;
    liquidated[cohort] += Number(accounts.wasLiquidated(account));
    equity[cohort] += margin.equityUnits(account);
    unrealised[cohort] += margin.equityUnits(account) - ledger.balanceOf(account);
  }
  for (let cohort = 0; cohort < count; cohort++) {
    sink.cohortClosed({
      venue: cohort < count - 1 ? scenario.populations[cohort].venue : 0,
      cohort,
      accounts: members[cohort],
      liquidatedAccounts: liquidated[cohort],
      depositsUnits: cohorts.depositUnits[cohort],
      withdrawalsUnits: cohorts.withdrawalUnits[cohort],
      finalEquityUnits: equity[cohort],
      pnlUnits: cohorts.realisedUnits[cohort] + unrealised[cohort],
      feesPaidUnits: cohorts.feeUnits[cohort],
      fundingPaidUnits: cohorts.fundingUnits[cohort],
      lossesSocialisedUnits: cohorts.socialisedUnits[cohort],
      shortfallCoveredUnits: cohorts.coveredUnits[cohort],
      pnlGivenUpUnits: cohorts.pnlGivenUpUnits[cohort],
    });
  }
}
