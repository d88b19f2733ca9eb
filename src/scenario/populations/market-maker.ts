import { z } from 'zod';
import type { PopulationBase, PopulationSetting } from '../compile-population.js';
import type { Path } from '../findings.js';
import { choice, count, decimal, fraction, rate, word } from '../quantities.js';
import type { MakerStrategy, MarketMaker, TouchImprovement, Withdrawal } from '../scenario.js';
import { everyone, none, sizes } from './everyone.js';
import { avellanedaStoikov, improvement, withdrawal } from './maker-habits.js';

export const marketMaker = z
  .strictObject({
    kind: word('marketMaker'),
    ...everyone,
    strategy: z
      .discriminatedUnion('kind', [
        z
          .strictObject({ kind: word('ladder') })
          .describe('Fixed distances from nearest to farthest.'),
        avellanedaStoikov,
      ])
      .prefault({ kind: 'ladder' })
      .describe('Where the first level stands.'),
    requoteRate: rate().describe('Looks of each maker.'),
    requotes: choice(['random', 'regular'])
      .prefault('random')
      .describe('random: Poisson; regular: at equal intervals, the makers in turn.'),
    levels: count({ from: 1, to: 1000 }).describe('Prices quoted on each side.'),
    nearest: fraction({ above: 0, below: 1 }).describe('Distance of the first level.'),
    farthest: fraction({ above: 0, below: 1 }).describe('Distance of the last level.'),
    depth: sizes.describe('Size of each maker on each side over all levels, in base units.'),
    depthShape: decimal('an exponent', { from: -10, to: 10 })
      .prefault(1)
      .describe('Size grows with level^depthShape.'),
    indexWeight: fraction({ from: 0, to: 1 })
      .prefault('50%')
      .describe('Weight of the index in the reference price; the rest is the mid.'),
    trustedSpread: z
      .union([none, fraction({ above: 0, to: 1 })])
      .prefault('none')
      .describe(
        'Where the spread is a larger share of the mid, the last price stands for the mid, as far as both sides bear it out; none: never.',
      ),
    inventoryLimit: sizes.describe('Largest inventory, in base units.'),
    skew: fraction({ from: 0, below: 1 })
      .prefault(0)
      .describe('Shift of the quotes at full inventory.'),
    tolerance: fraction({ from: 0, to: 1 })
      .prefault('25%')
      .describe('A quote is replaced when it is off by this share of its distance.'),
    sizeTolerance: fraction({ from: 0, to: 1 })
      .prefault('40%')
      .describe('A quote is replaced when its size is off by this share of the size wanted.'),
    withdrawal: z
      .union([none, withdrawal])
      .prefault('none')
      .describe('How quotes shrink and widen when prices move; none: never.'),
    improve: z
      .union([none, improvement])
      .prefault('none')
      .describe('Orders inside a spread of more than a tick; none: never.'),
  })
  .describe('Quotes on several levels, with an inventory limit.');

type Value = z.output<typeof marketMaker>;

export function compileMarketMaker(
  base: PopulationBase,
  value: Value,
  setting: PopulationSetting,
): MarketMaker {
  const { markets, whole } = setting;
  const path = ['populations', base.name];
  const lot = markets.commonLot(base.instruments, [...path, 'instruments']);
  checkLevels(value, path, setting);
  return {
    ...base,
    kind: 'marketMaker',
    strategy: compileStrategy(base, value, setting),
    requoteRate: value.requoteRate,
    requotes: value.requotes,
    levels: value.levels,
    nearest: value.nearest,
    farthest: value.farthest,
    depth: whole.sizeLaw(value.depth, lot, [...path, 'depth']),
    depthShape: value.depthShape,
    indexWeight: value.indexWeight,
    trustedSpread: value.trustedSpread === 'none' ? null : value.trustedSpread,
    inventoryLimit: whole.sizeLaw(value.inventoryLimit, lot, [...path, 'inventoryLimit']),
    skew: value.skew,
    tolerance: value.tolerance,
    sizeTolerance: value.sizeTolerance,
    withdrawal: compileWithdrawal(value.withdrawal),
    improve: compileImprovement(value, lot, path, setting),
  };
}

function checkLevels(
  { nearest, farthest, levels }: Value,
  path: Path,
  { whole: { findings } }: PopulationSetting,
): void {
  if (nearest < farthest || (farthest === nearest && levels === 1)) return;
  if (Number.isNaN(nearest + farthest + levels)) return;
  const expected = `more than nearest ${nearest}`;
  findings.contradiction([...path, 'farthest'], expected, String(farthest));
}

function compileStrategy(
  base: PopulationBase,
  { strategy, withdrawal, skew }: Value,
  { markets, whole }: PopulationSetting,
): MakerStrategy {
  if (strategy.kind === 'ladder') return strategy;
  const path = ['populations', base.name];
  const instruments = [...path, 'instruments'];
  const tick = markets.commonTick(base.instruments, instruments);
  const lot = markets.commonLot(base.instruments, instruments);
  const { volatility, unit, fillDecay, riskAversion, horizon, clock, center } = strategy;
  const { findings } = whole;
  if (skew > 0) {
    const expected = '0 with avellanedaStoikov, which leans by itself';
    findings.contradiction([...path, 'skew'], expected, String(skew));
  }
  const isFollowed = withdrawal !== 'none' && withdrawal.widest > 1;
  const isSure = !findings.isTouched([...path, 'withdrawal']);
  if (volatility === 'realised' && !isFollowed && isSure) {
    const place = [...path, 'strategy', 'volatility'];
    const expected = 'a withdrawal whose widest is above 1, or the volatility itself';
    findings.contradiction(place, expected, 'realised');
  }
  return {
    kind: 'avellanedaStoikov',
    riskAversion,
    quotePerTick: tick * unit,
    fillDecayPerTick: fillDecay * tick,
    unitLots: whole.lots(unit, lot, [...path, 'strategy', 'unit']),
    volatility: volatility === 'realised' ? null : volatility,
    horizonUs: horizon,
    clock,
    center,
  };
}

function compileWithdrawal(value: Value['withdrawal']): Withdrawal | null {
  if (value === 'none') return null;
  const { calmVolatility, threshold, exponent, floor, memory, clip, widest } = value;
  const { withdraw, refill } = value;
  return {
    calmVolatility,
    threshold,
    exponent,
    floor,
    memoryUs: memory,
    clip,
    withdrawUs: withdraw,
    refillUs: refill,
    widest,
  };
}

function compileImprovement(
  { improve, requotes }: Value,
  lot: number,
  path: Path,
  { whole }: PopulationSetting,
): TouchImprovement | null {
  if (improve === 'none') return null;
  if (requotes === 'regular') {
    const place = [...path, 'improve'];
    const expected = 'none with regular requotes, because improvements come at random';
    whole.findings.contradiction(place, expected, 'a mapping');
  }
  const { rate, size, to } = improve;
  return { rate, to, size: whole.sizeLaw(size, lot, [...path, 'improve', 'size']) };
}
