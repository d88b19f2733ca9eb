import type { SweepProgress } from '../sweep/sweep-progress.js';
import { barLine, openBar, timeText } from './terminal-bar.js';
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

const DRAW_EVERY_MS = 100;

/** A bar on the terminal of stderr; only the messages where stderr is no terminal. */
export async function sweepBar(isWanted: boolean): Promise<SweepBar> {
  const write = (message: string): void => void process.stderr.write(`${message}\n`);
  const nothing = (): void => undefined;
  let lineOf = (_width: number): string => '';
  let startMs = NaN;
  let drawnMs = -Infinity;
  const bar = isWanted ? await openBar((width) => lineOf(width)) : null;
  if (bar === null) return { planned: nothing, update: nothing, say: write, stop: nothing };
  const draw = (next: (width: number) => string): void => {
    const nowMs = performance.now();
    if (nowMs - drawnMs < DRAW_EVERY_MS) return;
    drawnMs = nowMs;
    lineOf = next;
    if (bar.isActive) bar.update(0);
    else bar.start(1, 0);
  };
  return {
    planned: (cells, of) => draw((width) => `checking cell ${cells} of ${of}`.slice(0, width)),
    update: (progress) => {
      if (Number.isNaN(startMs)) startMs = performance.now();
      draw((width) => sweepLine(progress, performance.now() - startMs, width));
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
  const perSecond = made / (elapsedMs / 1000);
  const facts = [
    `${amountText(there)} of ${counted(asked, 'run')}`,
    ...(failed === 0 ? [] : [`${amountText(failed)} failed`]),
    // The first moments tell nothing about those to come.
    ...(elapsedMs < 1000
      ? []
      : [`${timeText((asked - there) / perSecond)} left`, `${amountText(perSecond)} runs/s`]),
  ];
  return barLine(asked === 0 ? 1 : there / asked, facts, width);
}
