import { spawnSync } from 'node:child_process';
import { accounts, measureRun } from './support/scenario-run.js';

export const name = 'memory';
export const question = 'How much memory does a run take, and does it grow with its length?';
export const rounds = 3;

const MIB = 1024 * 1024;

export const contenders = {
  'empty node': emptyNode,
  '100,000 accounts': () => calm(100_000, '400s'),
  '100,000 accounts, four times as long': () => calm(100_000, '1600s'),
  '1,000,000 accounts': () => calm(1_000_000, '60s'),
  'a cascade of 100,000 accounts': () => measureRun('benchmark-cascade.yaml', []),
};

export const bars = [
  fits('100,000 accounts', 100_000),
  fits('1,000,000 accounts', 1_000_000),
  fits('a cascade of 100,000 accounts', 100_000),
  {
    claim: 'MiB more for a run four times as long',
    value: (medians) =>
      (medians['100,000 accounts, four times as long'].peakBytes -
        medians['100,000 accounts'].peakBytes) /
      MIB,
    atMost: 10,
  },
];

/** Peak of a node that does nothing, of which this one knows nothing. */
function emptyNode() {
  const script = 'console.log(process.resourceUsage().maxRSS)';
  const { stdout } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' });
  return { peakBytes: Number(stdout) * 1024 };
}

function calm(count, duration) {
  return measureRun('benchmark.yaml', [...accounts(count), `duration=${duration}`]);
}

/** Empty node + 60 MB + 128 bytes an account + 64 bytes a liquidation. */
function fits(contender, count) {
  return {
    claim: `memory above empty node, times what is allowed, ${contender}`,
    value: (medians) => {
      const { peakBytes, liquidations } = medians[contender];
      const allowed = 60e6 + 128 * count + 64 * liquidations;
      return (peakBytes - medians['empty node'].peakBytes) / allowed;
    },
    atMost: 1,
  };
}
