import type { CriticalAnswer, CriticalQuestion, Trial } from '../sweep/critical-search.js';
import { aligned } from './aligned.js';
import { counted, shortText } from './wording.js';

export interface Asked extends CriticalQuestion {
  readonly path: string;
  readonly textOf: (value: number) => string;
}

const INDENT = '  ';

/** What is known of each value, the bracket, and whether the response was monotone. */
export function criticalText(answer: CriticalAnswer, asked: Asked, until: string): string {
  const { path, probability, textOf } = asked;
  const rows = answer.trials.map((trial) => [
    textOf(trial.value),
    String(trial.held.length),
    percentText(trial.share),
    `${percentText(trial.low)} to ${percentText(trial.high)}`,
    shortText(trial.volumeReproduction),
    STANDINGS[trial.standing],
  ]);
  const header = [
    path,
    'seeds',
    'holds in',
    'interval',
    'R',
    `${percentText(probability)} of seeds`,
  ];
  const lines = aligned([header, ...rows]).map((line) => `${INDENT}${line}\n`);
  return [
    `${until} in more than ${percentText(probability)} of seeds\n`,
    ...lines,
    `${INDENT}R: mean of the largest volume reproduction of a generation (volume_reproduction_max)\n\n`,
    `${INDENT}Answer    ${bracketText(answer, asked)}\n`,
    `${INDENT}Response  ${responseText(answer)}\n`,
    `${INDENT}Runs      ${answer.runs}\n`,
  ].join('');
}

export function criticalJson(answer: CriticalAnswer, asked: Asked, until: string): string {
  const { path, probability, scale, textOf } = asked;
  const named = (value: number | null) => (value === null ? null : textOf(value));
  const trials = answer.trials.map(({ held, value, volumeReproduction, ...trial }) => ({
    value: textOf(value),
    seeds: held.length,
    ...trial,
    volumeReproduction: Number.isNaN(volumeReproduction) ? null : volumeReproduction,
  }));
  const told = {
    path,
    until,
    probability,
    scale,
    direction: answer.direction,
    below: named(answer.below),
    above: named(answer.above),
    runs: answer.runs,
    reversedSeeds: answer.reversedSeeds,
    trials,
  };
  return `${JSON.stringify(told, null, 2)}\n`;
}

/** A trial that has just ended. */
export function trialLine(trial: Trial, textOf: (value: number) => string): string {
  const { value, held, share, standing } = trial;
  return `${textOf(value)}: holds in ${percentText(share)} of ${counted(held.length, 'seed')}, ${STANDINGS[standing]}`;
}

const STANDINGS = { above: 'exceeded', below: 'not exceeded', open: 'open' } as const;

function bracketText({ direction, below, above, trials }: CriticalAnswer, asked: Asked): string {
  const { path, textOf } = asked;
  if (direction === 'none') {
    const { standing } = trials[0];
    const share = percentText(asked.probability);
    if (standing === 'above') return `none: ${share} is exceeded at both ends; search beyond them`;
    if (standing === 'below') {
      return `none: ${share} is not exceeded at either end; search beyond them`;
    }
    return 'none: both ends are open; more --seeds settle them';
  }
  if (below === null || above === null) {
    const end = below === null ? above : below;
    const known = end === null ? 'no value' : `only ${textOf(end)}`;
    return `${known} is settled by so many seeds; more --seeds or a wider --vary tell more`;
  }
  const isOpen = trials.some(({ standing }) => standing === 'open');
  const between = isOpen ? '; what lies between is open, more --seeds narrow it' : '';
  return direction === 'rising'
    ? `${path} between ${textOf(below)} (not exceeded) and ${textOf(above)} (exceeded)${between}`
    : `${path} between ${textOf(above)} (exceeded) and ${textOf(below)} (not exceeded): ${textOf(below)} is enough${between}`;
}

function responseText({ direction, reversedSeeds, trials }: CriticalAnswer): string {
  const seeds = Math.max(...trials.map(({ held }) => held.length));
  if (direction === 'none') return 'not judged';
  if (reversedSeeds === 0) return `monotone in all of ${counted(seeds, 'seed')}`;
  return `not monotone in ${reversedSeeds} of ${counted(seeds, 'seed')}: there the condition holds at a value and no more at a harsher one`;
}

function percentText(share: number): string {
  return `${shortText(100 * share)} %`;
}
