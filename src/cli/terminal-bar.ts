import { US_PER_SECOND } from '../core/units.js';
import { durationText } from '../scenario/durations.js';
import { terminalOf } from './terminal.js';

const WIDEST_BAR = 24;
const NARROWEST_BAR = 8;

/** A bar on the terminal of stderr, whose line is made for the width there is; null: stderr is none. */
export async function openBar(line: (width: number) => string) {
  if (!terminalOf(process.stderr, process.env).isInteractive) return null;
  const { SingleBar } = await import('cli-progress');
  return new SingleBar({
    // Measured again each time, because a window may be made narrower meanwhile.
    format: () => line((process.stderr.columns || 80) - 1),
    stream: process.stderr,
    clearOnComplete: true,
    // Its own handler of Ctrl-C would swallow the signal and let the work go on.
    gracefulExit: false,
  });
}

/** The bar and the first facts, as many of them as the width has room for. `done`: 0 to 1. */
export function barLine(done: number, facts: readonly string[], width: number): string {
  const shown = [`${Math.floor(100 * done)} %`.padStart(5), ...facts];
  while (shown.length > 1 && NARROWEST_BAR + 2 + shown.join(', ').length > width) shown.pop();
  const text = shown.join(', ');
  const barWidth = Math.max(0, Math.min(WIDEST_BAR, width - text.length - 2));
  const full = Math.round(done * barWidth);
  return `${'█'.repeat(full)}${'░'.repeat(barWidth - full)} ${text}`;
}

/** Whole seconds as `1h5m`; one that nobody knows is long. */
export function timeText(seconds: number): string {
  return Number.isFinite(seconds) ? durationText(Math.round(seconds) * US_PER_SECOND) : 'long';
}
