import { BoundReached } from '../core/assert.js';
import { NONE } from '../core/units.js';
import type { AccountId, PositionId, Units } from '../core/units.js';
import type { Cause } from '../events/cause.js';
import type { EventSink } from '../events/sink.js';
import { COMMANDS } from './command.js';
import { legHealthUnits } from './margin/trigger-price.js';
import { recordQuotes } from './note-book.js';
import { lookWithMarks } from './shocks/conditions.js';
import { haltIfVolatile } from './volatility-halt.js';
import type { InstrumentState, VenueState, World } from './world.js';

/**
 * All marks of a venue at once: each walks the changes since the last update, then the accounts
 * whose trigger was reached are found, each with the cause whose step carried the mark over its level.
 */
export function updateMarks(world: World, sink: EventSink, venueRow: number): void {
  const venue = world.venues[venueRow];
  const { markEveryUs } = venue.rules;
  if (markEveryUs > 0) {
    world.queue.schedule(world.queue.nowUs + markEveryUs, COMMANDS.updateMark, venueRow);
  }
  venue.markIsDue = false;
  for (const row of venue.instruments) updateMark(world, sink, row);
  if (world.conditions !== null) lookWithMarks(world, world.conditions);
  const { breaches, margin } = world;
  const first = venue.instruments[0];
  const breached = margin.collectBreached(first, first + venue.instruments.length);
  for (let row = 0; row < breached.count; row++) {
    const account = breached.rows[row];
    breaches.add(account, causeOfBreach(world, venue, account));
  }
}

function updateMark(world: World, sink: EventSink, row: number): void {
  const { margin, queue } = world;
  const instrument = world.instruments[row];
  const { inputs, mark, premium, rules, travel } = instrument;
  const markTicks = margin.markTicks[row];
  travel.begin(markTicks);
  const newTicks = mark.update(queue.nowUs, travel);
  if (newTicks > rules.maxPriceTicks) throw markTooHigh(rules.name);
  instrument.steps?.observe(queue.nowUs, newTicks);
  premium?.observe(queue.nowUs, inputs.midDoubled / 2, inputs.indexTicks);
  if (newTicks !== markTicks) {
    margin.setMark(row, newTicks);
    sink.markUpdated(queue.nowUs, row, newTicks);
    recordQuotes(world, instrument);
    world.conditions?.observe(row, newTicks);
  }
  if (instrument.moves !== null) haltIfVolatile(world, sink, instrument);
}

/** In cross margin the instrument that moved the account's health most at this update decides. */
function causeOfBreach(world: World, venue: VenueState, account: AccountId): Cause {
  const { instruments, margin } = world;
  let worst = NONE;
  let worstUnits = 0;
  for (const row of venue.instruments) {
    const position = margin.positionOn(account, row);
    if (position === NONE || world.ledger.lotsOf(position) === 0) continue;
    const changeUnits = healthChangeUnits(world, position, instruments[row]);
    if (worst === NONE || changeUnits < worstUnits) {
      worst = row;
      worstUnits = changeUnits;
    }
  }
  return instruments[worst].travel.causeAt(margin.liquidationTicks(account, worst));
}

/** What this update did to one leg's value less its requirement. */
function healthChangeUnits(
  { ledger, margin }: World,
  position: PositionId,
  { row, rules, travel }: InstrumentState,
): Units {
  const lots = ledger.lotsOf(position);
  const healthAt = (ticks: number): Units =>
    legHealthUnits(margin.tiers[row], lots, rules.unitsPerTickLot, 0, ticks);
  return healthAt(travel.placeTicks) - healthAt(travel.startTicks);
}

/** An index and a basis that are both within the range may add up to a mark beyond it. */
function markTooHigh(instrument: string): BoundReached {
  return new BoundReached(`the mark of ${instrument} rose above its maxPrice: raise maxPrice`);
}
