import { MarginEngine } from '../../dist/simulation/margin/margin-engine.js';
import { cpuNs, residentBytes } from './support/measure.js';
import { MarginWorld, START_TICKS } from './support/margin-world.js';

const ACCOUNTS = 1_000_000;
const SIZE = { accounts: ACCOUNTS, instruments: 1, legs: 1 };

export const name = 'margin-isolated';
export const question = 'What does a mark update cost with 1,000,000 isolated accounts?';
export const nodeArguments = ['--expose-gc'];

export const contenders = {
  'nobody breaches': calm,
  'liquidations and two position changes': busy,
  'the same without looking for breaches': () => busy({ looks: false }),
  'tightest scan': tightestScan,
  memory,
};

export const bars = [
  {
    claim: 'ns a mark update when nobody breaches',
    value: (medians) => medians['nobody breaches'].nsPerUpdate,
    atMost: 100,
  },
  {
    claim: 'ns a mark update with one liquidation and two position changes',
    value: (medians) => medians['liquidations and two position changes'].nsPerUpdate,
    atMost: 5000,
  },
  {
    claim: 'liquidations a mark update',
    value: (medians) => medians['liquidations and two position changes'].liquidationsPerUpdate,
    atLeast: 1,
  },
  {
    claim: 'times as fast as the tightest scan of all accounts',
    value: (medians) =>
      medians['tightest scan'].nsPerUpdate /
      medians['liquidations and two position changes'].nsPerUpdate,
    atLeast: 200,
  },
  {
    claim: 'bytes an account for finding breaches',
    value: (medians) => medians.memory.bytesPerAccount,
    atMost: 40,
  },
];

/** The mark walks inside the band in which nobody's trigger lies. */
function calm() {
  const world = new MarginWorld(SIZE);
  world.open();
  const { margin } = world;
  const updates = 2_000_000;
  const update = (count) => {
    let breached = 0;
    for (let i = 0; i < count; i++) {
      margin.setMark(0, START_TICKS + ((i * 37) % 201) - 100);
      breached += margin.collectBreached().count;
    }
    return breached;
  };
  update(100_000);
  let breached = 0;
  const cost = cpuNs(() => {
    breached = update(updates);
  });
  if (breached > 0) throw new Error('somebody breached: this is not the calm case');
  return { nsPerUpdate: cost / updates };
}

/** Everything is timed: the walk of the mark, the ledger, the new entries of those liquidated. */
function busy({ looks } = { looks: true }) {
  const world = new MarginWorld(SIZE);
  world.open();
  const { margin } = world;
  const update = (count) => {
    for (let i = 0; i < count; i++) {
      world.moveMarks(looks ? 30 : 0);
      world.changePositions();
      if (looks) {
        const breached = margin.collectBreached();
        for (let k = 0; k < breached.count; k++) world.liquidate(breached.rows[k]);
      }
    }
  };
  update(50_000); // until the mark has walked to where liquidations are steady
  const before = world.liquidations;
  const updates = 100_000;
  const cost = cpuNs(() => update(updates));
  return {
    nsPerUpdate: cost / updates,
    liquidationsPerUpdate: (world.liquidations - before) / updates,
    looksPerLiquidation: margin.looks / Math.max(1, world.liquidations),
  };
}

/** One multiplication, one addition and one comparison an account, with everything in two columns. */
function tightestScan() {
  const world = new MarginWorld(SIZE);
  world.open();
  const cash = new Float64Array(ACCOUNTS);
  const slope = new Float64Array(ACCOUNTS);
  for (let i = 0; i < ACCOUNTS; i++) {
    const lots = world.ledger.lotsOf(i + 1);
    cash[i] = world.ledger.balanceOf(i + 1) - world.ledger.costOf(i + 1);
    slope[i] = lots - 0.005 * Math.abs(lots);
  }
  const scan = (mark) => {
    let breached = 0;
    for (let i = 0; i < ACCOUNTS; i++) if (cash[i] + slope[i] * mark <= 0) breached += 1;
    return breached;
  };
  let found = 0;
  for (let i = 0; i < 20; i++) found += scan(START_TICKS + i);
  const updates = 300;
  const cost = cpuNs(() => {
    for (let i = 0; i < updates; i++) found += scan(START_TICKS + (i % 50));
  });
  return { nsPerUpdate: cost / updates, found };
}

/** What the columns of a second engine over the same accounts take. */
function memory() {
  const world = new MarginWorld(SIZE);
  world.open();
  const { ledger, accounts, rows } = world;
  const before = columnBytes();
  const another = new MarginEngine(ledger, accounts, rows);
  for (let account = 1; account <= ACCOUNTS; account++) another.rekey(account);
  const bytes = columnBytes() - before;
  const breached = another.collectBreached().count + world.margin.collectBreached().count;
  if (breached > 0) throw new Error('nobody breaches at the start');
  return { bytesPerAccount: bytes / ACCOUNTS };
}

function columnBytes() {
  residentBytes(); // collects garbage
  return process.memoryUsage().arrayBuffers;
}
