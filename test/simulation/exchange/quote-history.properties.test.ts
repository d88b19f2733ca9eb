import fc from 'fast-check';
import { expect, it } from 'vitest';
import { QuoteHistory } from '../../../src/simulation/exchange/quote-history.js';

const REACH_US = 50;

/** The promise of the history, written so plainly that it can be trusted at a glance. */
function plainFind(changes: readonly { timeUs: number; bid: number }[], timeUs: number): number {
  // Before the first change the first one stands, as it was at the end of its microsecond.
  const before = changes.filter((change) => change.timeUs <= timeUs);
  return (before.at(-1) ?? changes.findLast(({ timeUs }) => timeUs === changes[0].timeUs)!).bid;
}

const step = fc.record({
  // Mostly many changes within the reach, sometimes a silence.
  afterUs: fc.oneof({ weight: 9, arbitrary: fc.nat({ max: 2 }) }, fc.nat({ max: 200 })),
  looksBackUs: fc.array(fc.nat({ max: REACH_US }), { maxLength: 3 }),
});

it('a late agent sees exactly what stood when it looked, as far as the reach goes', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 100, maxLength: 300, size: 'max' }), (steps) => {
      const history = new QuoteHistory(REACH_US);
      const changes: { timeUs: number; bid: number }[] = [];
      let timeUs = 0;
      for (const [row, { afterUs, looksBackUs }] of steps.entries()) {
        timeUs += afterUs;
        const bid = row + 1;
        changes.push({ timeUs, bid });
        history.record(timeUs, bid, bid + 1, bid + 2, bid + 3, bid + 4, bid + 5);
        for (const back of [0, ...looksBackUs, REACH_US]) {
          const found = history.find(timeUs - back);
          const standing = plainFind(changes, timeUs - back);
          const isRight =
            history.bestBidTicks[found] === standing && history.tradedLots[found] === standing + 5;
          if (!isRight) expect.fail(`${back} us before ${timeUs} us stood ${standing}`);
        }
      }
    }),
    { seed: 1, numRuns: 100 },
  );
});
