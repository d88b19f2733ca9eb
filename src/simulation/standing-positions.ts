import type { AccountId, Lots, PositionId, Units } from '../core/units.js';
import { wholeLots } from './agents/size.js';
import { deposit } from './create-population.js';
import { exchangeLots } from './settlement.js';
import { depositFor, type Draft, drawnPositions } from './standing-drafts.js';
import { accountOf, type InstrumentState, type PopulationState, type World } from './world.js';

/**
 * Positions that stand when the run starts, each with a deposit of its own: notional ÷ leverage, or
 * what puts its liquidation price where the scenario wants it. The counterparty's accounts hold the
 * other side in turn.
 */
export function openStandingPositions(world: World, population: PopulationState): void {
  const { rules } = population;
  if (rules.kind !== 'leveragedSpeculator' || rules.standing === null) return;
  const { totalLots, counterparty } = rules.standing;
  const visit = drawnPositions(world, population, rules, rules.standing);
  // Drawn once more rather than kept: the draws of a member are keyed, so they come out the same.
  let drawnLots = 0;
  if (totalLots !== null) visit((draft) => (drawnLots += draft.lots));
  const scale = new Scale(totalLots, drawnLots);
  let turn = 0;
  visit((draft) => {
    const lots = scale.wholeLots(draft.lots);
    if (lots === 0) return;
    openPosition(world, population, draft, lots, world.populations[counterparty], turn);
    turn += 1;
  });
}

/** Whole lots of each position: as drawn (at least one), or scaled so that they add up to a total. */
class Scale {
  private readonly totalLots: Lots | null;
  private readonly drawnTotal: number;
  private drawn = 0;
  private given = 0;

  constructor(totalLots: Lots | null, drawnTotal: number) {
    this.totalLots = totalLots;
    this.drawnTotal = drawnTotal;
  }

  wholeLots(drawnLots: number): Lots {
    if (this.totalLots === null) return wholeLots(drawnLots);
    this.drawn += drawnLots;
    const upTo = Math.round((this.drawn / this.drawnTotal) * this.totalLots);
    const lots = upTo - this.given;
    this.given = upTo;
    return lots;
  }
}

function openPosition(
  world: World,
  population: PopulationState,
  draft: Draft,
  lots: Lots,
  counterparty: PopulationState,
  turn: number,
): void {
  const { instrument } = draft;
  const account = accountOf(population, draft.agent, draft.slot);
  replaceDeposit(world, account, depositFor(world, draft, lots));
  const own = world.margin.positionOn(account, instrument.row);
  const other = counterpartyPosition(world, counterparty, instrument, turn);
  const [buyer, seller] = draft.isLong ? [own, other] : [other, own];
  exchangeLots(world, instrument, buyer, seller, lots, draft.entryTicks);
}

/** The position brings its own deposit: what wealth put there before goes back first. */
function replaceDeposit(world: World, account: AccountId, amountUnits: Units): void {
  const before = world.ledger.balanceOf(account);
  if (amountUnits >= before) deposit(world, account, amountUnits - before);
  else takeBack(world, account, before - amountUnits);
}

function takeBack(world: World, account: AccountId, amountUnits: Units): void {
  const { accounts, cohorts, ledger } = world;
  ledger.transfer(account, world.outside, amountUnits);
  accounts.addNetDeposit(account, -amountUnits);
  cohorts.depositUnits[accounts.cohortOf(account)] -= amountUnits;
}

function counterpartyPosition(
  world: World,
  counterparty: PopulationState,
  instrument: InstrumentState,
  turn: number,
): PositionId {
  const agent = turn % counterparty.rules.count;
  const slot = counterparty.instruments.indexOf(instrument.row);
  return world.margin.positionOn(accountOf(counterparty, agent, slot), instrument.row);
}
