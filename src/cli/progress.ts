import { US_PER_SECOND } from '../core/units.js';
import type { RunProgress } from '../run.js';
import { durationText } from '../scenario/durations.js';
import { terminalOf } from './terminal.js';
import { compactText, counted } from './wording.js';

export interface Progress {
  readonly update: (progress: RunProgress) => void;
  readonly stop: () => void;
}

const SILENT: Progress = { update: () => undefined, stop: () => undefined };
const WIDEST_BAR = 24;
const NARROWEST_BAR = 8;

/** A bar on the terminal of stderr; nothing where stderr is no terminal. */
export async function runProgress(isWanted: boolean): Promise<Progress> {
  if (!isWanted || !terminalOf(process.stderr, process.env).isInteractive) return SILENT;
  const { SingleBar } = await import('cli-progress');
  const startMs = performance.now();
  const bar = new SingleBar({
    // Read again each time, because a window may be made narrower during a run.
    format: (_options, _params, payload) =>
      progressLine(
        payload as RunProgress,
        performance.now() - startMs,
        (process.stderr.columns || 80) - 1,
      ),
    stream: process.stderr,
    clearOnComplete: true,
    // Its own handler of Ctrl-C would swallow the signal and let the run go on.
    gracefulExit: false,
  });
  let isStarted = false;
  return {
    update: (progress) => {
      const { durationUs, timeUs } = progress;
      if (isStarted) bar.update(timeUs, progress);
      else bar.start(durationUs, timeUs, progress);
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
    `${Math.floor(100 * done)} %`.padStart(5),
    `${wholeSeconds(timeUs / US_PER_SECOND)} of ${durationText(durationUs)}`,
    counted(liquidations, 'liquidation'),
    // The first moments tell nothing about those to come.
    ...(seconds < 0.5
      ? []
      : [
          `${wholeSeconds((seconds * (1 - done)) / done)} left`,
          `${compactText(commands / seconds)} commands/s`,
        ]),
  ];
  while (facts.length > 1 && NARROWEST_BAR + 2 + facts.join(', ').length > width) facts.pop();
  const text = facts.join(', ');
  const barWidth = Math.max(0, Math.min(WIDEST_BAR, width - text.length - 2));
  const full = Math.round(done * barWidth);
  return `${'█'.repeat(full)}${'░'.repeat(barWidth - full)} ${text}`;
}

function wholeSeconds(seconds: number): string {
  return Number.isFinite(seconds) ? durationText(Math.round(seconds) * US_PER_SECOND) : 'long';
}
