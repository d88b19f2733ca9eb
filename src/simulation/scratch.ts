import { Draws } from '../core/random.js';
import { BUY } from '../events/sink.js';
import { Decision } from './agents/agent.js';
import { AgentView } from './agent-view.js';
import { ORDER_KINDS } from './exchange/order-kinds.js';
import { blankLiquidation } from './liquidation/facts.js';
import type { World } from './world.js';

/** Blank records and buffers that live no longer than a command and are used again by the next. */
export function scratch(): Pick<
  World,
  'draws' | 'view' | 'decision' | 'tradeFact' | 'orderFact' | 'liquidationFact' | 'order'
> {
  return {
    draws: new Draws(),
    view: new AgentView(),
    decision: new Decision(),
    tradeFact: {
      timeUs: 0,
      instrument: 0,
      takerSide: BUY,
      priceTicks: 0,
      lots: 0,
      taker: 0,
      maker: 0,
      takerFeeUnits: 0,
      makerFeeUnits: 0,
      cause: 0,
    },
    liquidationFact: blankLiquidation(),
    orderFact: {
      timeUs: 0,
      instrument: 0,
      order: 0,
      account: 0,
      side: BUY,
      kind: 'limit',
      priceTicks: 0,
      lots: 0,
      filledLots: 0,
      restingLots: 0,
      cause: 0,
    },
    order: {
      account: 0,
      position: 0,
      kind: ORDER_KINDS.limit,
      side: BUY,
      priceTicks: 0,
      lots: 0,
      displayedLots: 0,
      takerFeePpm: 0,
    },
  };
}
