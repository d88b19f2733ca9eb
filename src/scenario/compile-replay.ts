import type { Ticks, TimeUs } from '../core/units.js';
import type { DataFiles } from './data-files.js';
import { durationText } from './durations.js';
import type { Findings, Path } from './findings.js';
import type { ReplayValue } from './index-schema.js';
import { readMoment } from './moments.js';
import { readPriceRows } from './read-replay.js';
import { fileKnots, type FileKnots } from './replay-knots.js';
import type { ReplayRules } from './scenario.js';
import { compileVolatility } from './volatility-schema.js';

/** What an index needs to know beyond its own settings. */
export interface RunData {
  readonly files: DataFiles;
  readonly durationUs: TimeUs;
}

export interface ReplayMarket {
  readonly tick: number;
  readonly initialPriceTicks: Ticks;
  readonly maxPriceTicks: Ticks;
}

/** From rows of a file to knots in ticks since the start of the run. */
export function compileReplay(
  value: ReplayValue,
  name: string,
  market: ReplayMarket,
  { files, durationUs }: RunData,
  findings: Findings,
): ReplayRules {
  const path = ['venue', 'instruments', name, 'index'];
  const knots = knotsOf(value, files.get(name)?.text ?? null, path, findings);
  const run = knots === null ? EMPTY : cut(knots, value, { durationUs, path, findings });
  const unit = unitOf(run, value, market, { path, findings });
  const knotTicks = run.prices.map((price) => price / unit);
  const highest = knotTicks.reduce((left, right) => Math.max(left, right), 0);
  if (market.maxPriceTicks < highest) {
    const expected = `prices up to maxPrice in ${value.file}`;
    const found = `${highest * market.tick} once they are scaled`;
    findings.contradiction([...path, 'file'], expected, found);
  }
  return {
    kind: 'replay',
    knotsUs: run.timesUs,
    knotTicks,
    isHeld: run.isHeld,
    volatility: compileVolatility(value.volatility),
  };
}

const EMPTY: FileKnots = {
  timesUs: new Float64Array(),
  prices: new Float64Array(),
  isHeld: new Uint8Array(),
};

function knotsOf(
  value: ReplayValue,
  text: string | null,
  path: Path,
  findings: Findings,
): FileKnots | null {
  const settings = ['columns', 'timeUnit', 'largestGap', 'gaps'];
  if (text === null || settings.some((key) => findings.isTouched([...path, key]))) return null;
  const rows = readPriceRows(text, value);
  const knots = 'expected' in rows ? rows : fileKnots(rows, value);
  if (!('expected' in knots)) return knots;
  const { expected, found, setting = ['file'] } = knots;
  findings.contradiction([...path, ...setting], expected, found);
  return null;
}

/** From the start of the run to the first knot at its end or after it. */
function cut(
  knots: FileKnots,
  { file, start }: ReplayValue,
  about: { readonly durationUs: TimeUs; readonly path: Path; readonly findings: Findings },
): FileKnots {
  const { durationUs, findings, path } = about;
  const { timesUs } = knots;
  const [firstUs] = timesUs;
  const lastUs = timesUs[timesUs.length - 1];
  if (findings.isTouched([...path, 'start'])) return EMPTY;
  const startUs = startOf(start, firstUs);
  if (startUs < firstUs || lastUs <= startUs) {
    const expected = `a start within ${file}, which covers ${durationText(lastUs - firstUs)}`;
    const found = startUs < firstUs ? 'one before its first row' : 'one after its last row';
    findings.contradiction([...path, 'start'], expected, found);
    return EMPTY;
  }
  if (lastUs - startUs < durationUs) {
    const expected = `rows of ${file} up to the end of the run, ${durationText(durationUs)} after its start`;
    findings.contradiction(
      [...path, 'file'],
      expected,
      `${durationText(lastUs - startUs)} of them`,
    );
    return EMPTY;
  }
  let from = 0;
  while (timesUs[from + 1] <= startUs) from += 1;
  let to = from + 1;
  while (timesUs[to] - startUs < durationUs) to += 1;
  const prices = knots.prices.slice(from, to + 1);
  prices[0] = priceAt(knots, from, startUs);
  const inRun = timesUs.slice(from, to + 1).map((us) => us - startUs);
  inRun[0] = 0;
  return { timesUs: inRun, prices, isHeld: knots.isHeld.slice(from, to + 1) };
}

function startOf(start: ReplayValue['start'], firstUs: TimeUs): TimeUs {
  if (typeof start === 'number') return firstUs + start;
  return start === 'first' ? firstUs : (readMoment(start, 'iso') ?? NaN);
}

/** On the straight line of the logarithm, unless the price is held. */
function priceAt({ isHeld, prices, timesUs }: FileKnots, knot: number, us: TimeUs): number {
  if (isHeld[knot] === 1 || us === timesUs[knot]) return prices[knot];
  const share = (us - timesUs[knot]) / (timesUs[knot + 1] - timesUs[knot]);
  return prices[knot] * Math.exp(share * Math.log(prices[knot + 1] / prices[knot]));
}

/** The price of the file that is one tick here. */
function unitOf(
  { prices }: FileKnots,
  { file, scale }: ReplayValue,
  { initialPriceTicks, tick }: ReplayMarket,
  { findings, path }: { readonly findings: Findings; readonly path: Path },
): number {
  if (prices.length === 0) return NaN;
  if (scale === 'initialPrice') return prices[0] / initialPriceTicks;
  if (Math.abs(prices[0] / tick - initialPriceTicks) > 0.5) {
    const expected = `the first price of ${file} at the start, ${prices[0]}, as scale is none`;
    findings.wrongValue([...path.slice(0, -1), 'initialPrice'], expected, initialPriceTicks * tick);
  }
  return tick;
}
