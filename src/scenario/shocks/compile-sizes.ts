import { compileMargin } from '../compile-margin.js';
import type { ShockValue } from '../shock-schema.js';
import type { ShockSetting, ShockTiming } from './compile-timing.js';
import type { MarginChangeShock, MarketOrderShock } from './shock.js';

type OfKind<K extends ShockValue['kind']> = Extract<ShockValue, { readonly kind: K }>;

/** A size in lots or as a share of the depth; slices need a time, and a time slices. */
export function compileMarketOrder(
  base: ShockTiming,
  shock: OfKind<'marketOrder'>,
  { markets, whole }: ShockSetting,
): MarketOrderShock {
  const path = ['shocks', base.name];
  const { findings } = whole;
  const { depth, for: forUs, side, size, slices } = shock;
  const isTold = findings.isWrong([...path, 'size']) || findings.isWrong([...path, 'depth']);
  if (!isTold && (size === undefined) === (depth === undefined)) {
    const expected = 'either size, in base units, or depth, a share of what rests';
    findings.contradiction(path, expected, size === undefined ? 'neither' : 'both');
  }
  if (forUs > 0 && slices === 1) {
    findings.contradiction([...path, 'slices'], 'at least 2 where a time is given', '1');
  }
  if (forUs === 0 && slices > 1) {
    findings.contradiction([...path, 'for'], 'a time for the slices, such as 10m', '0s');
  }
  const lots =
    size === undefined ? 0 : whole.lots(size, markets.lotOf(base.instrument), [...path, 'size']);
  return {
    ...base,
    kind: 'marketOrder',
    side,
    lots,
    ...(depth === undefined ? {} : { depthShare: depth }),
    ...(slices === 1 ? {} : { pace: { forUs, slices } }),
  };
}

export function compileMarginChange(
  base: ShockTiming,
  shock: OfKind<'marginChange'>,
  { whole }: ShockSetting,
): MarginChangeShock {
  const path = ['shocks', base.name];
  const { factor, of, margin } = shock;
  if (factor === 1 && margin === 'same' && !whole.findings.isTouched(path)) {
    whole.findings.contradiction(path, 'a factor other than 1, or a margin', 'neither');
  }
  return {
    ...base,
    kind: 'marginChange',
    forUs: shock.for === 'good' ? Infinity : shock.for,
    factor,
    of,
    schedule: margin === 'same' ? null : compileMargin(margin, [...path, 'margin'], whole),
  };
}
