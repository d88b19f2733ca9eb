/**
 * Runs a scenario under many seeds and compares what comes out with what markets are known to do:
 * the stylised facts of returns, and, where the scenario is of an event, the facts of that event.
 *
 *   npm run scorecard -- <scenario> [--seeds N] [--facts NAME] [--set path=value]... [--out FILE] [--json]
 *
 * Facts stand in `scenarios/facts`, each with its source. The card is printed and written to
 * `docs/scorecards/<scenario>.md`; with --set only where --out says. Ends with 0 when as many facts
 * are met as are needed, 1 when not, 2 when it was used wrongly.
 *
 * @typedef {{ seeds: number, facts?: string, set: string[], out?: string, json: boolean }} Flags
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command, InvalidArgumentError } from 'commander';
import { loadScenario } from '../dist/scenario/load.js';
import { factsOf, FactsError, readFacts, triggerUs } from './scorecard/facts.js';
import { judgeRuns } from './scorecard/judge.js';
import { pageText, tableText } from './scorecard/print.js';
import { runSeeds } from './scorecard/run-seeds.js';
import { collect, explain } from './support/command-line.js';

try {
  process.exitCode = await main();
} catch (error) {
  process.exitCode = explain(error, FactsError);
}

/** @returns {Promise<number>} the exit code */
async function main() {
  const program = commandLine().parse();
  /** @type {Flags} */
  const flags = program.opts();
  const file = scenarioFile(program.args[0]);
  const text = readFileSync(file, 'utf8');
  const loaded = loadScenario(file, text, flags.set, (path) => readFileSync(path, 'utf8'));
  const { question, scenario, startsAt } = loaded;
  const facts = flags.facts === undefined ? factsOf(scenario.name) : readFacts(flags.facts);
  const run = { startsAt, durationUs: scenario.durationUs };
  const plan = { file, text, overrides: flags.set, triggerUs: triggerUs(facts?.trigger, run) };
  const seeds = Array.from({ length: flags.seeds }, (_, row) => String(row + 1));
  const results = await runSeeds(plan, seeds, (done) => showProgress(done, seeds.length));
  const card = judgeRuns(results, facts);

  const command = commandText(program.args[0], flags);
  if (flags.json) {
    process.stdout.write(`${JSON.stringify({ scenario: scenario.name, command, ...card })}\n`);
  } else {
    process.stdout.write(tableText(card));
  }
  const page = pageFile(scenario.name, flags);
  if (page !== null) {
    const heading = { scenario: scenario.name, question, command, seeds: flags.seeds };
    mkdirSync(dirname(page), { recursive: true });
    writeFileSync(page, pageText(card, facts, heading));
  }
  return card.passed ? 0 : 1;
}

function commandLine() {
  return new Command('scorecard')
    .description('compare runs of a scenario with the facts of markets')
    .argument('<scenario>', 'a file, or the name of one in scenarios/')
    .option('--seeds <n>', 'number of runs, under the seeds 1, 2, …', wholeNumber, 20)
    .option('--facts <name>', 'facts in scenarios/facts (default: those that name the scenario)')
    .option('--set <path=value>', 'change the scenario; may be repeated', collect, [])
    .option('--out <file>', 'where the page goes (default: docs/scorecards/<scenario>.md)')
    .option('--json', 'print one JSON document and nothing else', false)
    .allowExcessArguments(false)
    .exitOverride();
}

/** @param {string} typed */
function scenarioFile(typed) {
  const shipped = fileURLToPath(new URL(`../scenarios/${typed}.yaml`, import.meta.url));
  const found = [typed, shipped].find((file) => file.endsWith('.yaml') && existsSync(file));
  if (found !== undefined) return found;
  throw new FactsError(
    `no scenario "${typed}": give a .yaml file, or the name of one in scenarios/`,
  );
}

/**
 * A changed scenario does not replace the page of the shipped one.
 * @param {string} scenario
 * @param {Flags} flags
 */
function pageFile(scenario, { out, set }) {
  if (out !== undefined) return out;
  if (set.length > 0) return null;
  return fileURLToPath(new URL(`../docs/scorecards/${scenario}.md`, import.meta.url));
}

/**
 * @param {string} typed
 * @param {Flags} flags
 */
function commandText(typed, { seeds, facts, set }) {
  const parts = ['npm run scorecard --', typed, `--seeds ${seeds}`];
  if (facts !== undefined) parts.push(`--facts ${facts}`);
  return [...parts, ...set.map((change) => `--set '${change}'`)].join(' ');
}

/**
 * @param {number} done
 * @param {number} all
 */
function showProgress(done, all) {
  if (!process.stderr.isTTY) return;
  process.stderr.write(done < all ? `${done} of ${all} runs\r` : '\x1b[K');
}

/** @param {string} value */
function wholeNumber(value) {
  const number = Number(value);
  if (Number.isInteger(number) && number >= 1 && number <= 100_000) return number;
  throw new InvalidArgumentError('expected a whole number from 1.');
}
