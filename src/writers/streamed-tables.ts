import type {
  CohortTotals,
  Deleveraging,
  FundMove,
  Incident,
  LiquidationEnd,
  VenueSample,
} from '../events/sink.js';
import type { Listener } from '../metrics/fan-out.js';
import type { RunMetrics } from '../metrics/run-metrics.js';
import type { CsvFile } from './csv-file.js';
import type { VenueRow } from './tables/timeseries.js';

export interface StreamedFiles {
  readonly venueTimeseries: CsvFile<VenueRow>;
  readonly liquidations: CsvFile<LiquidationEnd>;
  readonly insuranceFund: CsvFile<FundMove>;
  readonly deleveraging: CsvFile<Deleveraging>;
  readonly cohorts: CsvFile<CohortTotals>;
  readonly incidents: CsvFile<Incident>;
}

/** The tables whose rows are written the moment they are known. Must hear after the metrics. */
export class StreamedTables implements Listener {
  private readonly metrics: RunMetrics;
  private readonly files: StreamedFiles;

  constructor(metrics: RunMetrics, files: StreamedFiles) {
    this.metrics = metrics;
    this.files = files;
  }

  venueSampled(sample: VenueSample): void {
    const badDebtUnits = this.metrics.solvency.badDebtOfVenueUnits[sample.venue];
    this.files.venueTimeseries.write({ ...sample, badDebtUnits });
  }

  liquidationEnded(end: LiquidationEnd): void {
    this.files.liquidations.write(end);
  }

  insuranceFundMoved(move: FundMove): void {
    this.files.insuranceFund.write(move);
  }

  deleveraged(fact: Deleveraging): void {
    this.files.deleveraging.write(fact);
  }

  incident(fact: Incident): void {
    this.files.incidents.write(fact);
  }

  cohortClosed(cohort: CohortTotals): void {
    this.files.cohorts.write(cohort);
  }
}
