import { US_PER_SECOND } from '../../core/units.js';
import type { EventSink } from '../../events/sink.js';
import type { Scenario, Shock } from '../../scenario/scenario.js';
import { IndexFault } from '../exchange/index-fault.js';
import { republishIndex } from '../publish-index.js';
import { instrumentOf, type World } from '../world.js';
import { inForceOn, product } from './in-force.js';
import { reportShock } from './report.js';

const KINDS = ['indexFrozen', 'indexBiased', 'indexLagging', 'sourceWrong'] as const;
type Fault = Extract<Shock, { kind: (typeof KINDS)[number] }>;

/**
 * Something is wrong with the published index, not with the world. It shows at once, at the beginning
 * and at the end, by the cause of the shock. Biases multiply, of several lags the longest counts, and
 * while the index is frozen nothing else shows. Severity: the bias, the lag in seconds, or 1.
 */
export function beginFault(world: World, sink: EventSink, shock: Fault): void {
  reportShock(world, sink, shock, severityOf(shock), world.queue.nowUs + shock.forUs);
  setFault(world, sink, shock);
}

export function endFault(world: World, sink: EventSink, shock: Fault): void {
  setFault(world, sink, shock);
}

/** For an instrument whose index some shock disturbs; null for all others. */
export function createIndexFault(
  { shocks, venues }: Scenario,
  venue: number,
  place: number,
): IndexFault | null {
  const faults = shocks.filter((shock) => {
    const isFault = KINDS.some((kind) => kind === shock.kind);
    return isFault && shock.venue === venue && shock.instrument === place;
  });
  if (faults.length === 0) return null;
  const { initialPriceTicks, maxPriceTicks } = venues[venue].instruments[place];
  const lagsUs = faults.map((shock) => (shock.kind === 'indexLagging' ? shock.lagUs : 0));
  return new IndexFault(initialPriceTicks, maxPriceTicks, Math.max(...lagsUs));
}

function setFault(world: World, sink: EventSink, shock: Fault): void {
  const { row, indexFault } = instrumentOf(world, shock.venue, shock.instrument);
  if (indexFault === null) return;
  const biases = inForceOn(world, 'indexBiased', row).map(({ size }) => 1 + size);
  const shares = inForceOn(world, 'sourceWrong', row).map(({ size, weight }) => 1 + weight * size);
  const lagsUs = inForceOn(world, 'indexLagging', row).map(({ lagUs }) => lagUs);
  indexFault.isFrozen = inForceOn(world, 'indexFrozen', row).length > 0;
  indexFault.factor = product(biases) * product(shares);
  indexFault.lagUs = Math.max(0, ...lagsUs);
  republishIndex(world, sink, row, world.cause);
}

function severityOf(shock: Fault): number {
  switch (shock.kind) {
    case 'indexFrozen':
      return 1;
    case 'indexBiased':
      return shock.size;
    case 'sourceWrong':
      return shock.weight * shock.size;
    case 'indexLagging':
      return shock.lagUs / US_PER_SECOND;
    default:
      return shock satisfies never;
  }
}
