import { compileMarginChange, compileMarketOrder } from './shocks/compile-sizes.js';
import { type ShockSetting, populationRows, timingOf } from './shocks/compile-timing.js';
import type { Shock } from './scenario.js';
import type { ShockValue } from './shock-schema.js';

export function compileShock(name: string, shock: ShockValue, setting: ShockSetting): Shock {
  const path = ['shocks', name];
  const { whole } = setting;
  const base = timingOf(name, shock, setting);
  switch (shock.kind) {
    case 'priceJump':
      return { ...base, kind: 'priceJump', size: shock.size };
    case 'marketOrder':
      return compileMarketOrder(base, shock, setting);
    case 'marginChange':
      return compileMarginChange(base, shock, setting);
    case 'volatility':
    case 'latency':
      return { ...base, kind: shock.kind, forUs: shock.for, factor: shock.factor };
    case 'tradingHalt':
    case 'matchingOutage':
    case 'liquidationEngineStall':
    case 'indexFrozen':
      return { ...base, kind: shock.kind, forUs: shock.for };
    case 'liquidationEngineThrottle':
      if (shock.rate === 0) {
        whole.findings.wrongValue([...path, 'rate'], 'a rate above 0, such as 2/s', '0/s');
      }
      return { ...base, kind: shock.kind, forUs: shock.for, perSecond: shock.rate };
    case 'indexBiased':
      return { ...base, kind: shock.kind, forUs: shock.for, size: shock.size };
    case 'indexLagging':
      return { ...base, kind: shock.kind, forUs: shock.for, lagUs: shock.lag };
    case 'sourceWrong': {
      const { size, weight } = shock;
      return { ...base, kind: shock.kind, forUs: shock.for, size, weight };
    }
    case 'fundingSpike': {
      const ratePpb = whole.ppb(shock.rate, [...path, 'rate']);
      setting.markets.requireFunding(base.instrument, path);
      return { ...base, kind: shock.kind, ratePpb, intervals: shock.intervals };
    }
    case 'marketMakersWithdraw': {
      const populations = populationRows(name, shock.populations, 'marketMaker', setting);
      const { of, refill: refillUs, share } = shock;
      return { ...base, kind: shock.kind, forUs: shock.for, populations, share, of, refillUs };
    }
    case 'keepersOffline':
    case 'orderEntryDown': {
      const kind = shock.kind === 'keepersOffline' ? 'keeper' : null;
      const populations = populationRows(name, shock.populations, kind, setting);
      return { ...base, kind: shock.kind, forUs: shock.for, populations, share: shock.share };
    }
    case 'withdrawalRun': {
      const populations = populationRows(name, shock.populations, null, setting);
      const { amount, share } = shock;
      return { ...base, kind: shock.kind, forUs: shock.for, populations, share, amount };
    }
    default:
      return shock satisfies never;
  }
}
