import { BoundReached } from '../core/assert.js';
import { sample } from '../core/distributions.js';
import { type Draws, poisson } from '../core/random.js';
import { divideUp } from '../core/rounding.js';
import type { Lots, Ticks, Units } from '../core/units.js';
import type { Instrument, LeveragedSpeculator, StandingPositions } from '../scenario/scenario.js';
import { LeveragedSpeculators } from './agents/leveraged-speculator.js';
import { wholeLots } from './agents/size.js';
import { maintenanceUnits } from './margin/margin-schedule.js';
import type { InstrumentState, PopulationState, World } from './world.js';

const MOST_DRAWS = 1000;

/** What was drawn for one position, before the sizes of all are scaled. */
export interface Draft {
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

/** A walk over all positions that the population starts with; every walk draws the same. */
export function drawnPositions(
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
export function depositFor(world: World, draft: Draft, lots: Lots): Units {
  const { entryTicks, liquidationTicks, leverage, isLong } = draft;
  const { rules, row } = draft.instrument;
  const lotUnits = lots * rules.unitsPerTickLot;
  if (liquidationTicks === null) return divideUp(lotUnits * entryTicks, leverage);
  const lossUnits =
    lotUnits * (isLong ? entryTicks - liquidationTicks : liquidationTicks - entryTicks);
  const requirementUnits = maintenanceUnits(world.margin.tiers[row], lotUnits * liquidationTicks);
  return Math.max(0, lossUnits + requirementUnits);
}
