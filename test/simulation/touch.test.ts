import { expect, it } from 'vitest';
import { loadScenario } from '../../src/scenario/load.js';
import { createWorld } from '../../src/simulation/create-world.js';
import { advance, finish, start } from '../../src/simulation/simulate.js';
import { RecordingSink } from '../helpers/recording-sink.js';

/** Share of the time in which the spread is at most two ticks, in a calm minute of a fast tick. */
function narrowShare(improve: string): number {
  const text = `
question: How wide is the spread of ladder makers?
duration: 2m
sampleEvery: 2m
settlement: { asset: USD, decimals: 4 }
venue:
  markEvery: 1s
  instruments:
    PERP:
      tick: 0.1
      lot: 0.001
      initialPrice: 40000
      maxPrice: 160000
      index: { kind: gbm, every: 1s, volatility: 60% }
      mark: { kind: mid }
      margin: { initial: 1%, maintenance: 0.5% }
populations:
  makers:
    kind: marketMaker
    count: 6
    margin: unmargined
    requoteRate: 2/s
    levels: 12
    nearest: 0.0025%
    farthest: 5%
    depth: 1
    inventoryLimit: 6
    improve: ${improve}
  takers: { kind: taker, count: 1, margin: unmargined, rate: 1/s, size: 0.015, reach: 100 }
`;
  const world = createWorld(loadScenario('test.yaml', text).scenario, '1');
  const sink = new RecordingSink();
  const [{ book }] = world.instruments;
  start(world, sink);
  let narrowUs = 0;
  let sinceUs = 0;
  let isNarrow = false;
  while (advance(world, sink, 1)) {
    const { nowUs } = world.queue;
    if (isNarrow) narrowUs += nowUs - sinceUs;
    sinceUs = nowUs;
    const { bestBidTicks, bestAskTicks } = book;
    isNarrow = bestBidTicks > 0 && bestAskTicks > 0 && bestAskTicks - bestBidTicks <= 2;
  }
  finish(world, sink, 'horizon');
  return narrowUs / world.scenario.durationUs;
}

it('improvers of the touch keep the spread narrow where ladders alone do not', () => {
  const alone = narrowShare('none');
  const byTicks = narrowShare('{ rate: 30/s, size: 0.01 }');
  const improved = narrowShare('{ rate: 30/s, size: 0.01, to: aim }');
  expect(alone).toBeLessThan(0.5);
  expect(byTicks).toBeGreaterThan(alone + 0.2);
  expect(improved).toBeGreaterThan(0.9);
});
