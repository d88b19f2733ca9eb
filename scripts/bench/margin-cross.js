import { cpuNs } from './support/measure.js';
import { MarginWorld } from './support/margin-world.js';

const SD_TICKS = 150;
const COMPARED = { accounts: 30_000, updates: 3_000 };
const LARGE = { accounts: 1_000_000, updates: 5_000 };

export const name = 'margin-cross';
export const question =
  'Five cross-margined instruments, all marks moving: who is liquidated, at what cost?';
export const rounds = 3;

export const contenders = {
  'safe boxes': () => measured(COMPARED, found),
  'scan of all accounts': () => measured(COMPARED, scanned),
  'safe boxes, 1,000,000 accounts': () => measured(LARGE, found),
};

export const bars = [
  {
    claim: 'the same liquidations as a scan of all accounts',
    holds: (medians) => medians['safe boxes'].tape === medians['scan of all accounts'].tape,
  },
  {
    claim: 'liquidations compared',
    value: (medians) => medians['safe boxes'].liquidations,
    atLeast: 1000,
  },
  {
    claim: 'looks a liquidation',
    value: (medians) => medians['safe boxes'].looksPerLiquidation,
    atMost: 25,
  },
  {
    claim: 'looks a liquidation, 1,000,000 accounts',
    value: (medians) => medians['safe boxes, 1,000,000 accounts'].looksPerLiquidation,
    atMost: 25,
  },
];

/** Each update moves five marks; two accounts change a position; whoever is breached is liquidated. */
function measured({ accounts, updates }, breachedOf) {
  const world = new MarginWorld({ accounts, instruments: 5, legs: 3 });
  world.open();
  const update = (count) => {
    for (let i = 0; i < count; i++) {
      world.moveMarks(SD_TICKS);
      world.changePositions();
      for (const account of breachedOf(world)) world.liquidate(account);
      world.hash = (Math.imul(world.hash, 31) + i) | 0;
    }
  };
  update(200);
  const before = world.liquidations;
  const looksBefore = world.margin.looks;
  const cost = cpuNs(() => update(updates));
  const liquidations = world.liquidations - before;
  return {
    nsPerUpdate: cost / updates,
    liquidations,
    liquidationsPerUpdate: liquidations / updates,
    looksPerLiquidation: (world.margin.looks - looksBefore) / liquidations,
    tape: `${liquidations} liquidations, ${(world.hash >>> 0).toString(16)}`,
  };
}

function found({ margin }) {
  const { rows, count } = margin.collectBreached();
  return rows.slice(0, count);
}

function scanned({ margin, accountCount }) {
  const breached = [];
  for (let account = 1; account <= accountCount; account++) {
    if (margin.isBreached(account)) breached.push(account);
  }
  return breached;
}
