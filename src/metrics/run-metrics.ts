import type { RunEnd } from '../events/sink.js';
import { listInstruments } from '../scenario/instruments.js';
import type { Scenario } from '../scenario/scenario.js';
import { Cascades } from './cascades.js';
import { Cohorts } from './cohorts.js';
import { EventHash } from './event-hash.js';
import type { Listener } from './fan-out.js';
import { Flows } from './flows.js';
import { Generations } from './generations.js';
import { MarketExtremes } from './market.js';
import { Solvency } from './solvency.js';

/** All that is counted in a run. */
export class RunMetrics implements Listener {
  readonly market: MarketExtremes;
  readonly cascades: Cascades;
  readonly generations: Generations;
  readonly solvency: Solvency;
  readonly flows: Flows;
  readonly cohorts = new Cohorts();
  readonly hash = new EventHash();
  /** Null until the run has ended. */
  end: RunEnd | null = null;

  constructor(scenario: Scenario) {
    const instruments = listInstruments(scenario);
    this.market = new MarketExtremes(instruments.length);
    this.cascades = new Cascades(this.market);
    this.generations = new Generations(scenario.venues.length);
    this.solvency = new Solvency(scenario.venues.length);
    this.flows = new Flows(instruments.map(({ rules }) => rules.unitsPerTickLot));
  }

  runEnded(end: RunEnd): void {
    this.end = { ...end };
  }

  /** In the order in which they must hear: marks reach the market before the cascades ask for them. */
  get listeners(): readonly Listener[] {
    return [
      this.market,
      this.cascades,
      this.generations,
      this.solvency,
      this.flows,
      this.cohorts,
      this.hash,
      this,
    ];
  }
}
