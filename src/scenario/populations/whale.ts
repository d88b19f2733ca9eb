import { z } from 'zod';
import type { PopulationBase, PopulationSetting } from '../compile-population.js';
import type { Path } from '../findings.js';
import { choice, decimal, duration, fraction, word } from '../quantities.js';
import type { Whale, WhaleExecution } from '../scenario.js';
import { everyone, money, none, sizes } from './everyone.js';

const displayed = decimal('a size', { above: 0 });

const execution = z.discriminatedUnion('kind', [
  z
    .strictObject({ kind: word('twap') })
    .describe('Equal slices over the duration; what one slice could not fill the next adds.'),
  z
    .strictObject({
      kind: word('participation'),
      share: fraction({ above: 0, below: 1 }).describe(
        'Share of all lots traded since the start, its own included.',
      ),
    })
    .describe('As much as keeps its share of the traded volume.'),
  z
    .strictObject({
      kind: word('iceberg'),
      displayed: displayed.describe('Size that others see, in base units.'),
    })
    .describe('Rests at the best price of its side and follows when that moves ahead.'),
]);

export const whale = z
  .strictObject({
    kind: word('whale'),
    ...everyone,
    count: everyone.count.prefault(1),
    side: choice(['buy', 'sell']).describe('What it does.'),
    size: z
      .union([none, sizes])
      .prefault('none')
      .describe('Size of the whole order on each instrument, in base units.'),
    notional: z
      .union([none, money])
      .prefault('none')
      .describe('Or its value at the mark when it begins.'),
    start: duration({}).describe('When it begins.'),
    duration: duration({ above: 0 }).describe('How long it goes on; what is open then is dropped.'),
    every: duration({ above: 0 }).prefault('1s').describe('Time between two looks.'),
    execution: execution.describe('How the order is worked.'),
    limitPrice: z
      .union([none, decimal('a price', { above: 0 })])
      .prefault('none')
      .describe('Worst price; none: any.'),
  })
  .describe('Works one large order over time.');

type Value = z.output<typeof whale>;

export function compileWhale(
  base: PopulationBase,
  value: Value,
  { markets, whole }: PopulationSetting,
): Whale {
  const path = ['populations', base.name];
  const instruments = [...path, 'instruments'];
  const lot = markets.commonLot(base.instruments, instruments);
  const { size, notional, limitPrice, side, start, duration, every } = value;
  const { findings } = whole;
  const isTold = findings.isTouched([...path, 'size']) || findings.isTouched([...path, 'notional']);
  if ((size === 'none') === (notional === 'none') && !isTold) {
    const found = size === 'none' ? 'neither' : 'both';
    findings.contradiction([...path, 'size'], 'either size or notional', found);
  }
  if (every > duration) {
    findings.contradiction(
      [...path, 'every'],
      'at most the duration of the order',
      'a longer time',
    );
  }
  const tick = limitPrice === 'none' ? NaN : markets.commonTick(base.instruments, instruments);
  const limitTicks =
    limitPrice === 'none' ? null : whole.ticks(limitPrice, tick, [...path, 'limitPrice']);
  return {
    ...base,
    kind: 'whale',
    side,
    size: size === 'none' ? null : whole.sizeLaw(size, lot, [...path, 'size']),
    notional: notional === 'none' ? null : whole.moneyLaw(notional),
    startUs: start,
    forUs: duration,
    everyUs: every,
    execution: compileExecution(value.execution, lot, [...path, 'execution'], whole),
    limitTicks,
  };
}

function compileExecution(
  value: Value['execution'],
  lot: number,
  path: Path,
  whole: PopulationSetting['whole'],
): WhaleExecution {
  switch (value.kind) {
    case 'twap':
      return value;
    case 'participation':
      return value;
    case 'iceberg':
      return {
        kind: 'iceberg',
        displayedLots: whole.lots(value.displayed, lot, [...path, 'displayed']),
      };
    default:
      return value satisfies never;
  }
}
