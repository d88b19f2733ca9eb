// Writes scenarios/data/replay-example.csv: 300 one-minute bars that nobody traded, with a crash.
// A trend by minutes, and around it a random walk of 80 % a year, seen every second.
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { RandomStreams } from '../dist/core/random.js';

const START = Date.UTC(2024, 0, 1);
const MINUTES = 300;
const SECONDS = 60;
const SECONDS_A_YEAR = 31_536_000;
const STEP_VOLATILITY = 0.8 / Math.sqrt(SECONDS_A_YEAR);

/** Minute, and where the trend stands then; in between on straight lines of the logarithm. */
const TREND = [
  [0, 50_000],
  [120, 49_400],
  [150, 48_200],
  [162, 43_800],
  [170, 41_200],
  [190, 44_300],
  [300, 44_900],
];

/** The file's text, the same on every machine. */
export function replayExample() {
  const streams = new RandomStreams('replay-example');
  const stream = streams.open('walk');
  const rows = ['time,open,high,low,close,volume'];
  let walk = 0;
  let price = TREND[0][1];
  for (let minute = 0; minute < MINUTES; minute++) {
    const open = price;
    let [high, low, travelled] = [open, open, 0];
    for (let second = 1; second <= SECONDS; second++) {
      walk += STEP_VOLATILITY * streams.normal(stream);
      const next = trendAt(minute + second / SECONDS) * Math.exp(walk);
      travelled += Math.abs(Math.log(next / price));
      price = next;
      high = Math.max(high, price);
      low = Math.min(low, price);
    }
    const time = new Date(START + minute * 60_000).toISOString().replace('.000', '');
    const volume = (4000 * travelled).toFixed(3);
    rows.push([time, ...[open, high, low, price].map((value) => value.toFixed(1)), volume].join());
  }
  return `${rows.join('\n')}\n`;
}

function trendAt(minute) {
  const next = TREND.findIndex(([at]) => at >= minute);
  const [[from, start], [to, end]] = [TREND[next - 1], TREND[next]];
  return start * Math.exp((Math.log(end / start) * (minute - from)) / (to - from));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = new URL('../scenarios/data/', import.meta.url);
  mkdirSync(folder, { recursive: true });
  writeFileSync(new URL('replay-example.csv', folder), replayExample());
}
