import { BUY, type CohortTotals, type Deleveraging, type FundMove } from '../../events/sink.js';
import {
  instrument,
  integer,
  measure,
  money,
  optional,
  price,
  reference,
  settlementAsset,
  size,
  type Table,
  text,
  time,
  venue,
} from '../table.js';

export const insuranceFundTable: Table<FundMove> = {
  name: 'insurance_fund',
  rowIs: 'a movement of an insurance fund',
  columns: [
    time('time_s', 'time since the start of the run', (move) => move.timeUs),
    venue(),
    settlementAsset(),
    text('reason', 'initial, liquidationFee, surplus or shortfall', (move) => move.reason),
    reference('liquidation_id', 'liquidation that moved it', (move) => move.liquidation),
    money('amount', 'amount, + into the fund', (move) => move.amountUnits),
    money('balance', 'balance after the movement', (move) => move.balanceUnits),
  ],
};

export const deleveragingTable: Table<Deleveraging> = {
  name: 'deleveraging',
  rowIs: 'a counterparty whose position was reduced',
  columns: [
    time('time_s', 'time since the start of the run', (fact) => fact.timeUs),
    venue(),
    integer('liquidation_id', 'liquidation whose lots it took', (fact) => fact.liquidation),
    integer('account_id', 'the counterparty', (fact) => fact.account),
    optional(
      text('cohort', 'population of the counterparty', (fact, printer) =>
        printer.cohort(fact.cohort),
      ),
    ),
    instrument(),
    text('side', 'side of its position: long or short', (fact) =>
      fact.side === BUY ? 'long' : 'short',
    ),
    size('size', 'size taken away', (fact) => fact.lots),
    price('price', 'price of the reduction', (fact) => fact.priceTicks),
    measure('rank', '', 'rank score by which it was chosen', (fact) => fact.rank),
    money(
      'pnl_given_up',
      'profit lost against the mark; a gain is negative',
      (fact) => fact.pnlGivenUpUnits,
    ),
  ],
};

export const cohortsTable: Table<CohortTotals> = {
  name: 'cohorts',
  rowIs:
    'a population: final_equity = deposits − withdrawals + pnl − fees_paid − funding_paid − losses_socialised + shortfall_covered',
  columns: [
    venue(),
    text('cohort', 'population', (cohort, printer) => printer.cohort(cohort.cohort)),
    integer('accounts', 'accounts', (cohort) => cohort.accounts),
    integer(
      'liquidated_accounts',
      'accounts liquidated at least once',
      (cohort) => cohort.liquidatedAccounts,
    ),
    money('deposits', 'money paid in', (cohort) => cohort.depositsUnits),
    money('withdrawals', 'money taken out', (cohort) => cohort.withdrawalsUnits),
    money('final_equity', 'equity at the end', (cohort) => cohort.finalEquityUnits),
    money('pnl', 'profit and loss of trading, pnl_given_up included', (cohort) => cohort.pnlUnits),
    money(
      'fees_paid',
      'trading and liquidation fees, and surplus kept by the fund',
      (cohort) => cohort.feesPaidUnits,
    ),
    money(
      'funding_paid',
      'funding paid, less funding received',
      (cohort) => cohort.fundingPaidUnits,
    ),
    money('losses_socialised', 'losses of others taken', (cohort) => cohort.lossesSocialisedUnits),
    money(
      'shortfall_covered',
      'own losses that others paid',
      (cohort) => cohort.shortfallCoveredUnits,
    ),
    money('pnl_given_up', 'profit lost by deleveraging', (cohort) => cohort.pnlGivenUpUnits),
  ],
};
