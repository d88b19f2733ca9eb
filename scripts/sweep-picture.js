// Prints an SVG: how often a metric is above 0 along the axis of a sweep, with its 95 % intervals.
// Sweeps beside each other show what more seeds tell; their values are those of the longest axis.
// node scripts/sweep-picture.js --metric paid_by_venue --line 0.001 FOLDER... > picture.svg
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const WIDTH = 640;
const HEIGHT = 360;
const LEFT = 70;
const RIGHT = 20;
const TOP = 48;
const BOTTOM = 48;
/** The vertical scale is logarithmic, and a share of 0 stands on its lower end. */
const LEAST = 1e-4;
const MOST = 1;
const COLOURS = ['#9aa5b1', '#1f5fa8', '#b4451f'];
/** Between the marks of two sweeps at one value. */
const SHIFT = 10;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { metric: { type: 'string' }, line: { type: 'string' } },
});
if (positionals.length === 0 || values.metric === undefined) {
  console.error('usage: node scripts/sweep-picture.js --metric COLUMN [--line SHARE] FOLDER...');
  process.exit(2);
}
process.stdout.write(picture(positionals.map(readSweep), values.metric, Number(values.line ?? 0)));

/** The first axis of a sweep and what its cells say of every metric. */
function readSweep(folder) {
  const { question, axes } = JSON.parse(readFileSync(join(folder, 'sweep.json'), 'utf8'));
  const [header, ...lines] = readFileSync(join(folder, 'cells.csv'), 'utf8').trimEnd().split('\n');
  const columns = header.split(',');
  const rows = lines.map((line) =>
    Object.fromEntries(line.split(',').map((cell, at) => [columns[at], cell])),
  );
  return { question, axis: axes[0].name, rows };
}

function picture(sweeps, metric, line) {
  const [{ question, axis }] = sweeps;
  const valuesOf = (sweep) => [...new Set(sweep.rows.map((row) => row[axis]))];
  const [stops] = sweeps.map(valuesOf).sort((left, right) => right.length - left.length);
  const x = (stop) => LEFT + ((stops.indexOf(stop) + 0.5) * (WIDTH - LEFT - RIGHT)) / stops.length;
  const series = sweeps.map((sweep, at) =>
    marks(
      sweep.rows.filter((row) => row.metric === metric),
      (row) => x(row[axis]) + (at - (sweeps.length - 1) / 2) * SHIFT,
      COLOURS[at % COLOURS.length],
    ),
  );
  const legend = sweeps.map((sweep, at) => {
    const place = `x="${WIDTH - RIGHT}" y="${TOP + 14 + 18 * at}" text-anchor="end"`;
    return `<text ${place} fill="${COLOURS[at % COLOURS.length]}">${sweep.rows[0].n} seeds</text>`;
  });
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="13" fill="#333">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
    `<text x="${LEFT}" y="24" font-size="14">${question}</text>`,
    ...[1, 0.1, 0.01, 0.001, 0.0001].map(gridLine),
    ...(line > 0 ? [dashed(line)] : []),
    ...stops.map((stop) => `<text x="${x(stop)}" y="328" text-anchor="middle">${stop}</text>`),
    `<text x="${(LEFT + WIDTH - RIGHT) / 2}" y="350" text-anchor="middle">${axis}</text>`,
    ...series.flat(),
    ...legend,
    '</svg>',
  ].join('\n')}\n`;
}

function y(share) {
  const height = Math.log(Math.max(share, LEAST) / LEAST) / Math.log(MOST / LEAST);
  return round(HEIGHT - BOTTOM - height * (HEIGHT - TOP - BOTTOM));
}

function gridLine(share) {
  const label = share === LEAST ? '0' : `${share * 100} %`;
  return `<path d="M${LEFT} ${y(share)}H${WIDTH - RIGHT}" stroke="#e3e6ea"/><text x="${LEFT - 8}" y="${y(share) + 4}" text-anchor="end">${label}</text>`;
}

function dashed(share) {
  return `<path d="M${LEFT} ${y(share)}H${WIDTH - RIGHT}" stroke="#333" stroke-dasharray="6 4"/>`;
}

/** A dot where the share was found, a bar over its interval. */
function marks(rows, x, colour) {
  return rows.map((row) => {
    const [low, high] = [row.share_positive_low, row.share_positive_high].map(Number);
    const at = round(x(row));
    const bar = `<path d="M${at} ${y(low)}V${y(high)}" stroke="${colour}" stroke-width="3"/>`;
    const dot = `<circle cx="${at}" cy="${y(Number(row.share_positive))}" r="5" fill="${colour}"/>`;
    return bar + dot;
  });
}

function round(value) {
  return Math.round(value * 10) / 10;
}
