import { NONE } from '../../src/core/units.js';
import { BUY, SELL, type Side } from '../../src/events/sink.js';
import type { Behaviour, Decision, MarketView } from '../../src/simulation/agents/agent.js';
import type { Draws } from '../../src/core/random.js';

export type Act = (decision: Decision, own: Script) => void;

/**
 * A trader who does what the test wrote down for him, through the loop like any other: the orders
 * that stand at the start, and what he does at given times. His orders are known by their tag.
 */
export class Script implements Behaviour {
  readonly wakesPerSecond = 0;
  private readonly opening: string;
  private readonly acts: { readonly atUs: number; readonly slot: number; readonly act: Act }[] = [];
  private readonly orders = new Map<number, number>();
  /** Tags of the orders that did not rest, as they were told. */
  readonly gone: number[] = [];

  constructor(opening: string) {
    this.opening = opening;
  }

  add(atUs: number, slot: number, act: Act): void {
    this.acts.push({ atUs, slot, act });
    this.acts.sort((a, b) => a.atUs - b.atUs);
  }

  choose(): number {
    return this.acts.length === 0 ? NONE : this.acts[0].slot;
  }

  wake(_agent: number, _view: MarketView, _draws: Draws, decision: Decision): void {
    this.acts.shift()?.act(decision, this);
  }

  open(_agent: number, view: MarketView, _draws: Draws, decision: Decision): void {
    const books = this.opening.split('/');
    placeAll(decision, books[view.instrument] ?? '');
  }

  orderRested(_agent: number, tag: number, order: number): void {
    this.orders.set(tag, order);
  }

  orderGone(_agent: number, tag: number): void {
    this.gone.push(tag);
  }

  /** The id of the order that rested last with this tag. */
  order(tag: number): number {
    return this.orders.get(tag) ?? NONE;
  }
}

/**
 * Limit orders from words: `bids 999x2 998x5 asks 1001x3`, the first nearest to nothing in
 * particular; each is tagged with its price.
 */
export function placeAll(decision: Decision, words: string): void {
  let side: Side = BUY;
  for (const word of words.split(/\s+/).filter((text) => text !== '')) {
    if (word === 'bids') side = BUY;
    else if (word === 'asks') side = SELL;
    else {
      const [priceTicks, lots] = word.split('x').map(Number);
      decision.limit(side, priceTicks, lots, priceTicks);
    }
  }
}
