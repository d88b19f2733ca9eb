import { PPM, type Ppm } from '../core/units.js';
import { CAUSE_RULE } from '../events/cause.js';
import { withDeductions } from '../scenario/compile-margin.js';
import type { MarginSchedule } from '../scenario/scenario.js';
import type { MarginChangeShock } from '../scenario/shocks/shock.js';
import { rekey } from './settlement.js';
import { inForceOn } from './shocks/in-force.js';
import type { InstrumentState, World } from './world.js';

/** Less than a millionth of a rate in parts per million: what a product of doubles may be off by. */
const NOISE_PPM = 1e-6;

/**
 * What the venue requires of an instrument from now on: its schedule, or that of the margin change
 * that began last, times the factors of all changes in force and of the published step. Everyone who
 * has a position is looked at; whoever is in breach by it is liquidated by the cause `rule`.
 */
export function applyRequirements(world: World, instrument: InstrumentState): void {
  const { accounts, ledger, margin } = world;
  const { row } = instrument;
  const schedule = scheduleOf(world, instrument);
  margin.setSchedule(row, schedule);
  for (const { facts } of world.populations) {
    for (const fact of facts) if (fact.row === row) fact.margin = schedule;
  }
  world.cause = CAUSE_RULE;
  for (let position = 0; position < ledger.positionCount; position++) {
    const isConcerned = ledger.instrumentOf(position) === row && ledger.lotsOf(position) !== 0;
    if (isConcerned) rekey(world, accounts.accountOf(position), 0);
  }
}

function scheduleOf(world: World, { row, rules, steps }: InstrumentState): MarginSchedule {
  const { beganUs } = world.shocks;
  const beganOf = (change: MarginChangeShock): number =>
    beganUs[world.scenario.shocks.indexOf(change)];
  let base = rules.margin;
  let baseUs = -1;
  let initial = steps === null ? 1 : steps.factorPpm / PPM;
  let maintenance = initial;
  for (const change of inForceOn(world, 'marginChange', row)) {
    if (change.schedule !== null && beganOf(change) >= baseUs) {
      base = change.schedule;
      baseUs = beganOf(change);
    }
    if (change.of !== 'maintenance') initial *= change.factor;
    if (change.of !== 'initial') maintenance *= change.factor;
  }
  return scaled(base, initial, maintenance);
}

/** Rates times factors; the requirement has no jumps, and nobody opens what is in breach at once. */
function scaled(schedule: MarginSchedule, initial: number, maintenance: number): MarginSchedule {
  if (initial === 1 && maintenance === 1) return schedule;
  const times = (ratePpm: Ppm, factor: number): Ppm =>
    Math.min(PPM, Math.ceil(ratePpm * factor - NOISE_PPM));
  const tiers = schedule.tiers.map(({ upToUnits, initialPpm, maintenancePpm }) => {
    const maintained = times(maintenancePpm, maintenance);
    const opened = Math.max(times(initialPpm, initial), maintained);
    return { upToUnits, maintenancePpm: maintained, initialPpm: opened };
  });
  return { tiers: withDeductions(tiers) };
}
