import type { EventSink } from '../../events/sink.js';
import type { Shock } from '../../scenario/scenario.js';
import { republishIndex, setIndex } from '../publish-index.js';
import { instrumentOf, type World } from '../world.js';
import { reportShock } from './report.js';

/**
 * The index is multiplied by 1 + size, for good, and published at once. Between two publications its
 * process stays where it is: a jump on a condition would else let the market decide which draws the
 * index moves on from then on.
 */
export function jumpPrice(
  world: World,
  sink: EventSink,
  shock: Extract<Shock, { kind: 'priceJump' }>,
): void {
  const { nowUs } = world.queue;
  const instrument = instrumentOf(world, shock.venue, shock.instrument);
  const { row, rules } = instrument;
  const isPublished = nowUs % rules.index.everyUs === 0;
  if (isPublished) world.index.advance(row, nowUs, world.streams);
  instrument.worldIndexTicks = world.index.jump(row, 1 + shock.size);
  reportShock(world, sink, shock, shock.size, nowUs);
  if (isPublished) setIndex(world, sink, row, world.cause);
  else republishIndex(world, sink, row, world.cause);
}
