import { BoundReached } from '../core/assert.js';
import { sample } from '../core/distributions.js';
import { type Draws, poisson } from '../core/random.js';
import { divideUp } from '../core/rounding.js';
import type { AccountId, Lots, PositionId, Ticks, Units } from '../core/units.js';
import type { Instrument, LeveragedSpeculator, StandingPositions } from '../scenario/scenario.js';
import { LeveragedSpeculators } from './agents/leveraged-speculator.js';
import { wholeLots } from './agents/size.js';
import { deposit } from './create-population.js';
import { maintenanceUnits } from './margin/margin-schedule.js';
import { exchangeLots } from './settlement.js';
import { accountOf, type InstrumentState, type PopulationState, type World } from './world.js';

const MOST_DRAWS = 1000;

/** What was drawn for one position, before the sizes of all are scaled. */
interface Draft {
  readonly agent: number;
  readonly slot: number;
  readonly instrument: InstrumentState;
  readonly isLong: boolean;
  readonly entryTicks: Ticks;
  readonly liquidationTicks: Ticks | null;
  readonly leverage: number;
  /** Lots before scaling; a fraction of a lot stays a fraction. */
  readonly lots: number;
}

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
    if (this.totalLots === null) return Math.max(1, Math.round(drawnLots));
    this.drawn += drawnLots;
    const upTo = Math.round((this.drawn / this.drawnTotal) * this.totalLots);
    const lots = upTo - this.given;
    this.given = upTo;
    return lots;
  }
}

/** A walk over all positions that the population starts with; every walk draws the same. */
function drawnPositions(
  world: World,
  population: PopulationState,
  rules: LeveragedSpeculator,
  standing: StandingPositions,
): (visit: (draft: Draft) => void) => void {
  const { streams, draws } = world;
  const stream = streams.open(`population/${rules.name}/standing`);
  const wanted = standing.poissonMean === null ? rules.count : poissonCount(world, rules, standing);
  return (visit) => {
    for (let agent = 0; agent < wanted; agent++) {
      draws.begin(streams, stream, agent);
      if (standing.poissonMean === null && draws.uniform() >= standing.share) continue;
      visit(drawPosition(world, population, rules, standing, agent, wanted, draws));
    }
  };
}

function poissonCount(
  world: World,
  rules: LeveragedSpeculator,
  { poissonMean }: StandingPositions,
): number {
  const { streams, draws } = world;
  draws.begin(streams, streams.open(`population/${rules.name}/standingCount`), 0);
  const count = poisson(draws, poissonMean ?? 0);
  if (count <= rules.count) return count;
  throw new BoundReached(
    `${rules.name} drew ${count} standing positions for ${rules.count} agents: raise count`,
  );
}

/** Draws one position; where it must survive the start, again until it does. */
function drawPosition(
  world: World,
  population: PopulationState,
  rules: LeveragedSpeculator,
  standing: StandingPositions,
  agent: number,
  members: number,
  draws: Draws,
): Draft {
  for (let attempt = 0; attempt < MOST_DRAWS; attempt++) {
    const slot = draws.below(population.instruments.length);
    const instrument = world.instruments[population.instruments[slot]];
    const { initialPriceTicks, unitsPerTickLot } = instrument.rules;
    const isLong =
      standing.side === 'both' ? draws.uniform() < rules.longShare : standing.side === 'long';
    const entryTicks = priceAt(initialPriceTicks, sample(standing.entry, draws));
    const leverage = sample(rules.leverage, draws);
    const liquidationTicks = liquidationTicksOf(standing, instrument.rules, agent, members, draws);
    const lots =
      standing.size === null
        ? (sample(rules.wealth, draws) * leverage) / (entryTicks * unitsPerTickLot)
        : sample(standing.size, draws);
    const draft = { agent, slot, instrument, isLong, entryTicks, liquidationTicks, leverage, lots };
    if (!standing.surviveAtStart || survives(world, population, draft)) return draft;
  }
  throw new BoundReached(
    `no standing position of ${rules.name} survives the start in ${MOST_DRAWS} draws: change standing.entry, standing.liquidationPrice, leverage or the stops`,
  );
}

/** Drawn, or the agent's place among the members where prices are evenly spaced; null: by leverage. */
function liquidationTicksOf(
  { liquidationPrice }: StandingPositions,
  { initialPriceTicks }: Instrument,
  agent: number,
  members: number,
  draws: Draws,
): Ticks | null {
  if (liquidationPrice === null) return null;
  if (liquidationPrice.kind !== 'spaced') {
    return priceAt(initialPriceTicks, sample(liquidationPrice, draws));
  }
  const { from, to } = liquidationPrice;
  return priceAt(initialPriceTicks, from + ((to - from) * (agent + 0.5)) / members);
}

function priceAt(initialPriceTicks: Ticks, multiple: number): Ticks {
  return Math.max(1, Math.round(initialPriceTicks * multiple));
}

/** Judged at its own size before scaling, on the schedule of its instrument and by its owner's stops. */
function survives(world: World, { behaviour }: PopulationState, draft: Draft): boolean {
  const { row, rules } = draft.instrument;
  const { agent, isLong, entryTicks } = draft;
  if (
    behaviour instanceof LeveragedSpeculators &&
    !behaviour.wouldStand(agent, isLong, entryTicks, rules.initialPriceTicks)
  ) {
    return false;
  }
  const lots = wholeLots(draft.lots);
  const depositUnits = depositFor(world, draft, lots);
  const sign = isLong ? 1 : -1;
  const lotUnits = lots * rules.unitsPerTickLot;
  const equityUnits = depositUnits + sign * lotUnits * (rules.initialPriceTicks - entryTicks);
  return (
    equityUnits > maintenanceUnits(world.margin.tiers[row], lotUnits * rules.initialPriceTicks)
  );
}

/** The deposit that gives the position its leverage, or its liquidation price. */
function depositFor(world: World, draft: Draft, lots: Lots): Units {
  const { entryTicks, liquidationTicks, leverage, isLong } = draft;
  const { rules, row } = draft.instrument;
  const lotUnits = lots * rules.unitsPerTickLot;
  if (liquidationTicks === null) return divideUp(lotUnits * entryTicks, leverage);
  const lossUnits =
    lotUnits * (isLong ? entryTicks - liquidationTicks : liquidationTicks - entryTicks);
  const requirementUnits = maintenanceUnits(world.margin.tiers[row], lotUnits * liquidationTicks);
  return Math.max(0, lossUnits + requirementUnits);
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
