/**
 * Compares the built simulator with theory: every case runs through the product's own loader, loop,
 * book, margin and cascade metrics, and is judged against what the literature says.
 *
 *   npm run validate-theory [-- --case NAME] [--set path=value ...] [--quick] [--seeds N] [--json]
 *
 * A case is a file in `theory/` that exports its `name`, the `points` of the page as
 * lists of overrides, and `check`, which computes what is expected from the scenario's own settings.
 * Ends with 0 when nothing failed, 1 when something did, 2 when it was used wrongly.
 *
 * @import { Scenario } from '../dist/scenario/scenario.js'
 * @import { Row } from './theory/support/judge.js'
 *
 * @typedef {{ isQuick: boolean, seedCount: number | null }} Effort
 * @typedef {object} Case
 * @property {string} name
 * @property {readonly (readonly string[])[]} points
 * @property {(scenario: Scenario, effort: Effort) => { parameters: string, rows: Row[] }} check
 * @typedef {{ case?: string[], set: string[], quick: boolean, seeds?: number, json: boolean }} Flags
 */
import { Command, InvalidArgumentError } from 'commander';
import { loadTheory } from './theory/support/run.js';
import { heading, printed } from './theory/support/table.js';
import { collect, explain } from './support/command-line.js';

const NAMES = ['cas-1', 'cas-2', 'sqrt', 'zi', 'bar', 'cst', 'as'];

class UsageError extends Error {}

try {
  const flags = readFlags();
  const results = await checkAll(flags);
  const failed = results.some(({ rows }) => rows.some(({ verdict }) => verdict === 'fail'));
  if (flags.json) process.stdout.write(`${JSON.stringify({ passed: !failed, results })}\n`);
  process.exitCode = failed ? 1 : 0;
} catch (error) {
  process.exitCode = explain(error, UsageError);
}

/** @returns {Flags} */
function readFlags() {
  const program = new Command('validate-theory')
    .description('compare the simulator with theory')
    .option('--case <name>', `one of ${NAMES.join(', ')}; may be repeated (default: all)`, collect)
    .option('--set <path=value>', 'change the scenario of the case; may be repeated', collect, [])
    .option('--quick', 'fewer runs, with their own standard errors', false)
    .option('--seeds <n>', 'number of runs of a point', wholeNumber)
    .option('--json', 'print one JSON document and nothing else', false)
    .allowExcessArguments(false)
    .exitOverride();
  /** @type {Flags} */
  const flags = program.parse().opts();
  const unknown = flags.case?.find((name) => !NAMES.includes(name));
  if (unknown !== undefined) {
    throw new UsageError(`no case "${unknown}"; there are: ${NAMES.join(', ')}`);
  }
  if (flags.set.length > 0 && flags.case?.length !== 1) {
    throw new UsageError('--set changes the scenario of one case: name it with --case');
  }
  return flags;
}

/** @param {Flags} flags */
async function checkAll(flags) {
  const effort = { isQuick: flags.quick, seedCount: flags.seeds ?? null };
  if (!flags.json) process.stdout.write(heading());
  const results = [];
  for (const name of flags.case ?? NAMES) {
    /** @type {Case} */
    const { points, check } = await import(new URL(`./theory/${name}.js`, import.meta.url).href);
    for (const overrides of flags.set.length > 0 ? [flags.set] : points) {
      if (process.stderr.isTTY) process.stderr.write(`${name} ${overrides.join(' ')}\r`);
      const result = { name, overrides, ...check(loadTheory(name, overrides), effort) };
      results.push(result);
      if (process.stderr.isTTY) process.stderr.write('\x1b[K');
      if (!flags.json) process.stdout.write(printed(result));
    }
  }
  return results;
}

/** @param {string} value */
function wholeNumber(value) {
  const number = Number(value);
  if (Number.isInteger(number) && number > 1 && number <= 10_000_000) return number;
  throw new InvalidArgumentError('expected a whole number from 2.');
}
