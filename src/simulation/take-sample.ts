import { assert } from '../core/assert.js';
import type { Units } from '../core/units.js';
import { BUY, type EventSink, type InstrumentSample, SELL, type Side } from '../events/sink.js';
import { COMMANDS } from './command.js';
import { depthEdgeTicks } from './exchange/depth-edge.js';
import type { InstrumentState, VenueState, World } from './world.js';

/** At risk: nearest trigger within 2 % of the mark. */
const AT_RISK_PPM = 20_000;

/** What stands now, instrument by instrument and venue by venue; the end of the run has its own. */
export function takeSample(world: World, sink: EventSink): void {
  scheduleSample(world);
  emitSample(world, sink);
}

export function scheduleSample(world: World): void {
  const nextUs = world.queue.nowUs + world.scenario.sampleEveryUs;
  if (nextUs < world.scenario.durationUs) world.queue.schedule(nextUs, COMMANDS.sample, 0);
}

/** The sample itself. The running totals of the ledger are checked with every one. */
export function emitSample(world: World, sink: EventSink): void {
  assert(world.ledger.totalsError() === 0, 'money and lots are neither created nor destroyed');
  for (const instrument of world.instruments) {
    sink.instrumentSampled(sampleInstrument(world, instrument));
  }
  for (const venue of world.venues) sampleVenue(world, sink, venue);
}

function sampleInstrument(world: World, instrument: InstrumentState): InstrumentSample {
  const { book, inputs, premium, row } = instrument;
  const nowUs = world.queue.nowUs;
  const { bestBidTicks, bestAskTicks } = book;
  return {
    timeUs: nowUs,
    instrument: row,
    indexTicks: inputs.indexTicks,
    markTicks: world.margin.markTicks[row],
    lastTicks: inputs.lastTicks,
    bestBidTicks,
    bestAskTicks,
    bidDepthUnits: depthUnits(instrument, BUY),
    askDepthUnits: depthUnits(instrument, SELL),
    openInterestLots: instrument.openInterestLots,
    fundingRatePpb: premium === null ? NaN : premium.ratePpb(nowUs),
    halted: book.halted,
  };
}

/** Notional shown within 1 % of the mid; 0 while a side is empty. */
export function depthUnits({ book, rules }: InstrumentState, side: Side): Units {
  const edgeTicks = depthEdgeTicks(book, side, rules.maxPriceTicks);
  return edgeTicks === 0 ? 0 : book.depthTickLots(side, edgeTicks) * rules.unitsPerTickLot;
}

function sampleVenue(world: World, sink: EventSink, venue: VenueState): void {
  const first = venue.instruments[0];
  const end = first + venue.instruments.length;
  let liquidationsOpen = 0;
  for (const episode of world.liquidations.open.values()) {
    if (episode.venue === venue.row) liquidationsOpen += 1;
  }
  sink.venueSampled({
    timeUs: world.queue.nowUs,
    venue: venue.row,
    insuranceFundUnits: world.ledger.balanceOf(venue.insuranceFund),
    accountsAtRisk: world.margin.countAtRisk(AT_RISK_PPM, first, end),
    liquidationsOpen,
  });
}
