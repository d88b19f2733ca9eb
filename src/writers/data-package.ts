import type { Summary } from '../metrics/summary.js';
import type { WrittenTable } from './run-tables.js';
import type { Column } from './table.js';

/**
 * The text of datapackage.json: a Frictionless Data Package (v1) that describes every file, column,
 * type, unit and meaning. https://specs.frictionlessdata.io/tabular-data-package/
 */
export function dataPackageText(summary: Summary, tables: readonly WrittenTable[]): string {
  return packageText({
    profile: 'tabular-data-package',
    name: packageName(`${summary.scenario}-${summary.seed}`),
    title: `${summary.scenario}, seed ${summary.seed}`,
    resources: tables.map((written) => tableResource(written, summary.settlementAsset)),
  });
}

/** The text of a package whose resources are known. */
export function packageText(document: object): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}

export function tableResource({ table, file }: WrittenTable, settlementAsset: string): object {
  return {
    profile: 'tabular-data-resource',
    name: table.name,
    path: `${table.name}.csv`,
    description: `A row is ${table.rowIs}.`,
    format: 'csv',
    mediatype: 'text/csv',
    encoding: 'utf-8',
    bytes: file.bytes,
    hash: `sha256:${file.hash}`,
    dialect: {
      delimiter: ',',
      lineTerminator: '\n',
      quoteChar: '"',
      doubleQuote: true,
      header: true,
    },
    schema: {
      fields: table.columns.map((column) => field(column, settlementAsset)),
      missingValues: [''],
    },
  };
}

function field(column: Column<never>, settlementAsset: string): object {
  const unit = column.unit === 'settlement_asset' ? settlementAsset : column.unit;
  return {
    name: column.name,
    type: column.type,
    ...(unit === '' ? {} : { unit }),
    description: column.meaning,
    constraints: { required: !column.mayBeEmpty },
  };
}

/** Names of packages are lower-case letters, digits, `.`, `_`, `-` and `/`. */
export function packageName(title: string): string {
  return title.toLowerCase().replace(/[^a-z0-9._/-]+/g, '-');
}
