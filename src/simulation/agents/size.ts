import type { Lots } from '../../core/units.js';

/** The size of an order that is meant to be placed: the nearest whole number of lots, at least one. */
export function wholeLots(lots: number): Lots {
  return Math.max(1, Math.round(lots));
}
