import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EventSink } from '../../src/events/sink.js';
import { EventHash } from '../../src/metrics/event-hash.js';
import {
  fundMove,
  instrumentSample,
  liquidationEnd,
  liquidationStart,
  order,
  runEnd,
  trade,
  venueSample,
} from './facts.js';

/** Facts that are one record, each with all of its fields. */
const RECORDS: { [Fact in keyof EventSink]?: object } = {
  orderPlaced: order(),
  traded: trade(),
  instrumentSampled: instrumentSample({ fundingRatePpb: 0 }),
  venueSampled: venueSample(),
  liquidationStarted: liquidationStart(),
  liquidationEnded: liquidationEnd(),
  insuranceFundMoved: fundMove(),
  deleveraged: {
    timeUs: 1,
    venue: 0,
    liquidation: 1,
    account: 1,
    cohort: 0,
    instrument: 0,
    side: 0,
    lots: 1,
    priceTicks: 1,
    notionalUnits: 1,
    rank: 0.5,
    pnlGivenUpUnits: 1,
  },
  incident: {
    timeUs: 1,
    endTimeUs: 2,
    venue: 0,
    instrument: 0,
    kind: 'priceJump',
    name: 'news',
    severity: 0.5,
    trigger: 'scheduled',
  },
  cohortClosed: {
    venue: 0,
    cohort: 0,
    accounts: 1,
    liquidatedAccounts: 1,
    depositsUnits: 1,
    withdrawalsUnits: 1,
    finalEquityUnits: 1,
    pnlUnits: 1,
    feesPaidUnits: 1,
    fundingPaidUnits: 1,
    lossesSocialisedUnits: 1,
    shortfallCoveredUnits: 1,
    pnlGivenUpUnits: 1,
  },
  runEnded: runEnd(),
};

/** Facts that are plain numbers, by how many. */
const NUMBERS: { [Fact in keyof EventSink]?: number } = {
  orderCancelled: 6,
  markUpdated: 3,
  indexPublished: 3,
  lossSocialised: 5,
  fundingSettled: 4,
};

function digestOf(fact: string, values: readonly unknown[]): string {
  const hash = new EventHash();
  (hash as unknown as Record<string, (...values: unknown[]) => void>)[fact](...values);
  return hash.digest();
}

function changed(value: unknown): unknown {
  if (typeof value === 'boolean') return !value;
  return typeof value === 'string' ? `${value}2` : Number(value) + 1;
}

test('every fact of the closed list is hashed', () => {
  const facts = [...Object.keys(RECORDS), ...Object.keys(NUMBERS)];
  const methods = Object.getOwnPropertyNames(EventHash.prototype).filter((name) =>
    /(Placed|Cancelled|raded|Updated|Published|Sampled|Started|Ended|Moved|everaged|Socialised|Settled|incident|Closed)$/.test(
      name,
    ),
  );
  expect([...facts].sort()).toEqual(methods.sort());
});

test('a change in any field of any fact changes the hash', () => {
  for (const [fact, record] of Object.entries(RECORDS)) {
    for (const [field, value] of Object.entries(record)) {
      const other = { ...record, [field]: changed(value) };
      expect(digestOf(fact, [other]), `${fact}.${field}`).not.toBe(digestOf(fact, [record]));
    }
  }
  for (const [fact, count] of Object.entries(NUMBERS)) {
    const values = Array.from({ length: count }, (_, row) => row + 1);
    for (let row = 0; row < count; row++) {
      const other = values.with(row, 100);
      expect(digestOf(fact, other), `${fact} ${row}`).not.toBe(digestOf(fact, values));
    }
  }
});

test('kinds of orders do not share a hash', () => {
  const kinds = ['limit', 'market', 'ioc', 'fok', 'postOnly', 'iceberg'] as const;
  const digests = kinds.map((kind) => digestOf('orderPlaced', [order({ kind })]));
  expect(new Set(digests).size).toBe(kinds.length);
});

test('the same facts in another order, or one fact twice, give another hash', () => {
  const prices = fc.uniqueArray(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 3 });
  const digestOfTrades = (path: readonly number[]): string => {
    const hash = new EventHash();
    for (const priceTicks of path) hash.traded(trade({ priceTicks }));
    return hash.digest();
  };
  fc.assert(
    fc.property(prices, (path) => {
      const digest = digestOfTrades(path);
      expect(digestOfTrades(path)).toBe(digest);
      expect(digestOfTrades([path[1], path[0], ...path.slice(2)])).not.toBe(digest);
      expect(digestOfTrades([path[0], ...path])).not.toBe(digest);
      expect(digest).toMatch(/^[0-9a-f]{16}$/);
    }),
    { seed: 11, numRuns: 200 },
  );
});

test('an undefined rate hashes the same whatever its bits, −0 the same as 0', () => {
  const rate = (fundingRatePpb: number): string =>
    digestOf('instrumentSampled', [instrumentSample({ fundingRatePpb })]);
  const otherBits = new Float64Array(new Uint32Array([1, 0xfff80000]).buffer)[0];
  expect(rate(otherBits)).toBe(rate(NaN));
  expect(rate(-0)).toBe(rate(0));
  expect(rate(0.5)).not.toBe(rate(0));
});

test('200,000 runs of two facts each have as many hashes, which 32 bits could not tell apart', () => {
  const digests = new Set<string>();
  let word = 1;
  const draw = (): number => (word = (Math.imul(word, 1664525) + 1013904223) | 0);
  for (let run = 0; run < 200_000; run++) {
    const hash = new EventHash();
    hash.markUpdated(draw(), 0, draw() >> 8);
    hash.markUpdated(draw(), 0, draw() >> 8);
    digests.add(hash.digest());
  }
  expect(digests.size).toBe(200_000);
});
