import { describe, expect, it } from 'vitest';
import { MARK_INPUTS, MarkInputs } from '../../../src/simulation/exchange/mark-inputs.js';
import { MarkPrice, watchedInputs } from '../../../src/simulation/exchange/mark-price.js';
import { TravelStack } from '../../../src/simulation/exchange/travel-stack.js';

const ALL = Object.values(MARK_INPUTS);

function rows(inputs: MarkInputs): number[][] {
  return Array.from({ length: inputs.count }, (_, row) => [
    inputs.input[row],
    inputs.value[row],
    inputs.cause[row],
  ]);
}

describe('the changes since the last mark update', () => {
  it('stand in order, each with its cause', () => {
    const inputs = new MarkInputs(100, ALL);
    inputs.setLast(98, 7);
    inputs.setBest(97, 100, 7);
    inputs.setIndex(99, -1);
    expect(rows(inputs)).toEqual([
      [MARK_INPUTS.last, 98, 7],
      [MARK_INPUTS.mid, 197, 7],
      [MARK_INPUTS.index, 99, -1],
    ]);
    inputs.forget();
    expect(rows(inputs)).toEqual([]);
    expect([inputs.lastTicks, inputs.midDoubled, inputs.indexTicks]).toEqual([98, 197, 99]);
  });

  it('of one cause that goes on one way, only the end matters', () => {
    const inputs = new MarkInputs(100, ALL);
    for (const ticks of [99, 98, 95, 96, 97, 94]) inputs.setLast(ticks, 7);
    expect(rows(inputs).map((row) => row[1])).toEqual([95, 97, 94]);
    inputs.setLast(93, 8);
    inputs.setLast(92, 7);
    expect(rows(inputs).slice(3)).toEqual([
      [MARK_INPUTS.last, 93, 8],
      [MARK_INPUTS.last, 92, 7],
    ]);
  });

  it('do not reach back beyond an update', () => {
    const inputs = new MarkInputs(100, ALL);
    inputs.setLast(99, 7);
    inputs.forget();
    inputs.setLast(98, 7);
    expect(rows(inputs)).toEqual([[MARK_INPUTS.last, 98, 7]]);
  });

  it('of inputs that the mark does not use are not kept', () => {
    const inputs = new MarkInputs(100, watchedInputs({ kind: 'last' }));
    inputs.setIndex(90, 1);
    inputs.setBest(80, 90, 1);
    expect(inputs.count).toBe(0);
    expect([inputs.indexTicks, inputs.midDoubled]).toEqual([90, 170]);
    inputs.setLast(91, 1);
    expect(inputs.count).toBe(1);
  });

  it('are those that changed something: an equal value or an empty side is none', () => {
    const inputs = new MarkInputs(100, ALL);
    inputs.setIndex(100, 1);
    inputs.setLast(100, 1);
    inputs.setBest(99, 101, 1);
    inputs.setBest(0, 90, 1);
    inputs.setBest(90, 0, 1);
    expect(inputs.count).toBe(0);
    expect(inputs.midDoubled).toBe(200);
  });

  it('are as many as come', () => {
    const inputs = new MarkInputs(1000, ALL);
    for (let row = 1; row <= 500; row++) inputs.setLast(1000 - row, row);
    expect(inputs.count).toBe(500);
    expect(rows(inputs)[499]).toEqual([MARK_INPUTS.last, 500, 500]);
  });
});

describe('the inputs of the marks', () => {
  it('are those that their formulas name', () => {
    const { index, last, mid } = MARK_INPUTS;
    expect(watchedInputs({ kind: 'last' })).toEqual([last]);
    expect(watchedInputs({ kind: 'index' })).toEqual([index]);
    expect(watchedInputs({ kind: 'mid' })).toEqual([mid]);
    const all = new Set([index, last, mid]);
    expect(new Set(watchedInputs({ kind: 'median' }))).toEqual(all);
    const smoothed = watchedInputs({ kind: 'ewmaBasis', timeConstantUs: 1 });
    expect(new Set(smoothed)).toEqual(new Set([index, mid]));
  });

  it('that changed before the mark was made are in its first value', () => {
    const inputs = new MarkInputs(100, ALL);
    const mark = new MarkPrice({ kind: 'median' }, inputs);
    const travel = new TravelStack();
    inputs.setIndex(90, 1);
    inputs.setLast(80, 2);
    travel.begin(100);
    expect(mark.update(0, travel)).toBe(90);
    expect(travel.causeAt(95)).toBe(2); // the index alone left the median where it was
  });
});
