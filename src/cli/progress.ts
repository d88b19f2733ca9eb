import { US_PER_SECOND } from '../core/units.js';
import type { RunProgress } from '../run/run-progress.js';
import { durationText } from '../scenario/durations.js';
import { barLine, openBar, timeText } from './terminal-bar.js';
import { compactText, counted } from './wording.js';

export interface Progress {
  readonly update: (progress: RunProgress) => void;
  readonly stop: () => void;
}

const SILENT: Progress = { update: () => undefined, stop: () => undefined };

/** A bar on the terminal of stderr; nothing where stderr is no terminal. */
export async function runProgress(isWanted: boolean): Promise<Progress> {
  const startMs = performance.now();
  let latest: RunProgress = { timeUs: 0, durationUs: 0, commands: 0, liquidations: 0 };
  const bar = isWanted
    ? await openBar((width) => progressLine(latest, performance.now() - startMs, width))
    : null;
  if (bar === null) return SILENT;
  let isStarted = false;
  return {
    update: (progress) => {
      latest = progress;
      if (isStarted) bar.update(progress.timeUs);
      else bar.start(progress.durationUs, progress.timeUs);
      isStarted = true;
    },
    stop: () => bar.stop(),
  };
}

/** Simulated time, rate, liquidations and time left, as many of them as the width has room for. */
export function progressLine(progress: RunProgress, elapsedMs: number, width: number): string {
  const { timeUs, durationUs, commands, liquidations } = progress;
  const done = Math.min(1, timeUs / durationUs);
  const seconds = elapsedMs / 1000;
  const facts = [
    `${timeText(timeUs / US_PER_SECOND)} of ${durationText(durationUs)}`,
    counted(liquidations, 'liquidation'),
    // The first moments tell nothing about those to come.
    ...(seconds < 0.5
      ? []
      : [
          `${timeText((seconds * (1 - done)) / done)} left`,
          `${compactText(commands / seconds)} commands/s`,
        ]),
  ];
  return barLine(done, facts, width);
}
