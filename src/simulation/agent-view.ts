import { NONE } from '../core/units.js';
import type { AccountId, Lots, PositionId, Ticks, TimeUs, Units } from '../core/units.js';
import type { MarketView, OpenLiquidation } from './agents/agent.js';
import { cashOf } from './cash.js';
import { describeOffer, findOffers, type Offer } from './liquidation/keeper-offers.js';
import { ACCOUNT_STATES, MARGIN_MODES } from './margin/accounts.js';
import type { InstrumentState, World } from './world.js';

/**
 * The one view that serves all wake-ups. The market part is copied when it is aimed; what costs a
 * look at an account is read only when the agent asks.
 */
export class AgentView implements MarketView {
  timeUs: TimeUs = 0;
  instrument = 0;
  bestBidTicks: Ticks = 0;
  bestAskTicks: Ticks = 0;
  lastTicks: Ticks = 0;
  markTicks: Ticks = 0;
  indexTicks: Ticks = 0;
  unitsPerTickLot = 1;
  maxPriceTicks: Ticks = 0;
  sizeFactor = 1;
  account: AccountId = 0;
  /** Of the account on the instrument; for the loop, agents do not see it. */
  position: PositionId = NONE;
  /**
   * Whether no liquidation has the account; for the loop. Read here, before the agent decides, so
   * that its record is on the way from memory meanwhile.
   */
  isFree = true;

  private world: World | null = null;
  private state: InstrumentState | null = null;
  private reactionUs: TimeUs = 0;
  /** Row of the history that the agent sees; NONE: the present. */
  private historyRow = NONE;
  /** Looked up when a keeper first asks; null: not yet. */
  private offers: readonly Offer[] | null = null;

  /** Aims the view at an instrument as it was `reactionUs` ago, through the eyes of one account. */
  aim(
    world: World,
    state: InstrumentState,
    account: AccountId,
    position: PositionId,
    reactionUs: TimeUs,
  ): void {
    const nowUs = world.queue.nowUs;
    this.world = world;
    this.state = state;
    this.account = account;
    this.position = position;
    this.isFree = world.accounts.stateOf(account) === ACCOUNT_STATES.free;
    this.offers = null;
    this.reactionUs = reactionUs;
    this.historyRow = NONE;
    this.timeUs = nowUs;
    this.instrument = state.row;
    this.unitsPerTickLot = state.rules.unitsPerTickLot;
    this.maxPriceTicks = state.rules.maxPriceTicks;
    if (reactionUs === 0) {
      this.bestBidTicks = state.book.bestBidTicks;
      this.bestAskTicks = state.book.bestAskTicks;
      this.lastTicks = state.inputs.lastTicks;
      this.indexTicks = state.worldIndexTicks;
      this.markTicks = world.margin.markTicks[state.row];
      return;
    }
    const { history } = state;
    const row = history.find(nowUs - reactionUs);
    this.historyRow = row;
    this.bestBidTicks = history.bestBidTicks[row];
    this.bestAskTicks = history.bestAskTicks[row];
    this.lastTicks = history.lastTicks[row];
    this.indexTicks = history.indexTicks[row];
    this.markTicks = history.markTicks[row];
  }

  get tradedLots(): Lots {
    const { history, tradedLots } = this.state!;
    return this.historyRow === NONE ? tradedLots : history.tradedLots[this.historyRow];
  }

  get positionLots(): Lots {
    return this.world!.ledger.lotsOf(this.position);
  }

  get costUnits(): Units {
    return this.world!.ledger.costOf(this.position);
  }

  get messagesOnTheWay(): number {
    const { call } = this.state!.book;
    return (this.world!.messages?.countOf(this.position) ?? 0) + call.waitingCount(this.account);
  }

  get lotsOnTheWay(): Lots {
    const { call } = this.state!.book;
    return (this.world!.messages?.lotsOf(this.position) ?? 0) + call.waitingLots(this.account);
  }

  get maintenanceUnits(): Units {
    const { accounts, margin } = this.world!;
    if (accounts.modeOf(this.account) === MARGIN_MODES.unmargined) return 0;
    return margin.maintenanceUnits(this.account);
  }

  get wasLiquidated(): boolean {
    return this.world!.accounts.wasLiquidated(this.account);
  }

  get cashUnits(): Units {
    return cashOf(this.world!, this.account);
  }

  get equityUnits(): Units {
    return this.world!.margin.equityUnits(this.account);
  }

  owns(order: number): boolean {
    const { book } = this.state!;
    return book.isOpen(order) && book.accountOf(order) === this.account;
  }

  isOpen(order: number): boolean {
    return this.state!.book.isOpen(order);
  }

  openLots(order: number): Lots {
    return this.state!.book.openLots(order);
  }

  get openLiquidationCount(): number {
    return this.openOffers().length;
  }

  openLiquidation(row: number): OpenLiquidation {
    return describeOffer(this.world!, this.openOffers()[row]);
  }

  get inventoryLots(): Lots {
    return this.world!.keeperInventory.lotsOf(this.account, this.instrument);
  }

  private openOffers(): readonly Offer[] {
    return (this.offers ??= findOffers(
      this.world!,
      this.instrument,
      this.timeUs - this.reactionUs,
    ));
  }
}
