import { join } from 'node:path';
import { CsvFile } from '../writers/csv-file.js';
import { packageName, packageText, tableResource } from '../writers/data-package.js';
import { type WrittenFile, writeOutputFile } from '../writers/output-file.js';
import type { Table, TableDescription } from '../writers/table.js';
import { cellRows } from './cell-rows.js';
import { morrisRows } from './morris-rows.js';
import { pairRows } from './pair-rows.js';
import { ParquetFile } from './parquet-file.js';
import type { SweepPlan } from './plan.js';
import { readSamples, type Samples } from './samples.js';
import { sobolRows } from './sobol-rows.js';
import type { SweepResults } from './sweep-results.js';
import { cellsTable } from './tables/cells-table.js';
import { pairsTable } from './tables/pairs-table.js';
import { runRows, runsTable } from './tables/runs-table.js';
import { morrisTable, sobolTable } from './tables/sensitivity-table.js';

/** `parquet`: every table stands beside its CSV file once more. */
export type SweepFormat = 'csv' | 'parquet';

/** A finished table of a sweep, and its Parquet file if one was asked for. */
export interface WrittenSweepTable {
  readonly table: TableDescription;
  readonly file: WrittenFile;
  readonly parquet: WrittenFile | null;
}

/**
 * Writes the tables of a sweep, and the datapackage.json that describes them, into a folder that has
 * none of them: runs.csv and cells.csv, pairs.csv where cells are compared, sensitivity.csv where the
 * design allows. The same results make the same bytes.
 */
export async function writeSweepTables(
  results: SweepResults,
  folder: string,
  format: SweepFormat,
): Promise<readonly WrittenSweepTable[]> {
  const { plan, columns } = results;
  const samples = readSamples(results);
  const write: Write = (table, rows) => writeTable(table, rows, folder, format);

  const written = [
    await write(runsTable(plan, columns), runRows(results)),
    await write(cellsTable(plan), cellRows(results, samples)),
  ];
  if (plan.pairs !== 'none')
    written.push(await write(pairsTable(plan), pairRows(results, samples)));
  const sensitivity = await writeSensitivity(results, samples, write);
  if (sensitivity !== null) written.push(sensitivity);
  writeOutputFile(join(folder, 'datapackage.json'), sweepPackageText(plan, written));
  return written;
}

type Write = <Row>(table: Table<Row, unknown>, rows: Iterable<Row>) => Promise<WrittenSweepTable>;

/** Writes sensitivity.csv; null: the design says nothing of it. */
function writeSensitivity(
  results: SweepResults,
  samples: Samples,
  write: Write,
): Promise<WrittenSweepTable> | null {
  const { design } = results.plan;
  switch (design.kind) {
    case 'sobol':
      if (!design.isSaltelli) return null;
      return write(sobolTable(results.plan), sobolRows(results, samples));
    case 'morris':
    case 'oneAtATime':
      return write(morrisTable(results.plan), morrisRows(results, samples));
    case 'grid':
    case 'latinHypercube':
    case 'random':
      return null;
    default:
      return design satisfies never;
  }
}

async function writeTable<Row>(
  table: Table<Row, unknown>,
  rows: Iterable<Row>,
  folder: string,
  format: SweepFormat,
): Promise<WrittenSweepTable> {
  const path = join(folder, table.name);
  const csv = new CsvFile<Row, unknown>(`${path}.csv`, table, undefined);
  let parquet: ParquetFile<Row> | null = null;
  try {
    if (format === 'parquet') parquet = await ParquetFile.open(`${path}.parquet`, table);
    for (const row of rows) {
      csv.write(row);
      parquet?.write(row);
    }
    return { table, file: csv.close(), parquet: parquet?.close() ?? null };
  } finally {
    csv.abandon();
    parquet?.abandon();
  }
}

function sweepPackageText(plan: SweepPlan, written: readonly WrittenSweepTable[]): string {
  const { name, question, settlementAsset } = plan;
  return packageText({
    profile: 'data-package',
    name: packageName(name),
    title: name,
    ...(question === '' ? {} : { description: question }),
    resources: written.flatMap(({ table, file, parquet }) => [
      tableResource({ table, file }, settlementAsset),
      ...(parquet === null ? [] : [parquetResource(table.name, parquet)]),
    ]),
  });
}

function parquetResource(table: string, { bytes, hash }: WrittenFile): object {
  return {
    profile: 'data-resource',
    name: `${table}.parquet`,
    path: `${table}.parquet`,
    description: `The rows of ${table}.csv.`,
    format: 'parquet',
    mediatype: 'application/vnd.apache.parquet',
    bytes,
    hash: `sha256:${hash}`,
  };
}
