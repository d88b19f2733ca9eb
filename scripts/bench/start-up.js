import { spawnSync } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';

export const name = 'start-up';
export const question = 'How long until the program answers?';
export const rounds = 7;

const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const scenario = fileURLToPath(new URL('../../scenarios/may-2021-crash.yaml', import.meta.url));

export const contenders = {
  'node -e 0': () => start('-e', '0'),
  'unwind --help': () => start(main, '--help'),
  'unwind validate': () => start(main, 'validate', scenario),
};

export const bars = [slower('unwind --help', 1.35), slower('unwind validate', 2.5)];

/** The best of five: a start is short, and what disturbs it only makes it longer. */
function start(...words) {
  let wallMs = Infinity;
  for (let turn = 0; turn < 5; turn++) {
    const from = performance.now();
    const { status } = spawnSync(process.execPath, words, { stdio: 'ignore' });
    if (status !== 0) throw new Error(`${words.join(' ')} ended with ${status}`);
    wallMs = Math.min(wallMs, performance.now() - from);
  }
  return { wallMs };
}

function slower(contender, atMost) {
  return {
    claim: `${contender}, times node -e 0`,
    value: (medians) => medians[contender].wallMs / medians['node -e 0'].wallMs,
    atMost,
  };
}
