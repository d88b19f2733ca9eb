import { compilePopulation } from './compile-population.js';
import { compileShock } from './compile-shock.js';
import { compileVenue } from './compile-venue.js';
import type { DataFiles } from './data-files.js';
import type { Findings } from './findings.js';
import { checkLimits } from './limits.js';
import { Markets } from './markets.js';
import type { Scenario } from './scenario.js';
import type { ScenarioValue } from './schema.js';
import { WholeNumbers } from './whole-numbers.js';

/**
 * From human quantities to what the machine needs. Whatever contradicts itself becomes a finding;
 * the result holds only when there are none.
 */
export function compileScenario(
  name: string,
  value: ScenarioValue,
  findings: Findings,
  files: DataFiles,
): Scenario {
  const { duration, sampleEvery, settlement, populations } = value;
  if (sampleEvery > duration) {
    const expected = 'at most the duration of the run';
    findings.contradiction(['sampleEvery'], expected, 'a longer time');
  }
  const whole = new WholeNumbers(findings, settlement);
  const markets = new Markets(value.venue.instruments, findings);
  const setting = { populations, markets, whole };
  const scenario: Scenario = {
    name,
    durationUs: duration,
    sampleEveryUs: sampleEvery,
    maxCommands: value.maxCommands,
    settlement,
    venues: [compileVenue(value.venue, whole, { files, durationUs: duration })],
    populations: Object.entries(populations)
      .filter(([name]) => !findings.isWrong(['populations', name, 'kind']))
      .map(([name, population]) => compilePopulation(name, population, setting)),
    shocks: Object.entries(value.shocks)
      .filter(([name]) => !findings.isWrong(['shocks', name, 'kind']))
      .map(([name, shock]) => compileShock(name, shock, setting)),
    ...(value.conditionEvery === 'marks' ? {} : { conditionEveryUs: value.conditionEvery }),
  };
  checkKeepers(scenario, value, findings);
  checkLimits(scenario, findings);
  return scenario;
}

/** Liquidation by keepers needs keepers on every instrument. */
function checkKeepers(
  { venues, populations }: Scenario,
  value: ScenarioValue,
  findings: Findings,
): void {
  const names = Object.keys(value.populations);
  const isKnown =
    !findings.isWrong(['populations']) &&
    names.every((name) => {
      const path = ['populations', name];
      return !findings.isWrong([...path, 'kind']) && !findings.isTouched([...path, 'instruments']);
    });
  if (!isKnown || findings.isTouched(['venue', 'liquidation', 'execution'])) return;
  for (const venue of venues) {
    if (venue.liquidation.execution.kind !== 'keepers') continue;
    const watched = new Set(
      populations
        .filter(({ kind, count }) => kind === 'keeper' && count !== 0)
        .flatMap(({ instruments }) => instruments),
    );
    const missing = venue.instruments.filter((_, row) => !watched.has(row));
    if (missing.length === 0) continue;
    const found = `none on ${missing.map((instrument) => instrument.name).join(', ')}`;
    const expected = 'a population of kind keeper on every instrument';
    findings.contradiction(['venue', 'liquidation', 'execution', 'kind'], expected, found);
  }
}
