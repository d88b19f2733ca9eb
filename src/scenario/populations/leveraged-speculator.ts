import { z } from 'zod';
import type { PopulationBase, PopulationSetting } from '../compile-population.js';
import { compileStanding } from '../compile-standing.js';
import { type Bounds, distribution } from '../distribution-schema.js';
import { decimal, duration, fraction, rate, word } from '../quantities.js';
import type { LeveragedSpeculator } from '../scenario.js';
import { cash, everyone, none } from './everyone.js';
import { checkHabits } from './speculator-habits.js';
import { standing } from './standing.js';

const share = (from: { from: number } | { above: number }) => fraction({ ...from, to: 1 });
const returns = distribution(fraction, { from: 0, to: 1000 });

const herding = z.strictObject({
  strength: decimal('a number', { from: -1000, to: 1000 }).describe(
    'Log-odds of going long gained for each 1 % that the mark stands above its average; negative: against the trend.',
  ),
  horizon: duration({ above: 0 }).describe('Memory of that average.'),
});

const topUp = z.strictObject({
  below: decimal('a number', { above: 1, to: 1000 }).describe(
    'Acts when equity is below this multiple of the maintenance requirement.',
  ),
  share: share({ above: 0 })
    .prefault('100%')
    .describe('Share of the cash still left that goes in each time.'),
});

const deleverage = z.strictObject({
  threshold: fraction({ from: 0, to: 1000 }).describe(
    'Drawdown that is borne: loss from the best mark seen since the entry (or the start), as a share of the margin.',
  ),
  strength: decimal('a number', { above: 0, to: 1000 }).describe(
    'At a look, closes with probability strength × (drawdown − threshold).',
  ),
  share: share({ above: 0 }).prefault('50%').describe('Share of the position that is closed.'),
});

const reentry = z.strictObject({
  after: distribution(duration, { from: 0, whole: true }).describe('How long it stays out.'),
  chance: share({ from: 0 })
    .prefault('100%')
    .describe('Chance that it comes back at all; otherwise it stays out for good.'),
  deposit: share({ from: 0 })
    .prefault('100%')
    .describe('Share of the cash still left that it brings when it comes back.'),
});

const entryWindow = z.strictObject({
  from: duration({}).prefault('0s').describe('First time since the start.'),
  until: z
    .union([word('never'), duration({ above: 0 })])
    .prefault('never')
    .describe('Entries end at this time; never: with the run.'),
});

const entryTrend = z.strictObject({
  move: fraction({ above: 0, to: 1 }).describe(
    'Distance of the mark from its average, in the direction of the side.',
  ),
  horizon: duration({ above: 0 }).describe('Memory of that average.'),
});

export const leveragedSpeculator = z
  .strictObject({
    kind: word('leveragedSpeculator'),
    ...everyone,
    leverage: distribution((bounds: Bounds) => decimal('a leverage', bounds), {
      from: 1,
      to: 1000,
    }).describe('Notional ÷ deposit when a position is opened.'),
    longShare: fraction({ from: 0, to: 1 }).prefault('50%').describe('Share of longs.'),
    entryRate: rate().prefault('0/s').describe('Entries of an agent that is flat.'),
    exitRate: rate().prefault('0/s').describe('Exits of an agent that holds a position.'),
    standing: z
      .union([none, standing])
      .prefault('none')
      .describe('Positions that stand when the run starts.'),
    herding: z
      .union([none, herding])
      .prefault('none')
      .describe('Long or short after the recent trend; none: by longShare alone.'),
    entryWindow: z
      .union([none, entryWindow])
      .prefault('none')
      .describe('Enters only at these times; none: always.'),
    entryTrend: z
      .union([none, entryTrend])
      .prefault('none')
      .describe('Enters only while the price runs its way; none: always.'),
    cash,
    lookRate: rate()
      .prefault('0/s')
      .describe('Looks of an agent at each position, for stops, calls, drawdowns and re-entry.'),
    stopLoss: z
      .union([none, returns])
      .prefault('none')
      .describe(
        'Closes at a loss of this share of the margin (notional at entry ÷ leverage); drawn once for each.',
      ),
    takeProfit: z
      .union([none, returns])
      .prefault('none')
      .describe('Closes at a gain of this share of the margin; drawn once for each.'),
    topUp: z
      .union([none, topUp])
      .prefault('none')
      .describe('Answers a margin call with cash; none: never.'),
    deleverage: z
      .union([none, deleverage])
      .prefault('none')
      .describe('Reduces of its own will when the position has lost; none: never.'),
    reentry: z
      .union([none, reentry])
      .prefault('none')
      .describe('Stays out after a stop or a liquidation, then enters again; none: as any other.'),
  })
  .describe('Traders who open long or short at a leverage of their own.');

export type SpeculatorValue = z.output<typeof leveragedSpeculator>;

export function compileSpeculator(
  base: PopulationBase,
  value: SpeculatorValue,
  setting: PopulationSetting,
): LeveragedSpeculator {
  const { whole } = setting;
  checkHabits(base.name, value, setting);
  const { entryWindow: window, herding: herd, entryTrend: trend, reentry: back } = value;
  return {
    ...base,
    kind: value.kind,
    entryRate: value.entryRate,
    exitRate: value.exitRate,
    longShare: value.longShare,
    leverage: value.leverage,
    standing: compileStanding(base, value, setting),
    herding: herd === 'none' ? null : { strength: herd.strength, horizonUs: herd.horizon },
    entryWindow:
      window === 'none'
        ? null
        : { fromUs: window.from, untilUs: window.until === 'never' ? Infinity : window.until },
    entryTrend: trend === 'none' ? null : { move: trend.move, horizonUs: trend.horizon },
    cash: whole.moneyLaw(value.cash),
    lookRate: value.lookRate,
    stopLoss: value.stopLoss === 'none' ? null : value.stopLoss,
    takeProfit: value.takeProfit === 'none' ? null : value.takeProfit,
    topUp: value.topUp === 'none' ? null : value.topUp,
    deleverage: value.deleverage === 'none' ? null : value.deleverage,
    reentry: back === 'none' ? null : back,
  };
}
