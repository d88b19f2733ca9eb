// Writes docs/sweep-reference.md, the list of every setting of a sweep file, and
// docs/sweep.schema.json, the same for editors, from the schema that checks sweep files.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { sweepJsonSchema } from '../dist/scenario/sweeps/sweep-json-schema.js';
import { sweepSchema } from '../dist/scenario/sweeps/sweep-schema.js';
import { settingLines } from './scenario-reference.js';

const INTRODUCTION = `# Sweep reference

A sweep is one YAML file: a scenario, the settings that are varied in it, and what is asked of the results. \`unwind validate\` reports all that is wrong with it and with the scenarios that it makes, at the lines of the sweep that bring it; \`unwind sweep\` runs it. This page is made from the schema that checks the files (\`npm run reference\`).

\`\`\`yaml
# yaml-language-server: $schema=sweep.schema.json
question: How large must the fund be?
scenario: ../may-2021-crash.yaml
set: { duration: 30m }
axes:
  fund: { path: venue.insuranceFund.initial, list: [1M, 2M, 5M] }
  leverage: { path: populations.longs.leverage.lognormal.median, range: { from: 3, to: 12, steps: 4 } }
  depth: { paths: [populations.makers.depth, populations.value.slice], list: [[4, 5%], [8, 10%]] }
design: grid
seeds: 32
metrics: [bad_debt, max_mark_drawdown_pct]
\`\`\`

Quantities are written as in a scenario. Paths are those of \`--set\`: a key after the other, \`[0]\` for the first of a list. In a cell, the settings of \`set\` apply first, then those of \`--set\` on the command line, then those of the axes; what an axis would undo is an error.

Both ends of a range have units of one kind, and the values between them are written in the unit of \`from\`, with at most twelve significant digits. Settings that must be multiples of a tick, a lot or a unit of money need \`multipleOf\` or \`whole\`.

The same file makes the same cells: the chance in a design comes from streams named after its axes, under \`seed\`. A cell is known by the content of its scenario, so that adding a value to an axis of \`grid\` or \`oneAtATime\`, points to \`sobol\` and \`random\`, or trajectories, keeps the runs that there are. \`latinHypercube\` can not be extended.

## Settings

In brackets after each setting: whether it must be there, its unit and range, its default.

`;

/** The reference as it should stand in docs/sweep-reference.md. */
export function sweepReference() {
  return INTRODUCTION + settingLines(sweepSchema).join('\n') + '\n';
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(new URL('../docs/sweep-reference.md', import.meta.url), sweepReference());
  const schema = `${JSON.stringify(sweepJsonSchema(), null, 2)}\n`;
  writeFileSync(new URL('../docs/sweep.schema.json', import.meta.url), schema);
}
