import { US_PER_SECOND } from '../core/units.js';
import { durationText } from '../scenario/durations.js';
import type { SweepProgress } from '../sweep/sweep-progress.js';
import { terminalOf } from './terminal.js';
import { amountText, counted } from './wording.js';

export interface SweepBar {
  readonly planned: (cells: number, of: number) => void;
  readonly update: (progress: SweepProgress) => void;
  /** A line of its own. */
  readonly say: (message: string) => void;
  readonly stop: () => void;
}

/** What the line tells of a sweep. */
export interface SweepState {
  readonly there: number;
  readonly asked: number;
  readonly made: number;
  readonly failed: number;
}

const WIDEST_BAR = 24;
const NARROWEST_BAR = 8;
const DRAW_EVERY_MS = 100;

/** A bar on the terminal of stderr; only the messages where stderr is no terminal. */
export async function sweepBar(isWanted: boolean): Promise<SweepBar> {
  const write = (message: string): void => void process.stderr.write(`${message}\n`);
  const nothing = (): void => undefined;
  if (!isWanted || !terminalOf(process.stderr, process.env).isInteractive) {
    return { planned: nothing, update: nothing, say: write, stop: nothing };
  }
  const { SingleBar } = await import('cli-progress');
  let text = '';
  let startMs = NaN;
  let drawnMs = -Infinity;
  const bar = new SingleBar({
    format: () => text,
    stream: process.stderr,
    clearOnComplete: true,
    // Its own handler of Ctrl-C would swallow the signal and let the sweep go on.
    gracefulExit: false,
  });
  const draw = (next: () => string): void => {
    const nowMs = performance.now();
    if (nowMs - drawnMs < DRAW_EVERY_MS) return;
    drawnMs = nowMs;
    text = next();
    if (bar.isActive) bar.update(0);
    else bar.start(1, 0);
  };
  const width = (): number => (process.stderr.columns || 80) - 1;
  return {
    planned: (cells, of) => draw(() => `checking cell ${cells} of ${of}`.slice(0, width())),
    update: (progress) => {
      if (Number.isNaN(startMs)) startMs = performance.now();
      draw(() => sweepLine(progress, performance.now() - startMs, width()));
    },
    say: (message) => {
      bar.stop();
      write(message);
    },
    stop: () => bar.stop(),
  };
}

/** Runs done, failures, time left and rate, as many of them as the width has room for. */
export function sweepLine(state: SweepState, elapsedMs: number, width: number): string {
  const { there, asked, made, failed } = state;
  const done = asked === 0 ? 1 : there / asked;
  const perSecond = made / (elapsedMs / 1000);
  const facts = [
    `${Math.floor(100 * done)} %`.padStart(5),
    `${amountText(there)} of ${counted(asked, 'run')}`,
    ...(failed === 0 ? [] : [`${amountText(failed)} failed`]),
    // The first moments tell nothing about those to come.
    ...(elapsedMs < 1000 ? [] : [`${timeText((asked - there) / perSecond)} left`]),
    ...(elapsedMs < 1000 ? [] : [`${amountText(perSecond)} runs/s`]),
  ];
  while (facts.length > 1 && NARROWEST_BAR + 2 + facts.join(', ').length > width) facts.pop();
  const text = facts.join(', ');
  const barWidth = Math.max(0, Math.min(WIDEST_BAR, width - text.length - 2));
  const full = Math.round(done * barWidth);
  return `${'█'.repeat(full)}${'░'.repeat(barWidth - full)} ${text}`;
}

function timeText(seconds: number): string {
  return Number.isFinite(seconds) ? durationText(Math.round(seconds) * US_PER_SECOND) : 'long';
}
