import { PPM } from '../../core/units.js';
import { CAUSE_RULE } from '../../events/cause.js';
import type { EventSink } from '../../events/sink.js';
import { withDeductions } from '../../scenario/compile-margin.js';
import type { MarginSchedule } from '../../scenario/scenario.js';
import type { MarginChangeShock } from '../../scenario/shocks/shock.js';
import { rekey } from '../settlement.js';
import { type InstrumentState, instrumentOf, type World } from '../world.js';
import { inForceOn } from './in-force.js';
import { reportShock } from './report.js';

/**
 * The venue requires more, or less, from now on; whoever is in breach by it is liquidated by the cause
 * `rule`. Of several schedules the one that began last holds, and all factors multiply it; no rate
 * goes above 100 %. Severity: the factor, or the largest maintenance rate of the new schedule.
 */
export function beginMarginChange(world: World, sink: EventSink, shock: MarginChangeShock): void {
  const rates = shock.schedule?.tiers.map(({ maintenancePpm }) => maintenancePpm / PPM) ?? [];
  const severity = rates.length > 0 ? Math.max(...rates) : shock.factor;
  reportShock(world, sink, shock, severity, world.queue.nowUs + shock.forUs);
  setRequirements(world, shock);
}

export function endMarginChange(world: World, _sink: EventSink, shock: MarginChangeShock): void {
  setRequirements(world, shock);
}

function setRequirements(world: World, shock: MarginChangeShock): void {
  const instrument = instrumentOf(world, shock.venue, shock.instrument);
  const schedule = scheduleOf(world, instrument);
  world.margin.setSchedule(instrument.row, schedule);
  for (const { facts } of world.populations) {
    for (const fact of facts) if (fact.row === instrument.row) fact.margin = schedule;
  }
  world.cause = CAUSE_RULE;
  const { accounts, ledger } = world;
  for (let position = 0; position < ledger.positionCount; position++) {
    const isConcerned =
      ledger.instrumentOf(position) === instrument.row && ledger.lotsOf(position) !== 0;
    if (isConcerned) rekey(world, accounts.accountOf(position), 0);
  }
}

function scheduleOf(world: World, { row, rules }: InstrumentState): MarginSchedule {
  const changes = inForceOn(world, 'marginChange', row);
  const { beganUs } = world.shocks;
  const beganOf = (change: MarginChangeShock): number =>
    beganUs[world.scenario.shocks.indexOf(change)];
  let base = rules.margin;
  let baseUs = -1;
  let initial = 1;
  let maintenance = 1;
  for (const change of changes) {
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
  const tiers = schedule.tiers.map((tier) => {
    const maintenancePpm = Math.min(PPM, Math.round(tier.maintenancePpm * maintenance));
    const initialPpm = Math.min(PPM, Math.round(tier.initialPpm * initial));
    const { upToUnits } = tier;
    return { upToUnits, maintenancePpm, initialPpm: Math.max(initialPpm, maintenancePpm) };
  });
  return { tiers: withDeductions(tiers) };
}
