import { PPM, type Ppm, type Ticks, type TimeUs } from '../../core/units.js';

/**
 * Whether a price moved too far too fast: by more than a share from its lowest or highest value within
 * a window of time. A price counts as long as it stands, however long ago it was noted.
 *
 * Two queues of (time, price), one of rising lows and one of falling highs: their heads are the lowest
 * and the highest price of the window, and every price enters and leaves each once.
 */
export class MoveWindow {
  private readonly windowUs: TimeUs;
  private readonly movePpm: Ppm;
  private readonly lows = new PriceQueue(1);
  private readonly highs = new PriceQueue(-1);

  constructor(windowUs: TimeUs, movePpm: Ppm) {
    this.windowUs = windowUs;
    this.movePpm = movePpm;
  }

  /** Notes the price that stands from now on; says whether it moved by more than the share. */
  observe(nowUs: TimeUs, priceTicks: Ticks): boolean {
    const lowTicks = this.lows.push(nowUs, priceTicks, nowUs - this.windowUs);
    const highTicks = this.highs.push(nowUs, priceTicks, nowUs - this.windowUs);
    const { movePpm } = this;
    return (
      (priceTicks - lowTicks) * PPM > lowTicks * movePpm ||
      (highTicks - priceTicks) * PPM > highTicks * movePpm
    );
  }

  /** Begins anew: after a halt, the move that led to it counts no more. */
  forget(): void {
    this.lows.clear();
    this.highs.clear();
  }
}

/** Prices that no later one undercuts (sign 1) or exceeds (sign −1), oldest first. */
class PriceQueue {
  private readonly sign: 1 | -1;
  /** When each price was followed by another one; Infinity: it stands. */
  private untilUs: TimeUs[] = [];
  private ticks: Ticks[] = [];
  private first = 0;

  constructor(sign: 1 | -1) {
    this.sign = sign;
  }

  /** Adds a price and returns the extreme one of those that stood after `fromUs`. */
  push(nowUs: TimeUs, priceTicks: Ticks, fromUs: TimeUs): Ticks {
    const { sign, ticks, untilUs } = this;
    if (ticks.length > this.first) untilUs[ticks.length - 1] = nowUs;
    while (ticks.length > this.first && (ticks[ticks.length - 1] - priceTicks) * sign >= 0) {
      ticks.pop();
      untilUs.pop();
    }
    ticks.push(priceTicks);
    untilUs.push(Infinity);
    while (untilUs[this.first] <= fromUs) this.first += 1;
    const extremeTicks = ticks[this.first];
    if (this.first > 64 && 2 * this.first > ticks.length) this.trim();
    return extremeTicks;
  }

  clear(): void {
    this.untilUs = [];
    this.ticks = [];
    this.first = 0;
  }

  private trim(): void {
    this.untilUs = this.untilUs.slice(this.first);
    this.ticks = this.ticks.slice(this.first);
    this.first = 0;
  }
}
