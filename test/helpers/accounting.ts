import { expect } from 'vitest';
import type { World } from '../../src/simulation/world.js';
import type { RecordingSink } from './recording-sink.js';

/** No unit and no lot is missing, in the columns and in the running totals. */
export function assertBalanced({ ledger }: World): void {
  const error = ledger.fullError() + ledger.totalsError();
  if (error !== 0) expect(error, 'the books balance').toBe(0);
}

/** Σ shortfall = Σ paid by each layer, for every leg and so in total. */
export function assertPaid({ ends }: RecordingSink): void {
  for (const end of ends) {
    const paid =
      end.paidByInsuranceFundUnits +
      end.paidByBackstopUnits +
      end.paidByDeleveragingUnits +
      end.paidBySocialisationUnits +
      end.paidByVenueUnits;
    expect(paid).toBe(end.shortfallUnits);
  }
}

/** What each population came out with is what came in and what happened to it. */
export function assertCohortsAddUp({ cohorts }: RecordingSink): void {
  for (const it of cohorts) {
    expect(it.finalEquityUnits).toBe(
      it.depositsUnits -
        it.withdrawalsUnits +
        it.pnlUnits -
        it.feesPaidUnits -
        it.fundingPaidUnits -
        it.lossesSocialisedUnits +
        it.shortfallCoveredUnits,
    );
  }
}
