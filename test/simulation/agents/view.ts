import { Draws, RandomStreams } from '../../../src/core/random.js';
import type { Scenario } from '../../../src/scenario/scenario.js';
import {
  type Behaviour,
  Decision,
  INTENTS,
  type MarketView,
  type OpenLiquidation,
} from '../../../src/simulation/agents/agent.js';
import {
  type BehaviourContext,
  type InstrumentFacts,
  TRAIT_STRIDE,
} from '../../../src/simulation/agents/context.js';
import { BUY, type Side } from '../../../src/events/sink.js';

/** A market that a test writes by hand; `orders` are the lots of all orders that rest, by id. */
export class TestView implements MarketView {
  timeUs = 0;
  instrument = 0;
  bestBidTicks = 9_999;
  bestAskTicks = 10_001;
  lastTicks = 10_000;
  markTicks = 10_000;
  indexTicks = 10_000;
  tradedLots = 0;
  unitsPerTickLot = 1;
  maxPriceTicks = 100_000;
  sizeFactor = 1;
  account = 0;
  positionLots = 0;
  costUnits = 0;
  equityUnits = 1_000_000;
  maintenanceUnits = 0;
  wasLiquidated = false;
  cashUnits = 0;
  inventoryLots = 0;
  messagesOnTheWay = 0;
  lotsOnTheWay = 0;
  liquidations: OpenLiquidation[] = [];
  readonly orders = new Map<number, number>();

  owns(order: number): boolean {
    return this.orders.has(order);
  }

  isOpen(order: number): boolean {
    return this.orders.has(order);
  }

  openLots(order: number): number {
    return this.orders.get(order) ?? 0;
  }

  get openLiquidationCount(): number {
    return this.liquidations.length;
  }

  openLiquidation(row: number): OpenLiquidation {
    return this.liquidations[row];
  }
}

export const facts: InstrumentFacts = {
  row: 0,
  unitsPerTickLot: 1,
  initialPriceTicks: 10_000,
  maxPriceTicks: 100_000,
  margin: {
    tiers: [{ upToUnits: Infinity, initialPpm: 10_000, maintenancePpm: 5_000, deductionUnits: 0 }],
  },
  takerFeePpm: 0,
};

export function contextOf(
  instruments: readonly InstrumentFacts[] = [facts],
  seed = 'test',
): BehaviourContext {
  const streams = new RandomStreams(seed);
  const stream = streams.open('traits');
  return {
    instruments,
    traits(agent, trait = 0) {
      const draws = new Draws();
      draws.begin(streams, stream, agent + trait * TRAIT_STRIDE);
      return draws;
    },
  };
}

/** The part of every population that its behaviour does not read but for count and instruments. */
export function populationBase(count: number): Omit<Scenario['populations'][number], 'kind'> {
  return {
    name: 'traders',
    count,
    venue: 0,
    instruments: [0],
    marginMode: 'cross',
    wealth: { kind: 'fixed', value: 1_000_000 },
    reactionTime: { kind: 'fixed', value: 0 },
  };
}

/** Wake-ups one after another, each with draws of its own, as the loop gives them. */
export class Waker {
  readonly decision = new Decision();
  readonly draws = new Draws();
  private readonly streams: RandomStreams;
  private readonly stream: number;
  private count = 0;

  constructor(seed = 'test') {
    this.streams = new RandomStreams(seed);
    this.stream = this.streams.open('decisions');
  }

  /** The draws of the next wake-up. */
  begin(): Draws {
    this.draws.begin(this.streams, this.stream, this.count++);
    this.decision.clear();
    return this.draws;
  }

  wake(behaviour: Behaviour, agent: number, view: MarketView): string[] {
    behaviour.wake(agent, view, this.begin(), this.decision);
    return wordsOf(this.decision);
  }

  /** No order of the last decision comes to rest. */
  refuseAll(behaviour: Behaviour, agent: number): void {
    const { decision } = this;
    for (let row = 0; row < decision.count; row++) {
      const kind = decision.kind[row];
      const mightRest = kind === INTENTS.limit || kind === INTENTS.postOnly;
      if (mightRest) behaviour.orderGone?.(agent, decision.tag[row]);
    }
  }

  /** Lets all orders of the last decision rest, with ids that count up from `firstOrder`. */
  restAll(behaviour: Behaviour, agent: number, view: TestView, firstOrder: number): void {
    const { decision } = this;
    let order = firstOrder;
    for (let row = 0; row < decision.count; row++) {
      const kind = decision.kind[row];
      if (kind === INTENTS.cancel) view.orders.delete(decision.reference[row]);
      if (kind !== INTENTS.limit && kind !== INTENTS.postOnly) continue;
      view.orders.set(order, decision.lots[row]);
      behaviour.orderRested?.(agent, decision.tag[row], order);
      order += 1;
    }
  }
}

/** A decision in the words of a trader. */
export function wordsOf(decision: Decision): string[] {
  return Array.from({ length: decision.count }, (_, row) => {
    const kind = Object.keys(INTENTS)[decision.kind[row]];
    const side = (decision.side[row] as Side) === BUY ? 'buy' : 'sell';
    const lots = decision.lots[row];
    switch (decision.kind[row]) {
      case INTENTS.cancel:
        return `cancel ${decision.reference[row]}`;
      case INTENTS.takeOver:
        return `take over ${lots} of ${decision.reference[row]}`;
      case INTENTS.dispose:
        return `dispose of ${lots}`;
      case INTENTS.deposit:
        return `deposit ${decision.reference[row]}`;
      case INTENTS.withdraw:
        return `withdraw ${decision.reference[row]}`;
      case INTENTS.market:
        return `${side} ${lots} at market`;
      default:
        return `${kind} ${side} ${lots} @ ${decision.priceTicks[row]}`;
    }
  });
}
