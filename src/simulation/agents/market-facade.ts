import type { AccountId, Lots, Ticks, TimeUs, Units } from '../../core/units.js';
import type { MarketView, OpenLiquidation } from './agent.js';
import { type InstrumentFacts, positionsByRow } from './context.js';

/** What a module sees: all that a trader does. `instrument` is a place in the population's list. */
export type AgentMarket = MarketView;

/**
 * A view that leads to nothing else: the loop's own view holds the world. One facade serves all
 * wake-ups; what it shows is read when it is asked.
 */
export class MarketFacade implements AgentMarket {
  #view: MarketView | null = null;
  #places: Int32Array;

  constructor(instruments: readonly InstrumentFacts[]) {
    this.#places = positionsByRow(instruments);
  }

  aim(view: MarketView): void {
    this.#view = view;
  }

  get timeUs(): TimeUs {
    return this.#view!.timeUs;
  }

  get instrument(): number {
    return this.#places[this.#view!.instrument];
  }

  get bestBidTicks(): Ticks {
    return this.#view!.bestBidTicks;
  }

  get bestAskTicks(): Ticks {
    return this.#view!.bestAskTicks;
  }

  get lastTicks(): Ticks {
    return this.#view!.lastTicks;
  }

  get tradedLots(): Lots {
    return this.#view!.tradedLots;
  }

  get markTicks(): Ticks {
    return this.#view!.markTicks;
  }

  get indexTicks(): Ticks {
    return this.#view!.indexTicks;
  }

  get unitsPerTickLot(): number {
    return this.#view!.unitsPerTickLot;
  }

  get maxPriceTicks(): Ticks {
    return this.#view!.maxPriceTicks;
  }

  get sizeFactor(): number {
    return this.#view!.sizeFactor;
  }

  get account(): AccountId {
    return this.#view!.account;
  }

  get positionLots(): Lots {
    return this.#view!.positionLots;
  }

  get costUnits(): Units {
    return this.#view!.costUnits;
  }

  get equityUnits(): Units {
    return this.#view!.equityUnits;
  }

  get messagesOnTheWay(): number {
    return this.#view!.messagesOnTheWay;
  }

  get lotsOnTheWay(): Lots {
    return this.#view!.lotsOnTheWay;
  }

  get maintenanceUnits(): Units {
    return this.#view!.maintenanceUnits;
  }

  get wasLiquidated(): boolean {
    return this.#view!.wasLiquidated;
  }

  get cashUnits(): Units {
    return this.#view!.cashUnits;
  }

  owns(order: number): boolean {
    return this.#view!.owns(order);
  }

  /** Of its own orders; those of others are as unknown as on an exchange. */
  isOpen(order: number): boolean {
    return this.#view!.owns(order);
  }

  openLots(order: number): Lots {
    return this.#view!.owns(order) ? this.#view!.openLots(order) : 0;
  }

  get openLiquidationCount(): number {
    return this.#view!.openLiquidationCount;
  }

  openLiquidation(row: number): OpenLiquidation {
    const open = this.#view!.openLiquidation(row);
    return { ...open, instrument: this.#places[open.instrument] };
  }

  get inventoryLots(): Lots {
    return this.#view!.inventoryLots;
  }
}
