// Writes docs/output-reference.md, the list of every file and column, from the tables' own columns.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  COUNTERFACTUAL_COLUMNS,
  COUNTERFACTUAL_TABLE,
  RECORDING_TABLES,
  RUN_TABLES,
} from '../dist/writers/tables.js';

const INTRODUCTION = `# Output reference

A run is a folder, complete or not there at all: \`output/<scenario>/<seed>\`, or what \`--out\` says. This page is made from the columns that write the tables (\`npm run reference\`); \`datapackage.json\` in each folder says the same of the files beside it.

CSV in UTF-8 with a header row and \`\\n\`. Times are seconds since the start of the run, with six decimals. Money is exact decimal text in the settlement asset, whose name stands in \`settlement_asset\`; prices are in quote per base, sizes in base units. \`side\` is that of the position that was closed. An undefined value is an empty cell, never NaN. Same scenario, seed and build: the same bytes in every file but \`timing.json\`.

| file | a row is |
|---|---|
`;

const JSON_FILES = `
## Files that are no tables

- \`run.json\`: the scenario with every default written out (\`resolved\`), its hash, the seed, the build, the hash of all events, counts, why the run ended, and the summary once more; with \`--counterfactual\`, how far the run without forced sales came.
- \`datapackage.json\`: a Frictionless Data Package that describes every table, column, type, unit and meaning, with the size and hash of each file.
- \`timing.json\`: when, how long, how fast, how much memory, on which Node: the only file that differs between two runs of one key.
`;

/** The reference as it should stand in docs/output-reference.md. */
export function outputReference() {
  const recordings = Object.values(RECORDING_TABLES);
  const files = [
    ...RUN_TABLES.map((table) => fileRow(table, '')),
    ...recordings.map((table) => fileRow(table, `, with \`--record ${table.name}\``)),
    fileRow(COUNTERFACTUAL_TABLE, ', with `--counterfactual`'),
  ];
  const [summary, ...others] = RUN_TABLES;
  const columns = [...summary.columns, ...COUNTERFACTUAL_COLUMNS.map(onlyBeside)];
  const tables = [{ ...summary, columns }, ...others, ...recordings, COUNTERFACTUAL_TABLE];
  const sections = tables.map(section);
  return `${INTRODUCTION}${files.join('\n')}\n${JSON_FILES}${sections.join('')}`;
}

/** A column that is there only beside the run without forced sales. */
function onlyBeside(column) {
  return { ...column, meaning: `with \`--counterfactual\`: ${column.meaning}` };
}

function fileRow({ name, rowIs }, note) {
  return `| [\`${name}.csv\`](#${name}csv) | ${rowIs}${note} |`;
}

function section({ name, rowIs, columns }) {
  const rows = columns.map(columnRow).join('\n');
  return `
## ${name}.csv

A row is ${rowIs}.

| column | type | unit | meaning |
|---|---|---|---|
${rows}
`;
}

function columnRow({ name, type, unit, meaning, mayBeEmpty }) {
  const unitText = unit === 'settlement_asset' ? 'settlement asset' : unit;
  const typeText = mayBeEmpty ? `${type} or empty` : type;
  return `| \`${name}\` | ${typeText} | ${unitText} | ${meaning.replaceAll('|', '\\|')} |`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(new URL('../docs/output-reference.md', import.meta.url), outputReference());
}
