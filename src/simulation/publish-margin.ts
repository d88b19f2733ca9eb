import { PPM } from '../core/units.js';
import { BUY, type EventSink, SELL } from '../events/sink.js';
import { COMMANDS } from './command.js';
import type { StepMeter } from './margin/step-meter.js';
import { applyRequirements } from './requirements.js';
import { depthUnits } from './take-sample.js';
import type { InstrumentState, World } from './world.js';

/**
 * The factor of an instrument's requirements is published. Where it changes everyone who has a
 * position is looked at, and whoever is in breach by it is liquidated by the cause `rule`. Severity
 * of the incident: the factor.
 */
export function publishMargin(world: World, sink: EventSink, row: number): void {
  const instrument = world.instruments[row];
  const { rules, steps } = instrument;
  if (steps === null || rules.marginSteps === undefined) return;
  const { nowUs } = world.queue;
  world.queue.schedule(nowUs + rules.marginSteps.everyUs, COMMANDS.publishMargin, row);
  readVariables(world, instrument, steps);
  const factorPpm = steps.nextFactorPpm();
  if (factorPpm === steps.factorPpm) return;
  steps.factorPpm = factorPpm;
  sink.incident({
    timeUs: nowUs,
    endTimeUs: nowUs,
    venue: instrument.venue,
    instrument: row,
    kind: 'marginStep',
    name: '',
    severity: factorPpm / PPM,
    trigger: 'scheduled',
  });
  applyRequirements(world, instrument);
}

/** In the units of the tables. */
function readVariables(world: World, instrument: InstrumentState, steps: StepMeter): void {
  const { inputs, openInterestLots, row, rules } = instrument;
  const tick = Number(rules.tickSize);
  const unit = Number(`1e-${world.scenario.settlement.decimals}`);
  steps.values.set([
    steps.volatilityAt(world.queue.nowUs),
    openInterestLots * Number(rules.lotSize),
    depthUnits(instrument, BUY) * unit,
    depthUnits(instrument, SELL) * unit,
    world.margin.markTicks[row] * tick,
    inputs.indexTicks * tick,
  ]);
}
