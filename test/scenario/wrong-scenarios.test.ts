import { describe, expect, it } from 'vitest';
import { loadScenario, ScenarioError } from '../../src/scenario/load.js';
import { edited, problemsOf } from './scenario-text.js';

/**
 * [what is wrong, the edit (from, to), the place, the report, another edit]. A ^ marks the place that
 * the report must name: in the edit, or in a copy of a piece of the text.
 */
type Edit = readonly [from: string, to: string];
type Case = readonly [
  name: string,
  from: string,
  to: string,
  at: string,
  report: RegExp,
  also?: Edit,
];

const UNITS: readonly Case[] = [
  [
    'a duration without unit',
    'duration: 5h',
    'duration: ^30',
    '',
    /^duration expected a duration above 0s with its unit, such as 30s, .* found 30$/,
  ],
  [
    'a duration of money',
    'duration: 5h',
    'duration: ^5M',
    '',
    /^duration expected a duration .* found 5M$/,
  ],
  [
    'a duration of 0',
    'duration: 5h',
    'duration: ^0s',
    '',
    /^duration expected a duration above 0s .* found 0s$/,
  ],
  [
    'money of time',
    'wealth: 5M',
    'wealth: ^5 s',
    '',
    /^populations.hedgers.wealth expected an amount of money of at least 0, such as 300k, .* found 5 s$/,
  ],
  [
    'money in percent',
    'initial: 300k',
    'initial: ^5%',
    '',
    /^venue.insuranceFund.initial expected an amount of money .* found 5%$/,
  ],
  [
    'a fee of time',
    'takerFee: 4bp',
    'takerFee: ^4s',
    '',
    /^venue.takerFee expected a fraction .*, such as 5%, 50bp or 0.05, found 4s$/,
  ],
  [
    'a percentage without its sign',
    'longShare: 100%',
    'longShare: ^100',
    '',
    /^populations.longs.longShare expected a fraction from 0% to 100%, .* found 100$/,
  ],
  [
    'a throughput that no engine has',
    'throughput: 50000/s',
    'throughput: ^2000000/s',
    '',
    /^venue.matching.throughput expected none, or a rate from 0.001\/s to 1000000\/s, found 2000000$/,
  ],
  [
    'a throughput of nothing',
    'throughput: 50000/s',
    'throughput: ^0/s',
    '',
    /^venue.matching.throughput expected none, or a rate from 0.001\/s to 1000000\/s, found 0$/,
  ],
  [
    'a limit where nobody queues',
    'throughput: 50000/s, queue: { limit: 100k }',
    'throughput: none, queue: { limit: ^100k }',
    '',
    /^venue.matching.queue.limit expected no limit, or a throughput, found nobody queues/,
  ],
  [
    'an order latency without unit',
    'orderLatency: { lognormal: { median: 40ms, sigma: 0.5, max: 2s } }',
    'orderLatency: ^40',
    '',
    /^populations.retail.orderLatency expected a duration/,
  ],
  [
    'a rate without unit',
    'lookRate: 1/s',
    'lookRate: ^1',
    '',
    /^populations.liquidators.lookRate expected a rate with its unit, such as 2\/s, .* found 1$/,
  ],
  [
    'a price in words',
    'initialPrice: 40324.6',
    'initialPrice: ^cheap',
    '',
    /expected a price above 0, found cheap$/,
  ],
  [
    'a count with a fraction',
    'count: 200',
    'count: ^2.5',
    '',
    /expected a whole number of at least 0, such as 5000 or 5k, found 2.5$/,
  ],
  ['infinity', 'count: 200', 'count: ^.inf', '', /found Infinity$/],
  ['a number beyond all numbers', 'wealth: 5M', 'wealth: ^1e400', '', /found Infinity$/],
  ['not a number', 'sigma: 1.3', 'sigma: ^.nan', '', /expected a number from 0 to 10, found NaN$/],
  ['more than 2^53', 'count: 200', 'count: ^9007199254740993', '', /expected a whole number/],
];

const SHAPES: readonly Case[] = [
  [
    'a misspelt key',
    'entryRate: 0/s',
    '^entryRte: 0/s',
    '',
    /^populations.longs.entryRte expected one of the keys .* found entryRte; did you mean entryRate\?$/,
  ],
  [
    'an unknown key',
    'leverage: 1\n',
    'leverage: 1\n    ^colour: red\n',
    '',
    /colour expected one of the keys kind, count, .* found colour$/,
  ],
  [
    'an unknown kind',
    'kind: noise',
    'kind: ^nois',
    '',
    /^populations.retail.kind expected one of zeroIntelligence, noise, .* found nois; did you mean noise\?$/,
  ],
  [
    'a missing kind',
    '    kind: noise\n',
    '',
    '^retail:',
    /^populations.retail.kind expected one of .*, found nothing$/,
  ],
  [
    'a missing setting',
    '    count: 200\n',
    '',
    '^retail:',
    /^populations.retail.count expected a whole number .*, found nothing$/,
  ],
  [
    'an empty setting',
    'duration: 5h',
    '^duration:',
    '',
    /^duration expected a duration .*, found nothing$/,
  ],
  [
    'an unknown choice',
    'margin: cross',
    'margin: ^crss',
    '',
    /expected one of isolated, cross, unmargined, found crss; did you mean cross\?$/,
  ],
  ['a list for a number', 'count: 200', 'count: ^[200]', '', /found a list$/],
  [
    'a word for a mapping',
    'mark: { kind: median }',
    'mark: ^median',
    '',
    /expected a mapping with a kind \(last, index, mid, median, ewmaBasis\), found median$/,
  ],
  [
    'an unknown law',
    'wealth: 5M',
    'wealth: { ^lognorml: { median: 1 } }',
    '',
    /expected one of the keys lognormal, uniform, exponential, pareto, found lognorml; did you mean lognormal\?$/,
  ],
  [
    'a law of two kinds',
    'wealth: 5M',
    'wealth: { uniform: { from: 1, to: 2 }, ^exponential: { mean: 3 } }',
    '',
    /expected one of the keys uniform, found exponential$/,
  ],
  ['an empty law', 'wealth: 5M', 'wealth: ^{}', '', /found an empty mapping$/],
  [
    'a name with a space',
    'walls:',
    '^wa lls:',
    '',
    /expected a name of letters, digits, .* found wa lls$/,
  ],
  ['a name that is a number', 'walls:', '^17:', '', /expected a name .* found 17$/],
  [
    'a start that is no moment',
    'start: 2021-05-19T10:00:00Z',
    'start: ^2021-02-30T10:00:00Z',
    '',
    /^start expected none, or a moment in UTC such as .*$/,
  ],
];

const CONTRADICTIONS: readonly Case[] = [
  [
    'tick × lot that is no whole number of units',
    'lot: 0.001',
    'lot: ^0.0015',
    '',
    /lot expected a lot whose value at a price of one tick is a multiple of 0.0001 USDT, found 0.0015 × 0.1 = 0.00015: raise lot, tick or settlement.decimals$/,
  ],
  [
    'initial below maintenance margin',
    'initial: 0.8%',
    'initial: ^0.3%',
    '',
    /tiers\[0\].initial expected at least the maintenance margin 0.004, found 0.003$/,
  ],
  [
    'tiers whose bounds do not rise',
    'upTo: 250k',
    'upTo: ^50k',
    '',
    /tiers\[1\].upTo expected more than in the tier before, found 50000$/,
  ],
  [
    'tiers whose initial margin falls',
    'initial: 2%, maintenance: 1%',
    'initial: ^0.9%, maintenance: 0.9%',
    '',
    /tiers\[2\].initial expected at least that of the tier before, found 0.009$/,
  ],
  [
    'tiers whose maintenance margin falls',
    'maintenance: 1%',
    'maintenance: ^0.4%',
    '',
    /tiers\[2\].maintenance expected at least that of the tier before, found 0.004$/,
  ],
  [
    'a last tier with an end',
    'initial: 2%',
    'upTo: ^1M, initial: 2%',
    '',
    /tiers\[2\].upTo expected a last tier without upTo, .*, found 1000000$/,
  ],
  [
    'a middle tier without an end',
    'upTo: 250k, ',
    '',
    '^{ initial: 1%, maintenan',
    /tiers\[1\].upTo expected an amount of money such as 50k in every tier but the last, found nothing$/,
  ],
  [
    'a rate that is no whole number of millionths',
    'maintenance: 0.4%',
    'maintenance: ^0.45678%',
    '',
    /maintenance expected a multiple of 0.0001%, found 0.0045678$/,
  ],
  [
    'an initial price off the tick',
    'initialPrice: 40324.6',
    'initialPrice: ^40324.65',
    '',
    /initialPrice expected a multiple of the tick 0.1, found 40324.65$/,
    ['{ at: 0s, price: 40324.6 }', '{ at: 0s, price: 40324.65 }'],
  ],
  [
    'an initial price off the tick, on which the largest price rests',
    'initialPrice: 40324.6\n      maxPrice: 160000\n',
    'initialPrice: ^40324.61\n',
    '',
    /initialPrice expected a multiple of the tick 0.1, found 40324.61$/,
    ['{ at: 0s, price: 40324.6 }', '{ at: 0s, price: 40324.61 }'],
  ],
  [
    'a largest price off the tick',
    'maxPrice: 160000',
    'maxPrice: ^160000.05',
    '',
    /maxPrice expected a multiple of the tick 0.1/,
  ],
  [
    'a largest price below the first',
    'maxPrice: 160000',
    'maxPrice: ^40324.6',
    '',
    /maxPrice expected a price above initialPrice 40324.6, found 40324.6$/,
  ],
  [
    'a book of too many prices',
    'maxPrice: 160000',
    'maxPrice: 99999999',
    '^0.1',
    /tick expected at most 67108864 ticks up to maxPrice, found 999999990$/,
  ],
  [
    'knots that do not rise',
    'at: 2h, price: 38700',
    'at: ^1h, price: 38700',
    '',
    /knots\[2\].at expected a time after that of the knot before/,
  ],
  [
    'a first knot after the start',
    '{ at: 0s, price: 40324.6 }',
    '{ at: ^1s, price: 40324.6 }',
    '',
    /knots\[0\].at expected the first knot at 0s/,
  ],
  [
    'a first knot off the initial price',
    '{ at: 0s, price: 40324.6 }',
    '{ at: 0s, price: ^40000 }',
    '',
    /knots\[0\].price expected the initialPrice 40324.6, found 40000$/,
  ],
  [
    'more money than 2^53 units',
    'wealth: 5M',
    'wealth: ^20B',
    '',
    /^populations.hedgers.wealth expected deposits of at most 900.7B USDT \(2\^53 units\) over all agents, found up to 1009B: lower it/,
  ],
  [
    'a fund beyond 2^53 units',
    'initial: 300k',
    'initial: ^900_000M',
    '',
    /^venue.insuranceFund.initial expected deposits of at most/,
  ],
  [
    'positions beyond 2^53 units',
    'total: 350',
    'total: ^1000000',
    '',
    /total expected positions worth at most 112.6B USDT at maxPrice .* found up to 160B$/,
  ],
  [
    'more lots than the book can hold',
    'depth: 6\n',
    'depth: ^3000000\n',
    '',
    /depth expected at most 2147483647 lots, found up to 3000000000$/,
  ],
  [
    'more agents than memory',
    'kind: zeroIntelligence\n    count: 1',
    'kind: zeroIntelligence\n    count: ^21M',
    '',
    /^populations.zi.count expected at most 20000000 agents × instruments .* found 21\d{6}$/,
  ],
  [
    'more resting orders than memory',
    'life: 2m',
    'life: ^100d',
    '',
    /life expected a life at which at most 16000000 orders rest at once/,
  ],
  [
    'an unknown instrument',
    'instruments: [BTC-PERP]',
    'instruments: [^BTC-PREP]',
    '',
    /^populations.retail.instruments\[0\] expected the name of an instrument \(BTC-PERP\), found BTC-PREP; did you mean BTC-PERP\?$/,
  ],
  [
    'no instrument',
    'instruments: [BTC-PERP]',
    'instruments: ^[]',
    '',
    /instruments expected at least one instrument, found an empty list$/,
  ],
  [
    'an instrument twice',
    'instruments: [BTC-PERP]',
    'instruments: [BTC-PERP, ^BTC-PERP]',
    '',
    /expected each instrument once/,
  ],
  [
    'a model that is to follow a volatility that is not measured',
    'volatility: realised',
    'volatility: ^realised',
    '',
    /^populations.stoikovs.strategy.volatility expected a withdrawal whose widest is above 1, or the volatility itself, found realised$/,
    [', widest: 8', ''],
  ],
  [
    'a model that leans twice',
    'trustedSpread: 1%',
    'skew: ^1%',
    '',
    /^populations.stoikovs.skew expected 0 with avellanedaStoikov, which leans by itself, found 0.01$/,
  ],
  [
    'a unit of inventory in parts of a lot',
    'unit: 0.1',
    'unit: ^0.0001',
    '',
    /^populations.stoikovs.strategy.unit expected a multiple of the lot 0.001, found 0.0001$/,
  ],
  [
    'improvements by the clock',
    'requotes: regular',
    'requotes: regular\n    improve: ^{ rate: 1/s, size: 1 }',
    '',
    /^populations.clerks.improve expected none with regular requotes, because improvements come at random, found a mapping$/,
  ],
  [
    'a whale of no size',
    'side: sell\n    size: 20',
    'side: sell\n    size: ^none',
    '',
    /^populations.seller.size expected either size or notional, found neither$/,
  ],
  [
    'a whale of two sizes',
    'side: sell\n    size: 20',
    'side: sell\n    notional: 5M\n    size: ^20',
    '',
    /^populations.seller.size expected either size or notional, found both$/,
  ],
  [
    'a whale that looks up too seldom',
    'every: 5s\n    execution',
    'every: ^31m\n    execution',
    '',
    /^populations.seller.every expected at most the duration of the order, found a longer time$/,
  ],
  [
    'a limit price between two ticks',
    'limitPrice: 35000',
    'limitPrice: ^35000.05',
    '',
    /^populations.seller.limitPrice expected a multiple of the tick 0.1, found 35000.05$/,
  ],
  [
    'more takers than their times hold',
    'rate: 0.1/s',
    'rate: ^1/s',
    '',
    /^populations.clockwork.rate expected a rate of at most one order each time, found 5$/,
  ],
  [
    'a shock on an unknown instrument',
    'at: 2h1m, instrument: BTC-PERP',
    'at: 2h1m, instrument: ^BTC',
    '',
    /^shocks.dump.instrument expected the name of an instrument/,
  ],
  [
    'a shock both at a time and on a condition',
    'news: { kind: priceJump, at: 2h,',
    'news: ^{ kind: priceJump, at: 2h, when: mark_rise_pct > 5,',
    '',
    /^shocks.news expected either at, a time such as 2h, or when, a condition, found both$/,
  ],
  [
    'a condition on something unknown',
    'when: mark_drawdown_pct > 10',
    'when: ^mark_drawdwn_pct > 10',
    '',
    /^shocks.retreat.when expected .* mark_drawdown_pct/,
  ],
  [
    'a cooldown without a condition',
    'at: 2h, for: 10m, instrument: BTC-PERP, factor: 3',
    'at: 2h, rearm: ^5m, for: 10m, instrument: BTC-PERP, factor: 3',
    '',
    /^shocks.wild.rearm expected never without a condition, found a duration$/,
  ],
  [
    'an order of a size and of a share of the depth',
    '{ kind: marketOrder, at: 2h, instrument',
    '^{ kind: marketOrder, size: 1, at: 2h, instrument',
    '',
    /^shocks.selling expected either size, in base units, or depth, .* found both$/,
  ],
  [
    'slices without a time',
    'depth: 50%, for: 5m, slices: 10',
    'depth: 50%, for: ^0s, slices: 10',
    '',
    /^shocks.selling.for expected a time for the slices, such as 10m, found 0s$/,
  ],
  [
    'a time without slices',
    'depth: 50%, for: 5m, slices: 10',
    'depth: 50%, for: 5m, slices: ^1',
    '',
    /^shocks.selling.slices expected at least 2 where a time is given, found 1$/,
  ],
  [
    'makers who make no market',
    'populations: [makers]',
    'populations: [^longs]',
    '',
    /^shocks.retreat.populations\[0\] expected a population of kind marketMaker, found longs, of kind leveragedSpeculator$/,
  ],
  [
    'a shock to a population that is not there',
    'populations: [longs]',
    'populations: [^lngs]',
    '',
    /^shocks.run.populations\[0\] expected the name of a population \(.*\), found lngs; did you mean longs\?$/,
  ],
  [
    'a change of margin that changes nothing',
    '{ kind: marginChange, at: 4h10m, for: 10m, instrument: BTC-PERP, factor: 2,',
    '^{ kind: marginChange, at: 4h10m, for: 10m, instrument: BTC-PERP, factor: 1,',
    '',
    /^shocks.stricter expected a factor other than 1, or a margin, found neither$/,
  ],
  [
    'a throttle to nothing',
    'for: 10m, rate: 5/s',
    'for: 10m, rate: ^0/s',
    '',
    /^shocks.throttle.rate expected a rate above 0, such as 2\/s, found 0\/s$/,
  ],
  [
    'a spike of funding where there is none',
    'kind: fundingSpike, at: 4h, instrument: BTC-PERP',
    'kind: fundingSpike, at: 4h, instrument: ^BTC-PERP',
    '',
    /^shocks.carry.instrument expected an instrument with funding, found BTC-PERP, without$/,
    ['funding: { every: 8h, interest: 1bp, clamp: 5bp, cap: 75bp }', 'funding: none'],
  ],
  [
    'an unknown counterparty',
    'counterparty: hedgers',
    'counterparty: ^hedgrs',
    '',
    /expected the name of a population \(.*\), found hedgrs; did you mean hedgers\?$/,
  ],
  [
    'oneself as counterparty',
    'counterparty: hedgers',
    'counterparty: ^longs',
    '',
    /expected another population, unless side is both, found longs$/,
  ],
  [
    'a counterparty of nobody',
    'count: 50\n',
    'count: 0\n',
    '^hedgers,',
    /expected a population with agents, found hedgers, which has none$/,
  ],
  [
    'keepers without keepers',
    'kind: keeper\n    count: 5',
    'kind: keeper\n    count: 0',
    '^keepers, discount: 2% }',
    /^venue.liquidation.execution.kind expected a population of kind keeper on every instrument, found none on BTC-PERP$/,
    ['{ kind: steps, fraction: 25%, every: 1s }', '{ kind: keepers, discount: 2% }'],
  ],
  [
    'too many decimals of money',
    'decimals: 4',
    'decimals: ^13',
    '',
    /^settlement.decimals expected a whole number from 0 to 12/,
  ],
  [
    'samples further apart than the run is long',
    'sampleEvery: 1s',
    'sampleEvery: ^6h',
    '',
    /^sampleEvery expected at most the duration of the run/,
  ],
  [
    'leverage below 1',
    'leverage: 1\n',
    'leverage: ^0.5\n',
    '',
    /leverage expected a leverage from 1 to 1000/,
  ],
  [
    'leverage whose draws may be below 1',
    'leverage: 1\n',
    'leverage: { exponential: ^{ mean: 3 } }\n',
    '',
    /leverage.exponential expected a law whose draws are at least 1, which an exponential is not/,
  ],
  [
    'a size below a lot',
    'median: 0.007',
    'median: ^0.0007',
    '',
    /median expected at least one lot of 0.001, found 0.0007$/,
  ],
  [
    'a size off the lot',
    'orderSize: 0.001',
    'orderSize: ^0.0015',
    '',
    /orderSize expected a multiple of the lot 0.001, found 0.0015$/,
  ],
  [
    'an order of 0',
    'orderSize: 0.001',
    'orderSize: ^0',
    '',
    /orderSize expected a size of at least one lot of 0.001, found 0$/,
  ],
  [
    'a total off the lot',
    'total: 350',
    'total: ^350.0001',
    '',
    /total expected a multiple of the lot 0.001, found 350.0001$/,
  ],
  [
    'a pareto law without exponent',
    'exponent: 1.3',
    'exponent: ^0',
    '',
    /exponent expected an exponent above 0, found 0$/,
  ],
  [
    'a uniform law that falls',
    'from: 50ms, to: 2s',
    'from: 3s, to: ^2s',
    '',
    /uniform.to expected a value of at least `from`, found 2s$/,
  ],
  [
    'a median beyond the largest value',
    'median: 10, sigma: 0.8, min: 1, max: 100',
    'median: 200, sigma: 0.8, min: 1, max: ^100',
    '',
    /lognormal.max expected a value of at least the median, found 100$/,
  ],
  [
    'a margined population without a deposit',
    '    wealth: 1M\n',
    '',
    '^liquidators:',
    /^populations.liquidators.wealth expected a deposit above 0, such as 10k, found 0 with margin cross$/,
  ],
  [
    'a far level nearer than the near one',
    'farthest: 5%',
    'farthest: ^0.1bp',
    '',
    /farthest expected more than nearest 0.00001, found 0.00001$/,
  ],
  [
    'a window off the tick',
    'window: 12',
    'window: ^12.05',
    '',
    /window expected a multiple of the tick 0.1, found 12.05$/,
  ],
  [
    'a wall that ends before it begins',
    'from: 1, to: 1000 ',
    'from: 5, to: ^4 ',
    '',
    /asks.to expected at least from 5, found 4$/,
  ],
  [
    'a layer twice',
    'deleverage, socialise',
    'deleverage, ^deleverage',
    '',
    /waterfall\[2\] expected each layer once, found deleverage a second time$/,
  ],
  [
    'a law in a law',
    'total: 350',
    'total: 350, liquidationPrice: { uniform: { from: ^5s, to: 2 } }',
    '',
    /liquidationPrice.uniform.from expected a multiple of the initial price from 0.001 to 1000, found 5s$/,
  ],
  [
    'orders that multiply without end',
    'slow: { branching: 0.15, time: 10m }',
    'slow: { branching: ^0.3, time: 10m }',
    '',
    /clustering.slow.branching expected less than 1 together with fast.branching 0.7: else orders multiply without end, found 0.3$/,
  ],
  [
    'an order that brings about a whole one',
    'fast: { branching: 0.7,',
    'fast: { branching: ^100%,',
    '',
    /clustering.fast.branching expected a fraction from 0% and below 100%, .* found 100%$/,
  ],
  [
    'a trend that is full before it counts',
    'fullTrend: 2.5',
    'fullTrend: ^0.7',
    '',
    /^populations.followers.fullTrend expected more than deadZone 0.7, found 0.7$/,
  ],
  [
    'a capacity below a lot',
    'capacity: 0.1',
    'capacity: ^0.0005',
    '',
    /^populations.followers.capacity expected a multiple of the lot 0.001, found 0.0005$/,
  ],
  [
    'more capacity than money counts',
    'capacity: 10\n',
    'capacity: ^10000000\n',
    '',
    /^populations.basisTraders.capacity expected at most 2147483647 lots, found up to 10000000000$/,
  ],
  [
    'patience of no time',
    'patience: { uniform: { from: 10s, to: 1m } }',
    'patience: ^0s',
    '',
    /^populations.bargainHunters.patience expected a duration of at least 1ms .* found 0s$/,
  ],
  [
    'survivors that cannot survive',
    'total: 350',
    'total: 350, liquidationPrice: ^{ uniform: { from: 1, to: 2 } }',
    '',
    /liquidationPrice expected values below 1 for longs that survive the start, found values from 1$/,
  ],
];

/** The text without its mark, and the line and column of the mark. */
function marked(text: string, piece = text): { readonly text: string; readonly place: string } {
  const unmarked = text.replace(piece, () => piece.replace('^', ''));
  const offset = unmarked.indexOf(piece.replace('^', '')) + piece.indexOf('^');
  const before = unmarked.slice(0, offset).split('\n');
  return { text: unmarked, place: `${before.length}:${(before.at(-1)?.length ?? 0) + 1}` };
}

describe('a scenario is refused at the place of', () => {
  for (const [name, from, to, at, report, also] of [...UNITS, ...SHAPES, ...CONTRADICTIONS]) {
    it(name, () => {
      const edits: readonly Edit[] = also ? [also, [from, to]] : [[from, to]];
      const { text, place } = marked(edited(...edits), at || undefined);
      const [problem, ...others] = problemsOf(text);
      expect(others).toEqual([]);
      expect(problem.slice(0, `x.yaml:${place} `.length)).toBe(`x.yaml:${place} `);
      expect(problem.slice(`x.yaml:${place} `.length)).toMatch(report);
    });
  }
});

describe('a population on two instruments', () => {
  it('needs one lot for sizes that are given once', () => {
    const text = edited(
      [
        '  instruments:\n    BTC-PERP:\n',
        `  instruments:\n    ETH: { tick: 0.1, lot: 0.01, initialPrice: 2000, margin: { initial: 1%, maintenance: 1% } }\n    BTC-PERP:\n`,
      ],
      ['instruments: [BTC-PERP]', 'instruments: [BTC-PERP, ETH]'],
    );
    expect(problemsOf(text)).toContainEqual(
      expect.stringMatching(
        /^x.yaml:\d+:18 populations.retail.instruments expected instruments of one lot, or a population for each, found BTC-PERP 0.001, ETH 0.01$/,
      ),
    );
  });
});

describe('text that nobody vouches for', () => {
  const bomb = ['b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'].map((key, row) => {
    const before = String.fromCharCode(97 + row);
    return `${key}: &${key} [${Array(9).fill(`*${before} `).join(',')}]`;
  });

  it.each([
    ['that is empty', '', '1:1', /^expected a mapping with question, .* found nothing$/],
    ['that is a comment', '# nothing', '1:1', /found nothing$/],
    ['that is a list', '- 1', '1:1', /found a list$/],
    ['that is a word', 'hello', '1:1', /found hello$/],
    [
      'with an open bracket',
      'a: [1\nb: 2',
      '2:1',
      /^expected YAML that can be read, found a fault: Flow sequence/,
    ],
    ['with two documents', 'a: 1\n---\nb: 2', '2:1', /^expected one document, found a second one$/],
    ['of an older YAML', '%YAML 1.1\n---\na: yes', '1:1', /^expected YAML 1.2 without directives/],
    [
      'over 64 kB',
      `a: ${'x'.repeat(65_534)}`,
      '1:1',
      /^expected a file of at most 64 kB, found 65 kB$/,
    ],
    ['with NUL', 'a: 1\nb: \0', '2:4', /^expected text in UTF-8, found the character U\+0000$/],
    ['with an escape', 'a: \u001b[31m', '1:4', /U\+001B$/],
    ['that is no UTF-8', 'a: \ufffd', '1:4', /U\+FFFD$/],
    ['with half a character', 'a: \ud800', '1:4', /U\+D800$/],
    [
      'with deep lists',
      '['.repeat(60_000),
      '1:26',
      /^expected at most 24 levels of nesting, found more$/,
    ],
    [
      'with deep lists that close',
      `a: ${'[ '.repeat(9_000)}${']'.repeat(9_000)}`,
      '1:52',
      /levels of nesting/,
    ],
    ['with deep compact lists', '- '.repeat(30_000), '1:51', /levels of nesting/],
    ['with deep keys', '? '.repeat(30_000), '1:51', /levels of nesting/],
    [
      'with an alias bomb',
      `a: &a [1,1,1,1,1,1,1,1,1]\n${bomb.join('\n')}`,
      '2:8',
      /^expected aliases that do not multiply what they stand for, as aliases of aliases do, found \*a$/,
    ],
    [
      'with thousands of aliases',
      `a: &a 1\nb: [${'*a ,'.repeat(15_000)}]`,
      '2:405',
      /^expected at most 100 aliases, found \*a$/,
    ],
    [
      'with an unknown alias',
      'a: *n',
      '1:4',
      /^expected an alias of an anchor that stands before it, found \*n$/,
    ],
  ])('%s', (_, text, place, report) => {
    const [problem, ...others] = problemsOf(text);
    expect(others).toEqual([]);
    expect(problem.startsWith(`x.yaml:${place} `)).toBe(true);
    expect(problem.slice(`x.yaml:${place} `.length)).toMatch(report);
  });

  it.each([
    [
      'a key twice',
      '  walls:',
      '  walls: { kind: staticBook, margin: unmargined }\n  ^walls:',
      /^expected each key once, found walls a second time$/,
    ],
    [
      '__proto__',
      '  walls:',
      '  ^__proto__: { kind: keeper }\n  walls:',
      /^expected a key of a scenario, found the reserved name __proto__$/,
    ],
    [
      'constructor',
      'count: 200',
      'count: 200\n    ^constructor: 1',
      /the reserved name constructor$/,
    ],
    [
      'a merge key',
      '  walls:',
      '  ^<<: *all\n  walls:',
      /^expected keys written out, found the merge key <<$/,
    ],
    [
      'a tag',
      'count: 200',
      'count: !!js/function ^200',
      /^expected a value without a tag, found the tag "tag:yaml.org,2002:js\/function"$/,
    ],
    [
      'a list as a key',
      '  walls:',
      '  ? ^[a]\n  : 1\n  walls:',
      /^expected a plain key, found another one$/,
    ],
  ])('with %s', (_, from, to, report) => {
    const { text, place } = marked(edited([from, to]));
    const [problem, ...others] = problemsOf(text);
    expect(others).toEqual([]);
    expect(problem.startsWith(`x.yaml:${place} `)).toBe(true);
    expect(problem.slice(`x.yaml:${place} `.length)).toMatch(report);
    expect(Object.hasOwn(Object.prototype, 'kind')).toBe(false);
  });

  it('never reaches the terminal as it is', () => {
    const [problem] = problemsOf(edited(['kind: noise', 'kind: "\\e[31m\\u202e\\u009b"']));
    expect(problem).toContain('found "\\u001b[31m\\u{202e}\\u{9b}"');
    expect(problem).not.toMatch(/\p{C}/u);
  });
});

describe('a key that is there twice', () => {
  it('has its second value checked, at its own place', () => {
    const { text, place } = marked(edited(['count: 200', 'count: 200\n    count: ^x']));
    const [duplicate, value, ...others] = problemsOf(text);
    expect(others).toEqual([]);
    expect(duplicate).toMatch(/expected each key once, found count a second time$/);
    expect(value.startsWith(`x.yaml:${place} populations.retail.count `)).toBe(true);
  });
});

describe('all problems', () => {
  it('are reported together in order of place, schema and contradictions alike', () => {
    const places: string[] = [];
    const edits: readonly (readonly [from: string, to: string, path: string])[] = [
      ['duration: 5h', 'duration: ^5', 'duration'],
      ['takerFee: 4bp', '^takrFee: 4bp', 'venue.takrFee'],
      ['initial: 0.8%', 'initial: ^0.3%', 'venue.instruments.BTC-PERP.margin.tiers[0].initial'],
      [
        'initial: 1%, maintenance: 0.5%',
        'initial: 1%, maintenance: ^5s',
        'venue.instruments.BTC-PERP.margin.tiers[1].maintenance',
      ],
      ['counterparty: hedgers', 'counterparty: ^hedgrs', 'populations.longs.standing.counterparty'],
      ['  liquidators:', '  ^liquidators:', 'populations.liquidators.lookRate'],
      ['side: sell, size: 5', 'side: sell, size: ^5.0001', 'shocks.dump.size'],
    ];
    let text = edited(['    lookRate: 1/s\n', '']);
    for (const [from, to, path] of edits) {
      const change = marked(text.replace(from, () => to));
      places.push(`x.yaml:${change.place} ${path}`);
      text = change.text;
    }
    expect(places).toHaveLength(7);
    expect(problemsOf(text).map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual(places);
  });

  it('are fields as well as text', () => {
    try {
      loadScenario('x.yaml', edited(['duration: 5h', 'duration: 5']));
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(ScenarioError);
      expect((error as ScenarioError).problems).toEqual([
        {
          file: 'x.yaml',
          line: 3,
          column: 11,
          override: null,
          path: 'duration',
          expected: 'a duration above 0s with its unit, such as 30s, 250ms or 2h30m',
          found: '5',
          suggestion: null,
        },
      ]);
    }
  });
});
