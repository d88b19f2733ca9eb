import type { EventSink } from '../../events/sink.js';
import type { Shock } from '../../scenario/scenario.js';
import { causeOfShock } from '../../events/cause.js';
import type { World } from '../world.js';
import { orderAtMarket } from './market-order.js';
import { jumpPrice } from './price-jump.js';
import { haltTrading } from './trading-halt.js';

type Kind = Shock['kind'];
type ShockOfKind = { readonly [K in Kind]: Extract<Shock, { readonly kind: K }> };

/** Every kind of shock that a scenario can name. To add one: its file, and its line here. */
export const SHOCKS: {
  readonly [K in Kind]: (world: World, sink: EventSink, shock: ShockOfKind[K]) => void;
} = {
  priceJump: jumpPrice,
  marketOrder: orderAtMarket,
  tradingHalt: haltTrading,
};

export function applyShock(world: World, sink: EventSink, row: number): void {
  world.cause = causeOfShock(row);
  const shock = world.scenario.shocks[row];
  applyOfKind<Kind>(world, sink, shock.kind, shock);
}

function applyOfKind<K extends Kind>(
  world: World,
  sink: EventSink,
  kind: K,
  shock: ShockOfKind[K],
): void {
  SHOCKS[kind](world, sink, shock);
}
