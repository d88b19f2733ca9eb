import type { Markets } from './markets.js';
import type { Shock } from './scenario.js';
import type { ShockValue } from './shock-schema.js';
import type { WholeNumbers } from './whole-numbers.js';

export function compileShock(
  name: string,
  shock: ShockValue,
  markets: Markets,
  whole: WholeNumbers,
): Shock {
  const path = ['shocks', name];
  const instrument = markets.rowOf(shock.instrument, [...path, 'instrument']);
  const base = { name, atUs: shock.at, venue: 0, instrument };
  switch (shock.kind) {
    case 'priceJump':
      return { ...base, kind: 'priceJump', size: shock.size };
    case 'marketOrder': {
      const lots = whole.lots(shock.size, markets.lotOf(instrument), [...path, 'size']);
      return { ...base, kind: 'marketOrder', side: shock.side, lots };
    }
    case 'tradingHalt':
      return { ...base, kind: 'tradingHalt', forUs: shock.for };
    default:
      return shock satisfies never;
  }
}
