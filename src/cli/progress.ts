import { US_PER_SECOND } from '../core/units.js';
import type { RunProgress } from '../run.js';

export interface Progress {
  readonly update: (progress: RunProgress) => void;
  readonly stop: () => void;
}

const SILENT: Progress = { update: () => undefined, stop: () => undefined };

/** A bar on the terminal of stderr; nothing where stderr is no terminal. */
export async function runProgress(isWanted: boolean): Promise<Progress> {
  if (!isWanted || !process.stderr.isTTY) return SILENT;
  const { SingleBar } = await import('cli-progress');
  const bar = new SingleBar({
    format: '{bar} {percentage} % of {span} s, {commands} commands',
    stream: process.stderr,
    clearOnComplete: true,
    barsize: 30,
    // Its own handler of Ctrl-C would swallow the signal and let the run go on.
    gracefulExit: false,
  });
  let isStarted = false;
  return {
    update: ({ timeUs, durationUs, commands }) => {
      const payload = { span: durationUs / US_PER_SECOND, commands };
      if (isStarted) bar.update(timeUs, payload);
      else bar.start(durationUs, timeUs, payload);
      isStarted = true;
    },
    stop: () => bar.stop(),
  };
}
