import { accounts, measureRun } from './support/scenario-run.js';

export const name = 'loop';
export const question = 'How many commands a second does the whole machine execute?';
export const rounds = 5;

export const contenders = {
  '1,000 accounts': () => calm(1_000, '800s'),
  '100,000 accounts': () => calm(100_000, '800s'),
  '1,000,000 accounts': () => calm(1_000_000, '800s'),
  'a cascade of 100,000 accounts': () => measureRun('benchmark-cascade.yaml', []),
};

export const bars = [
  rate('100,000 accounts', 2.5),
  rate('1,000,000 accounts', 1.2),
  {
    claim: 'CPU of a command at 100,000 accounts, times that at 1,000',
    value: (medians) =>
      medians['100,000 accounts'].nsPerCommand / medians['1,000 accounts'].nsPerCommand,
    atMost: 1.6,
  },
  {
    claim: 'rate of the cascade, times the calm one',
    value: (medians) =>
      medians['100,000 accounts'].nsPerCommand /
      medians['a cascade of 100,000 accounts'].nsPerCommand,
    atLeast: 0.4,
  },
  {
    claim: 'liquidations of the cascade, of 100,000 accounts',
    value: (medians) => medians['a cascade of 100,000 accounts'].liquidations,
    atLeast: 45_000,
  },
  {
    claim: 'book operations a command at 100,000 accounts',
    value: (medians) => medians['100,000 accounts'].bookOperationsPerCommand,
    atLeast: 1.4,
  },
  {
    claim: 'trades a command at 100,000 accounts',
    value: (medians) => medians['100,000 accounts'].tradesPerCommand,
    atLeast: 0.18,
  },
];

function calm(count, duration) {
  return measureRun('benchmark.yaml', [...accounts(count), `duration=${duration}`]);
}

function rate(contender, atLeast) {
  return {
    claim: `million commands a second, ${contender}`,
    value: (medians) => medians[contender].millionCommandsPerSecond,
    atLeast,
  };
}
