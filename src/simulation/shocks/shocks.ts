import type { EventSink } from '../../events/sink.js';
import { causeOfShock } from '../../events/cause.js';
import type { Shock } from '../../scenario/scenario.js';
import { COMMANDS } from '../command.js';
import type { World } from '../world.js';
import { beginCutOff, endCutOff } from './cut-off.js';
import { spikeFunding } from './funding-spike.js';
import { beginFault, endFault } from './index-faults.js';
import { beginLatency, endLatency } from './latency.js';
import { beginEngineShock, endEngineShock } from './liquidation-engine.js';
import { beginWithdrawal, endWithdrawal } from './makers-withdraw.js';
import { beginMarginChange, endMarginChange } from './margin-change.js';
import { orderAtMarket, sendSlice } from './market-order.js';
import { beginOutage, endOutage } from './matching-outage.js';
import { jumpPrice } from './price-jump.js';
import { haltTrading } from './trading-halt.js';
import { beginVolatility, endVolatility } from './volatility.js';
import { beginRun, leave } from './withdrawal-run.js';

type Kind = Shock['kind'];
type Act<S> = (world: World, sink: EventSink, shock: S, row: number) => void;

/** What a kind of shock does when it begins, when its time is over, and at the steps it asked for. */
interface ShockActs<S> {
  readonly begin: Act<S>;
  readonly end?: Act<S>;
  readonly step?: Act<S>;
}

/** Every kind of shock that a scenario can name. To add one: its file, and its line here. */
export const SHOCKS: {
  readonly [K in Kind]: ShockActs<Extract<Shock, { readonly kind: K }>>;
} = {
  priceJump: { begin: jumpPrice },
  volatility: { begin: beginVolatility, end: endVolatility },
  marketOrder: { begin: orderAtMarket, step: sendSlice },
  marketMakersWithdraw: { begin: beginWithdrawal, end: endWithdrawal },
  matchingOutage: { begin: beginOutage, end: endOutage },
  orderEntryDown: { begin: beginCutOff, end: endCutOff },
  latency: { begin: beginLatency, end: endLatency },
  liquidationEngineStall: { begin: beginEngineShock, end: endEngineShock },
  liquidationEngineThrottle: { begin: beginEngineShock, end: endEngineShock },
  keepersOffline: { begin: beginCutOff, end: endCutOff },
  indexFrozen: { begin: beginFault, end: endFault },
  indexBiased: { begin: beginFault, end: endFault },
  indexLagging: { begin: beginFault, end: endFault },
  sourceWrong: { begin: beginFault, end: endFault },
  marginChange: { begin: beginMarginChange, end: endMarginChange },
  fundingSpike: { begin: spikeFunding },
  withdrawalRun: { begin: beginRun, step: leave },
  tradingHalt: { begin: haltTrading },
};

/** A shock begins, by its own cause. It is in force until its end, which is scheduled where it acts. */
export function applyShock(world: World, sink: EventSink, row: number): void {
  world.cause = causeOfShock(row);
  const { queue, scenario, shocks } = world;
  const shock = scenario.shocks[row];
  const forUs = durationOf(shock);
  const endsUs = queue.nowUs + forUs;
  shocks.beganUs[row] = queue.nowUs;
  shocks.endsUs[row] = endsUs;
  shocks.beginnings[row] += 1;
  if (shock.when !== undefined) shocks.armedFromUs[row] = endsUs + shock.when.rearmAfterUs;
  const { begin, end } = actsOf(shock);
  begin(world, sink, shock, row);
  if (end !== undefined && endsUs < Infinity) queue.schedule(endsUs, COMMANDS.endShock, row);
}

export function endShock(world: World, sink: EventSink, row: number): void {
  world.cause = causeOfShock(row);
  const shock = world.scenario.shocks[row];
  actsOf(shock).end?.(world, sink, shock, row);
}

/** The next part of a shock that goes on in steps. */
export function stepShock(world: World, sink: EventSink, row: number): void {
  world.cause = causeOfShock(row);
  const shock = world.scenario.shocks[row];
  actsOf(shock).step?.(world, sink, shock, row);
}

function durationOf(shock: Shock): number {
  if (shock.kind === 'marketOrder') return shock.pace?.forUs ?? 0;
  return 'forUs' in shock ? shock.forUs : 0;
}

/** The acts of a shock's kind, which take shocks of that kind. */
function actsOf(shock: Shock): ShockActs<Shock> {
  return SHOCKS[shock.kind] as ShockActs<Shock>;
}
