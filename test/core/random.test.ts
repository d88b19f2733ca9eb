import { describe, expect, it } from 'vitest';
import { Draws, RandomStreams } from '../../src/core/random.js';

/** sfc32 as its author Chris Doty-Humphrey published it (PractRand), without any trick. */
function* sfc32(a: number, b: number, c: number, d: number): Generator<number, never> {
  for (;;) {
    const result = (a + b + d) >>> 0;
    d = (d + 1) >>> 0;
    a = (b ^ (b >>> 9)) >>> 0;
    b = (c + c * 8) >>> 0;
    c = (((c << 21) | (c >>> 11)) + result) >>> 0;
    yield result;
  }
}

function take(generator: Generator<number, never>, count: number): number[] {
  return Array.from({ length: count }, () => generator.next().value);
}

function drawsOf(seed: string, name: string, count = 8): number[] {
  const streams = new RandomStreams(seed);
  const stream = streams.open(name);
  return Array.from({ length: count }, () => streams.uniform(stream));
}

/** Pearson's statistic of counts that should be equal. */
function chiSquare(counts: Float64Array): number {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

/** A chi-square value of so many degrees of freedom as standard deviations (Wilson, Hilferty). */
function deviations(chiSquared: number, freedom: number): number {
  const spread = 2 / (9 * freedom);
  return (Math.cbrt(chiSquared / freedom) - (1 - spread)) / Math.sqrt(spread);
}

describe('random streams', () => {
  it('are sfc32, whose published numbers for the seed 12345 are these', () => {
    const published = [
      235160590, 2967261163, 116171463, 2882324903, 362604721, 4227106926, 1933307004, 1608300071,
      2256615412, 2701957640,
    ];
    const reference = sfc32(0, 12345, 0, 1);
    take(reference, 12);
    expect(take(reference, 10)).toEqual(published);

    const streams = new RandomStreams('1');
    const stream = streams.open('agents/noise');
    const words = ([0, 1, 2, 3] as const).map((word) => streams.wordOf(stream, word));
    const same = sfc32(words[0] >>> 0, words[1] >>> 0, words[2] >>> 0, words[3] >>> 0);
    for (let draw = 0; draw < 1000; draw++) {
      const [high, low] = take(same, 2);
      expect(streams.uniform(stream)).toBe((high * 2 ** 21 + (low >>> 11)) / 2 ** 53);
    }
  });

  it('differ for seeds and names that seedrandom would repeat or cut', () => {
    const keys = [
      ...['1', '11', '111', '1111', '2', '22', '', ' '].map((seed) => [seed, 'a']),
      ...['a', 'aa', 'ab', 'abab', 'ababab'].map((name) => ['seed', name]),
      ...['\u0101', '\u0001', 'биржа', '取引所', '取引', '🙂'].map((name) => ['seed', name]),
      ['a', 'b"]'],
      ['a","b', ''],
      ['a', '","b'],
    ];
    const streams = keys.map(([seed, name]) => drawsOf(seed, name).join());
    expect(new Set(streams).size).toBe(keys.length);
  });

  it('are all different for the seeds 1 to 2000', () => {
    const first = Array.from({ length: 2000 }, (_, seed) => drawsOf(`${seed + 1}`, 'x', 1)[0]);
    expect(new Set(first).size).toBe(2000);
  });

  it('draw the same whoever else draws, and whatever was opened before', () => {
    const streams = new RandomStreams('1');
    const others = Array.from({ length: 40 }, (_, other) => streams.open(`other/${other}`));
    const stream = streams.open('index/perpetuals/BTC-PERP');
    const draws = Array.from({ length: 8 }, () => {
      for (const other of others) streams.normal(other);
      return streams.uniform(stream);
    });
    expect(draws).toEqual(drawsOf('1', 'index/perpetuals/BTC-PERP'));
  });

  it('are uniform, in the highest as in the lowest bits, and from one draw to the next', () => {
    const streams = new RandomStreams('1');
    const stream = streams.open('uniform');
    const high = new Float64Array(256);
    const low = new Float64Array(256);
    const pairs = new Float64Array(32 * 32);
    let before = 0;
    for (let draw = 0; draw < 400_000; draw++) {
      const value = streams.uniform(stream);
      high[Math.floor(value * 256)] += 1;
      low[(value * 2 ** 53) % 256] += 1;
      pairs[32 * Math.floor(before * 32) + Math.floor(value * 32)] += 1;
      before = value;
    }
    expect(Math.abs(deviations(chiSquare(high), 255))).toBeLessThan(3.5);
    expect(Math.abs(deviations(chiSquare(low), 255))).toBeLessThan(3.5);
    expect(Math.abs(deviations(chiSquare(pairs), 1023))).toBeLessThan(3.5);
  });

  it('draw normals and waiting times with the right moments', () => {
    const streams = new RandomStreams('1');
    const stream = streams.open('moments');
    const draws = 200_000;
    const normals = [0, 0, 0, 0, 0];
    const waits = [0, 0, 0];
    for (let draw = 0; draw < draws; draw++) {
      const normal = streams.normal(stream);
      const wait = streams.exponential(stream);
      for (let power = 1; power <= 4; power++) normals[power] += normal ** power / draws;
      for (let power = 1; power <= 2; power++) waits[power] += wait ** power / draws;
    }
    // Standard errors: the root of (the moment of twice the power less the square) / draws.
    expect(Math.abs(normals[1])).toBeLessThan(3.5 * Math.sqrt(1 / draws));
    expect(Math.abs(normals[2] - 1)).toBeLessThan(3.5 * Math.sqrt(2 / draws));
    expect(Math.abs(normals[3])).toBeLessThan(3.5 * Math.sqrt(15 / draws));
    expect(Math.abs(normals[4] - 3)).toBeLessThan(3.5 * Math.sqrt(96 / draws));
    expect(Math.abs(waits[1] - 1)).toBeLessThan(3.5 * Math.sqrt(1 / draws));
    expect(Math.abs(waits[2] - 2)).toBeLessThan(3.5 * Math.sqrt(20 / draws));
  });
});

describe('the draws of a decision', () => {
  function begun(seed: string, number: number): Draws {
    const streams = new RandomStreams(seed);
    const draws = new Draws();
    draws.begin(streams, streams.open('decisions'), number);
    return draws;
  }

  it('are the same however many the decision before them took', () => {
    const streams = new RandomStreams('1');
    const stream = streams.open('decisions');
    const draws = new Draws();
    const luckAfter = (taken: number): number[] => {
      draws.begin(streams, stream, 6);
      for (let draw = 0; draw < taken; draw++) draws.normal();
      draws.begin(streams, stream, 7);
      return Array.from({ length: 5 }, () => draws.uniform());
    };
    expect(luckAfter(1)).toEqual(luckAfter(0));
    expect(luckAfter(1000)).toEqual(luckAfter(0));
    expect(begun('1', 7).uniform()).toBe(luckAfter(0)[0]);
    expect(begun('2', 7).uniform()).not.toBe(luckAfter(0)[0]);
  });

  it('differ from stream to stream', () => {
    const streams = new RandomStreams('1');
    const draws = new Draws();
    const luck = ['agents/noise', 'agents/makers', 'traits/noise'].map((name) => {
      draws.begin(streams, streams.open(name), 7);
      return draws.uniform();
    });
    expect(new Set(luck).size).toBe(3);
  });

  it('never repeat in the first 200,000 decisions, nor beyond 2^32 of them', () => {
    const streams = new RandomStreams('1');
    const stream = streams.open('decisions');
    const draws = new Draws();
    const seen = new Set<number>();
    for (let number = 0; number < 200_000; number++) {
      draws.begin(streams, stream, number);
      seen.add(draws.uniform());
      draws.begin(streams, stream, number + 2 ** 32);
      seen.add(draws.uniform());
    }
    expect(seen.size).toBe(400_000);
  });

  it('are uniform from decision to decision, each draw of one independent of the others', () => {
    const streams = new RandomStreams('1');
    const stream = streams.open('decisions');
    const draws = new Draws();
    const first = new Float64Array(256);
    const chosen = new Float64Array(100);
    const successive = new Float64Array(32 * 32);
    const within = new Float64Array(32 * 32);
    let before = 0;
    for (let number = 0; number < 400_000; number++) {
      draws.begin(streams, stream, number);
      const value = draws.uniform();
      const second = draws.uniform();
      first[Math.floor(value * 256)] += 1;
      successive[32 * Math.floor(before * 32) + Math.floor(value * 32)] += 1;
      within[32 * Math.floor(value * 32) + Math.floor(second * 32)] += 1;
      chosen[draws.below(100)] += 1;
      before = value;
    }
    expect(Math.abs(deviations(chiSquare(first), 255))).toBeLessThan(3.5);
    expect(Math.abs(deviations(chiSquare(chosen), 99))).toBeLessThan(3.5);
    expect(Math.abs(deviations(chiSquare(successive), 1023))).toBeLessThan(3.5);
    expect(Math.abs(deviations(chiSquare(within), 1023))).toBeLessThan(3.5);
  });
});
