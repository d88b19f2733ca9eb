import type { Path } from './findings.js';
import type { Markets } from './markets.js';
import type { PopulationValue } from './population-schema.js';
import { compileArbitrageur } from './populations/arbitrageur.js';
import { compileMomentum } from './populations/momentum.js';
import { compileNoise } from './populations/noise.js';
import { compileValue } from './populations/value.js';
import { compileCustomAgent } from './populations/custom-agent.js';
import { compileSpeculator } from './populations/leveraged-speculator.js';
import { compileMarketMaker } from './populations/market-maker.js';
import { compileTaker } from './populations/taker.js';
import { compileWhale } from './populations/whale.js';
import type { BookShape, Population, ZeroIntelligence } from './scenario.js';
import type { WholeNumbers } from './whole-numbers.js';

/** What a population is compiled with. */
export interface PopulationSetting {
  readonly populations: Readonly<Record<string, PopulationValue>>;
  readonly markets: Markets;
  readonly whole: WholeNumbers;
}

type OfKind<K extends PopulationValue['kind']> = Extract<PopulationValue, { readonly kind: K }>;
/** What is compiled alike for all kinds. */
export type PopulationBase = Pick<
  Population,
  | 'name'
  | 'count'
  | 'venue'
  | 'instruments'
  | 'marginMode'
  | 'wealth'
  | 'reactionTime'
  | 'orderLatency'
>;

export function compilePopulation(
  name: string,
  value: PopulationValue,
  setting: PopulationSetting,
): Population {
  const { whole } = setting;
  const path = ['populations', name];
  const base = compileBase(name, value, setting);
  switch (value.kind) {
    case 'zeroIntelligence':
      return compileZeroIntelligence(base, value, setting);
    case 'noise':
      return compileNoise(base, value, setting);
    case 'value':
      return compileValue(base, value, setting);
    case 'momentum':
      return compileMomentum(base, value, setting);
    case 'arbitrageur':
      return compileArbitrageur(base, value, setting);
    case 'leveragedSpeculator':
      return compileSpeculator(base, value, setting);
    case 'marketMaker':
      return compileMarketMaker(base, value, setting);
    case 'keeper':
      return {
        ...base,
        kind: 'keeper',
        lookRate: value.lookRate,
        requiredProfit: whole.moneyLaw(value.requiredProfit),
        costPpm: whole.ppm(value.cost, [...path, 'cost']),
        disposalFraction: value.disposal,
      };
    case 'staticBook': {
      const bids = compileShape(value.bids, [...path, 'bids'], whole);
      const asks = compileShape(value.asks, [...path, 'asks'], whole);
      return { ...base, kind: 'staticBook', bids, asks };
    }
    case 'whale':
      return compileWhale(base, value, setting);
    case 'taker':
      return compileTaker(base, value, setting);
    default:
      return compileCustomAgent(base, value, setting);
  }
}

function compileBase(
  name: string,
  value: PopulationValue,
  { markets, whole }: PopulationSetting,
): PopulationBase {
  const path = ['populations', name];
  return {
    name,
    count: value.count,
    venue: 0,
    instruments: instrumentRows(value.instruments ?? [], [...path, 'instruments'], markets, whole),
    marginMode: value.margin,
    wealth: whole.moneyLaw(value.wealth),
    reactionTime: value.reactionTime,
    ...(value.orderLatency && { orderLatency: value.orderLatency }),
  };
}

function instrumentRows(
  names: readonly string[],
  path: Path,
  markets: Markets,
  { findings }: WholeNumbers,
): number[] {
  if (
    names.length === 0 &&
    !findings.isWrong(path) &&
    !findings.isWrong(['venue', 'instruments'])
  ) {
    findings.wrongValue(path, 'at least one instrument', names);
  }
  return names.map((name, at) => {
    const row = markets.rowOf(name, [...path, at]);
    if (row >= 0 && names.indexOf(name) < at) {
      findings.contradiction([...path, at], 'each instrument once', `${name} a second time`);
    }
    return row;
  });
}

function compileZeroIntelligence(
  base: PopulationBase,
  value: OfKind<'zeroIntelligence'>,
  { markets, whole }: PopulationSetting,
): ZeroIntelligence {
  const path = ['populations', base.name];
  const instruments = [...path, 'instruments'];
  const tick = markets.commonTick(base.instruments, instruments);
  const lot = markets.commonLot(base.instruments, instruments);
  return {
    ...base,
    kind: 'zeroIntelligence',
    marketRate: value.marketRate,
    limitRate: value.limitRate * tick,
    cancelRate: value.cancelRate,
    windowTicks: whole.ticks(value.window, tick, [...path, 'window']),
    orderSize: whole.sizeLaw(value.orderSize, lot, [...path, 'orderSize']),
    opening: value.opening ?? { bids: 0, asks: 0 },
  };
}

function compileShape(
  shape: OfKind<'staticBook'>['bids'],
  path: Path,
  { findings }: WholeNumbers,
): BookShape | null {
  if (shape === 'none') return null;
  if (shape.to < shape.from) {
    findings.wrongValue([...path, 'to'], `at least from ${shape.from}`, shape.to);
  }
  const { kind, lotsPerTick } = shape;
  return { kind, lotsPerTick, fromTicks: shape.from, toTicks: shape.to };
}
