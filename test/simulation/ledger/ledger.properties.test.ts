import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Ledger } from '../../../src/simulation/ledger/ledger.js';
import { balancesOf, costsOf, lotsOf } from '../../helpers/plant.js';

const ACCOUNTS = 4;
const INSTRUMENTS = [1, 7];

const account = fc.nat({ max: ACCOUNTS - 1 });
const entry = fc.oneof(
  fc.record({
    kind: fc.constant('transfer' as const),
    from: account,
    to: account,
    units: fc.nat(),
  }),
  fc.record({
    kind: fc.constant('exchange' as const),
    from: account,
    to: account,
    instrument: fc.nat({ max: 1 }),
    lots: fc.integer({ min: 1, max: 10_000 }),
    ticks: fc.nat({ max: 100_000 }),
  }),
  fc.record({
    kind: fc.constant('realise' as const),
    from: account,
    instrument: fc.nat({ max: 1 }),
    kept: fc.integer({ min: -1_000_000, max: 1_000_000 }),
  }),
);

describe('the ledger', () => {
  it('conserves money and lots under any entries, and equity does not change by realising', () => {
    const entries = fc.array(entry, { minLength: 10, maxLength: 100, size: 'max' });
    fc.assert(
      fc.property(entries, (list) => {
        const ledger = new Ledger(INSTRUMENTS);
        for (let row = 0; row < ACCOUNTS; row++) {
          ledger.openAccount();
          for (const instrument of INSTRUMENTS.keys()) ledger.openPosition(instrument);
        }
        const at = (row: number, instrument: number): number => 2 * row + instrument;
        const plain = {
          balance: [0, 0, 0, 0],
          lots: [0, 0, 0, 0, 0, 0, 0, 0],
          cost: [0, 0, 0, 0, 0, 0, 0, 0],
        };
        for (const it of list) {
          if (it.kind === 'transfer') {
            ledger.transfer(it.from, it.to, it.units);
            plain.balance[it.from] -= it.units;
            plain.balance[it.to] += it.units;
          } else if (it.kind === 'exchange') {
            const buyer = at(it.to, it.instrument);
            const seller = at(it.from, it.instrument);
            ledger.exchange(buyer, seller, it.lots, it.ticks);
            const cost = it.lots * it.ticks * INSTRUMENTS[it.instrument];
            plain.lots[buyer] += it.lots;
            plain.lots[seller] -= it.lots;
            plain.cost[buyer] += cost;
            plain.cost[seller] -= cost;
          } else {
            const position = at(it.from, it.instrument);
            const profit = ledger.realise(position, it.from, it.kept);
            expect(profit).toBe(it.kept - plain.cost[position]);
            plain.cost[position] = it.kept;
            plain.balance[it.from] += profit;
          }
          expect(ledger.fullError()).toBe(0);
          expect(ledger.totalsError()).toBe(0);
        }
        expect(balancesOf(ledger, ACCOUNTS).map((v) => v + 0)).toEqual(plain.balance);
        expect(lotsOf(ledger, 8)).toEqual(plain.lots);
        expect(costsOf(ledger, 8)).toEqual(plain.cost);
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});
