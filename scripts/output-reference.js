// Writes docs/output-reference.md, the list of every file and column, from the tables' own columns.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { SWEEP_TABLES } from '../dist/sweep/tables/reference.js';
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

const ADDING_UP = `
## Does the money balance?

Every number below is exact decimal text: read it as decimals, not as binary fractions, and the sums hold to the last digit.

- In each row of \`cohorts.csv\`: \`final_equity = deposits − withdrawals + pnl − fees_paid − funding_paid − losses_socialised + shortfall_covered\`.
- Over all rows of \`cohorts.csv\`: Σ \`pnl\` = 0, because what one wins another loses; Σ \`funding_paid\` is 0 or a crumb above, because payers round up and receivers down; Σ \`losses_socialised\` = \`paid_by_socialisation\`; Σ \`shortfall_covered\` = \`bad_debt − paid_by_deleveraging\`. What deleveraged counterparties bear is in \`pnl\`: they were closed at a worse price, and \`pnl_given_up\` says how much that was.
- Over all rows of \`liquidations.csv\`: Σ \`shortfall\` = \`bad_debt\`, and so for each \`paid_by_…\`.
- In \`insurance_fund.csv\`: Σ \`amount\` = the last \`balance\` = \`insurance_fund_end\`; Σ of the rows \`shortfall\` = −\`paid_by_insurance_fund\`.
- Σ \`fees_paid\` = Σ of the rows \`liquidationFee\` and \`surplus\` of \`insurance_fund.csv\` + Σ (\`taker_fee + maker_fee\`) of \`trades.csv\` (\`--record trades\`). The latter is what the venue earns.
- Altogether: Σ \`final_equity\` + \`insurance_fund_end\` + what the venue earns + Σ \`funding_paid\` − \`paid_by_venue\` = Σ (\`deposits − withdrawals\`) + \`insurance_fund_start\`.

The row \`shockDesk\` of \`cohorts.csv\` is the account that market orders of shocks trade for. It has no margin and nobody liquidates it; without such shocks it is all zeros.
`;

const SWEEPS = `
# Output of a sweep

A sweep is a folder too. Its rows stand in the order of the design, whichever run ended first; a column that is called here \`<axis>\` is there once for each axis, by its name. Same sweep and build: the same bytes. With \`--format parquet\` every table stands there once more as a \`.parquet\` file: names as text, whole numbers as INT64, other numbers as DOUBLE, empty cells as null.

- **Metrics** are read from the printed summaries, so that a number does not depend on whether its run was made now or before. Of most of them more is worse: the expected shortfall is the mean of the largest 5 %, for \`min_depth_pct\` and the like that of the best.
- **Quantiles** are interpolated between neighbours at (n − 1) · share, type 7 of Hyndman and Fan.
- **The interval of a mean** in \`cells.csv\` is a BCa bootstrap of 2,000 resamples that reaches as far as Student's interval would, but never beyond the values. It holds the mean in 95 % of samples of 16 or more normal values, in 94 % of 6, 88 % of 4 and 73 % of 3 of them (a \`warning\` says so), in 93 % of 32 lognormal ones (coefficient of variation 1), in 82 % of 32 and 95 % of 200 values of which nine in ten are 0: a \`warning\` says where fewer than ten runs are above 0. Its draws are named after the sweep, the cell and the metric.
- **The interval of a paired difference** in \`pairs.csv\` is Student's: over differences of paired lognormal runs it holds the truth in 95 to 97 % of samples of 16 to 200 seeds. Each verdict stands for itself: of twenty comparisons without a difference one shows some.
- **Sobol' indices** are Jansen's estimates from the means of the cells, with percentile intervals of 1,000 resampled blocks; **elementary effects** are changes per whole length of the axis, on the seeds that both cells share.

| file | a row is |
|---|---|
`;

const SWEEP_FILES = `
Beside the tables stand \`sweep.json\` (what the sweep is, how many of its runs are there and how they ended), \`datapackage.json\`, \`timing.json\`, and what a sweep goes on from: \`plan.json\` (every cell with its settings) and \`journal.jsonl\` (a line a run that ended, also of cells that are no longer asked for). Delete neither: without them all runs are made again. The shards that \`unwind merge\` puts together are in \`shard-<i>-of-<n>\`.
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
  const sweepFiles = SWEEP_TABLES.map(sweepRow).join('\n');
  const sweepSections = SWEEP_TABLES.map(section).join('');
  return `${INTRODUCTION}${files.join('\n')}\n${JSON_FILES}${ADDING_UP}${sections.join('')}${SWEEPS}${sweepFiles}\n${SWEEP_FILES}${sweepSections}`;
}

/** A column that is there only beside the run without forced sales. */
function onlyBeside(column) {
  return { ...column, meaning: `with \`--counterfactual\`: ${column.meaning}` };
}

function fileRow({ name, rowIs }, note, anchor = `${name}csv`) {
  return `| [\`${name}.csv\`](#${anchor}) | ${rowIs}${note} |`;
}

/** A table may be there in more than one form; pages number headings that repeat. */
function sweepRow(table, at) {
  const earlier = SWEEP_TABLES.slice(0, at).filter(({ name }) => name === table.name).length;
  return fileRow(table, table.note, `${table.name}csv${earlier === 0 ? '' : `-${earlier}`}`);
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
