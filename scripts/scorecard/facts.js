import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';
import { MEASURES } from './measures.js';

const FOLDER = fileURLToPath(new URL('../../scenarios/facts/', import.meta.url));

const finite = z.number().refine(Number.isFinite, 'expected a number');

const fact = z
  .strictObject({
    value: finite.optional(),
    tolerance: finite.positive().optional(),
    atLeast: finite.optional(),
    atMost: finite.optional(),
    above: finite.optional(),
    /** Which of the runs' values counts; the pooled one where there is one, else the median. */
    of: z.enum(['median', 'smallest', 'largest']).optional(),
    /** What is not judged is printed beside the run's figure. */
    judged: z.boolean().default(true),
    source: z.string(),
    confidence: z.string(),
    measured: z.string(),
  })
  .refine(hasTarget, 'expected value and tolerance, or atLeast, atMost or above');

const facts = z.strictObject({
  event: z.string(),
  /** Names of the scenarios that are compared with these facts. */
  scenarios: z.array(z.string()),
  /** Calendar time from which an event is measured; without one, from the start of the run. */
  trigger: z.iso.datetime().optional(),
  /** Share of the judged facts that must be met. */
  needed: z.number().min(0).max(1),
  facts: z.partialRecord(z.enum(/** @type {[string]} */ (Object.keys(MEASURES))), fact),
});

/**
 * @typedef {z.output<typeof fact>} Fact
 * @typedef {z.output<typeof facts>} Facts
 */

export class FactsError extends Error {}

/** Reads the facts of an event by the name of their file. @param {string} name */
export function readFacts(name) {
  if (!names().includes(name)) {
    throw new FactsError(`no facts "${name}"; there are: ${names().join(', ')}`);
  }
  return parseFacts(`scenarios/facts/${name}.yaml`, readFileSync(`${FOLDER}${name}.yaml`, 'utf8'));
}

/**
 * The facts that a scenario is compared with; null: nobody wrote any.
 * @param {string} scenario
 */
export function factsOf(scenario) {
  return (
    names()
      .map(readFacts)
      .find(({ scenarios }) => scenarios.includes(scenario)) ?? null
  );
}

/**
 * @param {string} file
 * @param {string} text
 * @returns {Facts}
 */
export function parseFacts(file, text) {
  const result = facts.safeParse(parse(text));
  if (result.success) return result.data;
  throw new FactsError(`${file}\n${z.prettifyError(result.error)}`);
}

function names() {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.yaml'));
  return files.map((file) => file.slice(0, -'.yaml'.length)).sort();
}

/** @param {{ value?: number | undefined, tolerance?: number | undefined, atLeast?: number | undefined, atMost?: number | undefined, above?: number | undefined }} target */
function hasTarget({ value, tolerance, atLeast, atMost, above }) {
  const hasBound = [atLeast, atMost, above].some((bound) => bound !== undefined);
  return (value === undefined) === (tolerance === undefined) && (value === undefined) === hasBound;
}

/**
 * Where the trigger lies in a run.
 * @param {string | undefined} trigger
 * @param {{ startsAt: string | null, durationUs: number }} run
 */
export function triggerUs(trigger, { startsAt, durationUs }) {
  if (trigger === undefined) return 0;
  if (startsAt === null)
    throw new FactsError('the facts have a trigger: give the scenario a start');
  const sinceStartUs = 1000 * (Date.parse(trigger) - Date.parse(startsAt));
  if (0 <= sinceStartUs && sinceStartUs < durationUs) return sinceStartUs;
  throw new FactsError(`the run does not hold the trigger of the facts, ${trigger}`);
}
