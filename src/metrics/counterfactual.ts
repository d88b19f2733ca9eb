import type { InstrumentSample, LiquidationStart, RunEnd, TradeFact } from '../events/sink.js';
import { listInstruments } from '../scenario/instruments.js';
import type { Scenario } from '../scenario/scenario.js';
import type { Listener } from './fan-out.js';
import { Flows } from './flows.js';
import { MarketExtremes } from './market.js';
import type { Summary } from './summary.js';

/** What a run is compared with: the same draws without forced sales. */
export interface WithoutForcedSales {
  readonly maxMarkDrawdownPct: number;
  /** Episodes: positions that were handed over, or accounts that were sound again when it came to it. */
  readonly liquidations: number;
}

/** What forced sales did to a run. NaN: undefined, or its counterfactual did not reach its end. */
export interface Counterfactual {
  readonly maxMarkDrawdownPct: number;
  /** Largest fall with forced sales ÷ without; NaN where the mark falls 0 without. */
  readonly amplification: number;
  /** 1 − episodes without ÷ episodes with forced sales; NaN where nobody is liquidated. */
  readonly netBranchingRatio: number;
}

/** The summary of a run with what its counterfactual says of it; null: that was interrupted. */
export function compareWithout(summary: Summary, without: WithoutForcedSales | null): Summary {
  return { ...summary, counterfactual: counterfactualOf(summary, without) };
}

function counterfactualOf(
  { liquidations, maxMarkDrawdownPct }: Summary,
  without: WithoutForcedSales | null,
): Counterfactual {
  if (without === null) {
    return { maxMarkDrawdownPct: NaN, amplification: NaN, netBranchingRatio: NaN };
  }
  const fallPct = without.maxMarkDrawdownPct;
  return {
    maxMarkDrawdownPct: fallPct,
    amplification: fallPct === 0 ? NaN : maxMarkDrawdownPct / fallPct,
    netBranchingRatio: liquidations === 0 ? NaN : 1 - without.liquidations / liquidations,
  };
}

/** All that is counted in a counterfactual: enough to compare, and for its time series. */
export class CounterfactualMetrics implements Listener, WithoutForcedSales {
  readonly flows: Flows;
  liquidations = 0;
  /** Null until it has ended. */
  end: RunEnd | null = null;
  private readonly market: MarketExtremes;

  constructor(scenario: Scenario) {
    const instruments = listInstruments(scenario);
    this.market = new MarketExtremes(instruments.length);
    this.flows = new Flows(instruments.map(({ rules }) => rules.unitsPerTickLot));
  }

  get maxMarkDrawdownPct(): number {
    return this.market.maxMarkDrawdownPct;
  }

  /** It ran to the end of the scenario, so that it can be compared with. */
  get isWhole(): boolean {
    return this.end?.endReason === 'horizon';
  }

  markUpdated(timeUs: number, instrument: number, markTicks: number): void {
    this.market.markUpdated(timeUs, instrument, markTicks);
  }

  instrumentSampled(sample: InstrumentSample): void {
    this.market.instrumentSampled(sample);
  }

  traded(trade: TradeFact): void {
    this.flows.traded(trade);
  }

  liquidationStarted(start: LiquidationStart): void {
    if (start.isFirstLeg) this.liquidations += 1;
    this.flows.liquidationStarted(start);
  }

  runEnded(end: RunEnd): void {
    this.end = { ...end };
  }
}
