import { describe, expect, it } from 'vitest';
import { choleskyFactor } from '../../../src/core/cholesky.js';
import type { IndexLinks } from '../../../src/simulation/exchange/index-process.js';
import {
  DAY,
  differences,
  errorsOff,
  HOUR,
  indexSource,
  linkedLogs,
  logsOf,
  seeds,
} from '../../helpers/index-prices.js';

const gbm = (instrument: string, volatility = 0.8) =>
  indexSource({ kind: 'gbm', volatility, drift: 0 }, { instrument });
const sources = [gbm('BTC'), gbm('ETH', 1.2), gbm('SOL')];
const matrix = [
  [1, 0.8, -0.3],
  [0.8, 1, 0.1],
  [-0.3, 0.1, 1],
];
const factor = choleskyFactor(matrix) ?? [];
const correlations = [{ rows: [0, 1, 2], factor }];
const links: IndexLinks = { correlations, commonJumps: [] };

describe('correlated indices', () => {
  it('have the correlations that were asked for, and each its own volatility', () => {
    const days = seeds(4_000).map((seed) => linkedLogs(sources, [DAY], seed, links)[0]);
    const sds = [0.8, 1.2, 0.8].map((volatility) => volatility / Math.sqrt(365));
    const normals = days.map((logs) =>
      logs.map((log, row) => (log + (sds[row] * sds[row]) / 2) / sds[row]),
    );
    for (let left = 0; left < 3; left++) {
      for (let right = left; right < 3; right++) {
        const products = normals.map((row) => row[left] * row[right]);
        expect(errorsOff(products, matrix[left][right]), `${left}, ${right}`).toBeLessThan(3.5);
      }
    }
  });

  it('keep them when they are published at different times', () => {
    const pairs = seeds(4_000).map((seed) => {
      const own = [gbm('BTC'), gbm('ETH')];
      const both: IndexLinks = {
        correlations: [{ rows: [0, 1], factor: [[1], [0.8, 0.6]] }],
        commonJumps: [],
      };
      const all = linkedLogs(own, [HOUR, 1.5 * HOUR, 3 * HOUR], seed, both);
      return [all[2][0] - all[0][0], all[2][1]];
    });
    const unit = 0.64 / (365 * 24);
    // Two hours of one against three of the other: they share two.
    const products = pairs.map(([btc, eth]) => (btc + unit) * (eth + 1.5 * unit));
    expect(errorsOff(products, 0.8 * 2 * unit)).toBeLessThan(3.5);
  });

  it('leave those that are not among them on their own draws', () => {
    const three = [gbm('BTC'), gbm('ETH'), gbm('SOL')];
    const two: IndexLinks = {
      correlations: [{ rows: [0, 2], factor: [[1], [0.9, Math.sqrt(0.19)]] }],
      commonJumps: [],
    };
    const times = [HOUR, 2 * HOUR, 3 * HOUR];
    const eth = linkedLogs(three, times, '1', two).map((logs) => logs[1]);
    expect(eth).toEqual(logsOf(gbm('ETH'), times, '1'));
  });

  it('go with the returns of other kinds as well', () => {
    const kinds = [
      gbm('BTC'),
      indexSource(
        { kind: 'garch', volatility: 0.8, alpha: 0, beta: 0, drift: 0 },
        { instrument: 'ETH', everyUs: HOUR },
      ),
    ];
    const same: IndexLinks = {
      correlations: [{ rows: [0, 1], factor: [[1], [1, 0]] }],
      commonJumps: [],
    };
    const [btc, eth] = [0, 1].map((row) =>
      linkedLogs(kinds, [HOUR, 2 * HOUR], '1', same).map((logs) => logs[row]),
    );
    for (const [row, log] of btc.entries()) expect(log).toBeCloseTo(eth[row], 8);
  });
});

describe('a correlated index of fixed steps that was not looked at', () => {
  it('makes up for the steps it missed with noise of its own', () => {
    const kinds = [
      gbm('BTC'),
      indexSource(
        { kind: 'garch', volatility: 0.8, alpha: 0, beta: 0, drift: 0 },
        { instrument: 'ETH', everyUs: HOUR },
      ),
    ];
    const pair: IndexLinks = {
      correlations: [{ rows: [0, 1], factor: [[1], [1, 0]] }],
      commonJumps: [],
    };
    const sixHours = seeds(3_000).map((seed) => linkedLogs(kinds, [6 * HOUR], seed, pair)[0][1]);
    const variance = (0.64 * 6) / (365 * 24);
    const squares = sixHours.map((log) => (log + variance / 2) * (log + variance / 2));
    expect(errorsOff(squares, variance)).toBeLessThan(3.5);
  });
});

describe('the factor of a correlation matrix', () => {
  it('multiplies back to it, also where it is singular', () => {
    for (const wanted of [
      matrix,
      [
        [1, 1],
        [1, 1],
      ],
      [
        [1, -1, 0],
        [-1, 1, 0],
        [0, 0, 1],
      ],
    ]) {
      const lower = choleskyFactor(wanted) ?? [];
      for (const [row, values] of wanted.entries()) {
        for (const [column, value] of values.entries()) {
          const product = lower[row].reduce((sum, left, k) => sum + left * lower[column][k], 0);
          expect(product).toBeCloseTo(value, 12);
        }
      }
    }
  });

  it('does not exist where three correlations contradict each other', () => {
    expect(
      choleskyFactor([
        [1, 0.9, -0.9],
        [0.9, 1, 0.9],
        [-0.9, 0.9, 1],
      ]),
    ).toBeNull();
    expect(
      choleskyFactor([
        [1, 1, 0],
        [1, 1, 0.5],
        [0, 0.5, 1],
      ]),
    ).toBeNull();
  });
});

describe('common jumps', () => {
  const law = { rate: 3 / 86_400, mean: -0.05, sd: 0.03 };
  const still = ['BTC', 'ETH', 'SOL'].map((instrument) =>
    indexSource({ kind: 'constant' }, { instrument }),
  );
  const jumping: IndexLinks = {
    correlations: [],
    commonJumps: [{ venue: 'v', law, rows: [0, 2] }],
  };

  it('strike their indices together by one factor, and no other', () => {
    const times = Array.from({ length: 240 }, (_, row) => (row + 1) * (HOUR / 10));
    const moves = linkedLogs(still, times, '2', jumping);
    const [btc, eth, sol] = [0, 1, 2].map((row) => differences(moves.map((logs) => logs[row])));
    expect(btc).toEqual(sol);
    expect(eth.every((move) => move === 0)).toBe(true);
    expect(btc.filter((move) => Math.abs(move) > 0.001).length).toBeGreaterThan(0);
  });

  it('come at their rate and leave the price a martingale', () => {
    const days = seeds(20_000).map((seed) => linkedLogs(still, [DAY], seed, jumping)[0][0]);
    expect(errorsOff(days.map(Math.exp), 1)).toBeLessThan(3.5);
    const mean = 3 * (-0.05 - Math.expm1(-0.05 + 0.00045));
    expect(errorsOff(days, mean)).toBeLessThan(3.5);
    const squares = days.map((log) => (log - mean) * (log - mean));
    expect(errorsOff(squares, 3 * (0.0025 + 0.0009))).toBeLessThan(3.5);
  });

  it('reach an index that is published later, once', () => {
    const times = [HOUR, DAY, 2 * DAY];
    const together = linkedLogs(still, times, '5', jumping).at(-1) ?? [];
    const alone: IndexLinks = { correlations: [], commonJumps: [{ venue: 'v', law, rows: [0] }] };
    const [late] = linkedLogs([still[0]], [2 * DAY], '5', alone).at(-1) ?? [];
    expect(together[0]).toBeCloseTo(late, 8);
    expect(together[2]).toBeCloseTo(late, 8);
  });
});
