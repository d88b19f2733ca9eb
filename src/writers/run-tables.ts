import { join } from 'node:path';
import type { Cascade } from '../metrics/cascades.js';
import type { CounterfactualMetrics } from '../metrics/counterfactual.js';
import type { Listener } from '../metrics/fan-out.js';
import type { Generation } from '../metrics/generations.js';
import type { RunMetrics } from '../metrics/run-metrics.js';
import type { Summary } from '../metrics/summary.js';
import { CsvFile } from './csv-file.js';
import type { WrittenFile } from './output-file.js';
import type { Printer } from './printer.js';
import { BookRecorder, OrderRecorder, TimeseriesRecorder, TradeRecorder } from './recorders.js';
import { StreamedTables } from './streamed-tables.js';
import type { Table, TableDescription } from './table.js';
import { type Recording, RECORDING_TABLES } from './tables.js';
import { cascadesTable, generationsTable } from './tables/cascades.js';
import { incidentsTable } from './tables/incidents.js';
import { liquidationsTable } from './tables/liquidations.js';
import { cohortsTable, deleveragingTable, insuranceFundTable } from './tables/solvency.js';
import { counterfactualSummaryTable, summaryTable } from './tables/summary.js';
import {
  counterfactualTimeseriesTable,
  timeseriesTable,
  venueTimeseriesTable,
} from './tables/timeseries.js';

/** A finished table: what datapackage.json says of it. */
export interface WrittenTable {
  readonly table: TableDescription;
  readonly file: WrittenFile;
}

/** What may be asked of any table's file, whatever its rows are. */
type AnyCsvFile = Pick<CsvFile<never>, 'table' | 'close' | 'abandon'>;

/** Writes the tables of a run into a folder: most rows as they come, the rest when it has ended. */
export class RunTables {
  private readonly folder: string;
  private readonly printer: Printer;
  private readonly metrics: RunMetrics;
  /** In the order of RUN_TABLES, recordings and the counterfactual last. */
  private readonly files: AnyCsvFile[] = [];
  private readonly summary: CsvFile<Summary>;
  private readonly cascades: CsvFile<Cascade>;
  private readonly generations: CsvFile<Generation>;
  /** They must hear after the metrics. */
  readonly listeners: readonly Listener[];
  /** They hear the run without forced sales, after its metrics. */
  readonly counterfactualListeners: readonly Listener[];

  constructor(
    folder: string,
    printer: Printer,
    metrics: RunMetrics,
    recordings: readonly Recording[],
    without: CounterfactualMetrics | null = null,
  ) {
    this.folder = folder;
    this.printer = printer;
    this.metrics = metrics;
    try {
      this.summary = this.open(without === null ? summaryTable : counterfactualSummaryTable);
      const timeseries = this.open(timeseriesTable);
      const venueTimeseries = this.open(venueTimeseriesTable);
      const liquidations = this.open(liquidationsTable);
      this.cascades = this.open(cascadesTable);
      this.generations = this.open(generationsTable);
      const streamed = new StreamedTables(metrics, {
        venueTimeseries,
        liquidations,
        insuranceFund: this.open(insuranceFundTable),
        deleveraging: this.open(deleveragingTable),
        cohorts: this.open(cohortsTable),
        incidents: this.open(incidentsTable),
      });
      this.listeners = [
        new TimeseriesRecorder(timeseries, metrics.flows),
        streamed,
        ...recordings.map((recording) => this.openRecorder(recording)),
      ];
      this.counterfactualListeners = without === null ? [] : [this.openCounterfactual(without)];
    } catch (error) {
      this.abandon();
      throw error;
    }
  }

  /** The rows that only the end of the run knows; closes all files. */
  finish(summary: Summary): WrittenTable[] {
    this.summary.write(summary);
    for (const cascade of this.metrics.cascades) this.cascades.write(cascade);
    for (const generation of this.metrics.generations.list()) this.generations.write(generation);
    return this.files.map((file) => ({ table: file.table, file: file.close() }));
  }

  /** Closes all files of a run that failed. */
  abandon(): void {
    for (const file of this.files) file.abandon();
  }

  private open<Row>(table: Table<Row>): CsvFile<Row> {
    const file = new CsvFile(join(this.folder, `${table.name}.csv`), table, this.printer);
    this.files.push(file);
    return file;
  }

  private openCounterfactual({ flows }: CounterfactualMetrics): Listener {
    return new TimeseriesRecorder(this.open(counterfactualTimeseriesTable), flows);
  }

  private openRecorder(recording: Recording): Listener {
    switch (recording) {
      case 'trades':
        return new TradeRecorder(this.open(RECORDING_TABLES.trades));
      case 'orders':
        return new OrderRecorder(this.open(RECORDING_TABLES.orders));
      case 'book':
        return new BookRecorder(this.open(RECORDING_TABLES.book));
      default:
        return recording satisfies never;
    }
  }
}
