import { mulDivDown, mulDivUp } from '../core/rounding.js';
import { PPB, type Units } from '../core/units.js';
import { CAUSE_FUNDING } from '../events/cause.js';
import type { EventSink } from '../events/sink.js';
import { COMMANDS } from './command.js';
import { rekey } from './settlement.js';
import type { InstrumentState, World } from './world.js';

/**
 * Longs pay shorts, or the reverse, the funding rate on their notional at the mark. Payers round up
 * and receivers down; the crumb goes to the rounding account, so that all of it adds up to zero.
 */
export function settleFunding(world: World, sink: EventSink, row: number): void {
  const instrument = world.instruments[row];
  const { premium, rules } = instrument;
  if (premium === null || rules.funding === null) return;
  const nowUs = world.queue.nowUs;
  world.queue.schedule(nowUs + rules.funding.everyUs, COMMANDS.settleFunding, row);
  world.cause = CAUSE_FUNDING;
  const ratePpb = premium.ratePpb(nowUs);
  const paidUnits = ratePpb === 0 ? 0 : payFunding(world, instrument, ratePpb);
  premium.startInterval(nowUs);
  sink.fundingSettled(nowUs, row, ratePpb, paidUnits);
}

/** Everyone settles with the rounding account, which keeps the crumb. Returns what payers paid. */
function payFunding(world: World, instrument: InstrumentState, ratePpb: number): Units {
  const { accounts, cohorts, ledger, margin } = world;
  const { rounding } = world.venues[instrument.venue];
  let paidUnits = 0;
  for (let position = 0; position < ledger.positionCount; position++) {
    if (ledger.instrumentOf(position) !== instrument.row) continue;
    const valueUnits = margin.valueUnits(position);
    if (valueUnits === 0) continue;
    const account = accounts.accountOf(position);
    const isPayer = valueUnits > 0 === ratePpb > 0;
    const round = isPayer ? mulDivUp : mulDivDown;
    const amountUnits = round(Math.abs(valueUnits), Math.abs(ratePpb), PPB);
    if (isPayer) {
      ledger.transfer(account, rounding, amountUnits);
      paidUnits += amountUnits;
    } else {
      ledger.transfer(rounding, account, amountUnits);
    }
    cohorts.fundingUnits[accounts.cohortOf(account)] += isPayer ? amountUnits : -amountUnits;
    rekey(world, account, 0);
  }
  return paidUnits;
}
