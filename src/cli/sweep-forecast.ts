import { US_PER_SECOND } from '../core/units.js';
import { durationText } from '../scenario/durations.js';
import { planSweep, type SweepRequest } from '../sweep.js';
import { type Forecast, forecastOf } from '../sweep/forecast.js';
import type { SweepBar } from './sweep-bar.js';
import { amountText, counted } from './wording.js';

/** What a sweep would do, for people or as one JSON document. Nothing is written. */
export async function tellPlan(
  request: SweepRequest,
  { json }: { readonly json: boolean },
  bar: SweepBar,
): Promise<string> {
  const plan = await planSweep(request);
  bar.stop();
  const { shard, workers, signal } = request;
  const text = request.readText(plan.scenarioFile);
  const forecast = await forecastOf({ plan, text, shard, workers, signal });
  if (json) return `${JSON.stringify({ name: plan.name, ...forecast }, null, 2)}\n`;
  return forecastText(plan.name, forecast, workers);
}

function forecastText(name: string, forecast: Forecast, workers: number): string {
  const { cells, runs, fewestRuns, secondsOfRun, seconds, reason } = forecast;
  const most = fewestRuns < runs ? `${amountText(fewestRuns)} to ` : '';
  const lines = [
    `${name}: ${counted(cells, 'cell')}, ${most}${counted(runs, 'run')}`,
    reason === ''
      ? `  about ${spanText(seconds)} on ${counted(workers, 'worker')}, ${spanText(secondsOfRun)} a run as the first took`
      : `  the first run did not end well: ${reason}`,
  ];
  return `${lines.join('\n')}\n`;
}

function spanText(seconds: number): string {
  const digits = seconds < 1 ? seconds.toPrecision(2) : Math.round(seconds);
  return durationText(Math.round(Number(digits) * US_PER_SECOND));
}
