import type { Draws, RandomStreams, StreamId } from '../core/random.js';
import type { AccountId, Lots, Ticks, PositionId, TimeUs } from '../core/units.js';
import type { Cause } from '../events/cause.js';
import type { LiquidationEnd, OrderFact, TradeFact } from '../events/sink.js';
import type { Instrument, Population, Scenario, Venue } from '../scenario/scenario.js';
import type { Behaviour, Decision } from './agents/agent.js';
import type { InstrumentFacts } from './agents/context.js';
import type { AgentView } from './agent-view.js';
import type { Cohorts } from './cohorts.js';
import type { CommandQueue } from './command-queue.js';
import type { IndexFault } from './exchange/index-fault.js';
import type { IndexProcesses } from './exchange/index-process.js';
import type { MarkInputs } from './exchange/mark-inputs.js';
import type { MarkPrice } from './exchange/mark-price.js';
import type { NetFlow } from './exchange/net-flow.js';
import type { MoveWindow } from './exchange/move-window.js';
import type { OrderBook } from './exchange/order-book.js';
import type { Premium } from './exchange/premium.js';
import type { QuoteHistory } from './exchange/quote-history.js';
import type { TravelStack } from './exchange/travel-stack.js';
import type { Ledger } from './ledger/ledger.js';
import type { Breaches } from './liquidation/breaches.js';
import type { EngineBacklog } from './liquidation/engine-backlog.js';
import type { KeeperInventory } from './liquidation/keeper-inventory.js';
import type { Liquidations } from './liquidation/liquidations.js';
import type { Accounts } from './margin/accounts.js';
import type { MatchingQueue } from './matching-queue.js';
import type { Messages } from './messages.js';
import type { Order } from './order-entry.js';
import type { OrderLatency } from './order-latency.js';
import type { MarginEngine } from './margin/margin-engine.js';
import type { Conditions } from './shocks/conditions.js';
import type { ShockStates } from './shocks/shock-states.js';
import type { StepMeter } from './margin/step-meter.js';

/**
 * Everything a run knows. State is data: columns and plain fields, random streams included, so that
 * a world can be hashed, saved and compared with another sample by sample.
 *
 * Rows of instruments count over all venues; rows of populations are those of the scenario.
 */
export interface World {
  readonly scenario: Scenario;
  readonly seed: string;
  /** Without forced sales: what would be liquidated goes to the desks of the venues at the mark. */
  readonly isCounterfactual: boolean;
  readonly queue: CommandQueue;
  readonly streams: RandomStreams;
  readonly ledger: Ledger;
  readonly accounts: Accounts;
  readonly margin: MarginEngine;
  readonly index: IndexProcesses;
  readonly venues: readonly VenueState[];
  readonly instruments: readonly InstrumentState[];
  readonly populations: readonly PopulationState[];
  readonly cohorts: Cohorts;
  readonly liquidations: Liquidations;
  readonly keeperInventory: KeeperInventory;
  readonly breaches: Breaches;
  /** Null: everything that is sent is executed at once. */
  readonly messages: Messages | null;
  readonly shocks: ShockStates;
  /** Null: every shock goes by the clock. */
  readonly conditions: Conditions | null;
  /** Money of the outside world: owes what was deposited. */
  readonly outside: AccountId;
  /** Unmargined account that executes shocks. */
  readonly shockDesk: AccountId;

  /** Why the command that runs now does what it does. */
  cause: Cause;
  commandCount: number;
  tradeCount: number;
  /** Commands executed when the columns are next checked in full. */
  nextFullScan: number;
  readonly scanEveryCommands: number;

  /** Scratch that lives no longer than a command: reused so that the loop allocates nothing. */
  readonly draws: Draws;
  readonly view: AgentView;
  readonly decision: Decision;
  readonly tradeFact: TradeFact;
  readonly orderFact: OrderFact;
  readonly liquidationFact: LiquidationEnd;
  readonly order: Order;
}

export interface VenueState {
  readonly row: number;
  readonly rules: Venue;
  readonly instruments: readonly number[]; // rows over all venues
  readonly insuranceFund: AccountId;
  readonly fees: AccountId;
  readonly backstop: AccountId;
  /** What the venue paid out of its own pocket: negative. */
  readonly loss: AccountId;
  readonly rounding: AccountId;
  /** Unmargined; holds positions in a counterfactual only. Never quotes. */
  readonly counterfactualDesk: AccountId;
  readonly engine: EngineBacklog;
  readonly matching: MatchingQueue;
  /** What agents see of the venue is older by this factor, and what they send takes longer. */
  latencyFactor: number;
  /** An `updateMark` at the present time waits in the queue (marks after every change). */
  markIsDue: boolean;
}

export interface InstrumentState {
  readonly row: number;
  readonly venue: number;
  readonly rules: Instrument;
  readonly book: OrderBook;
  readonly inputs: MarkInputs;
  /** Null: the index does not respond to what takers do here. */
  readonly flow: NetFlow | null;
  readonly mark: MarkPrice;
  readonly travel: TravelStack;
  readonly history: QuoteHistory;
  readonly premium: Premium | null;
  /** What published steps of the requirements follow; null: they do not change by steps. */
  readonly steps: StepMeter | null;
  openInterestLots: Lots;
  /** Lots traded on the book since the start of the run. */
  tradedLots: Lots;
  /** What is wrong with the published index; null: no shock disturbs it. */
  readonly indexFault: IndexFault | null;
  /** The index without faults, which traders see on other exchanges; the published one is in `inputs`. */
  worldIndexTicks: Ticks;
  /** The window of the volatility halt; null: there is none. */
  readonly moves: MoveWindow | null;
  haltedUntilUs: TimeUs;
  /** Orders are collected for an auction until then; 0: no auction is to come. */
  callUntilUs: TimeUs;
  /** Nothing reaches the book until then. */
  downUntilUs: TimeUs;
  isDown: boolean;
}

export interface PopulationState {
  readonly row: number;
  readonly rules: Population;
  readonly behaviour: Behaviour;
  readonly cause: Cause;
  readonly instruments: readonly number[]; // rows over all venues
  /** What its members know of the instruments: the same that its behaviour holds. */
  readonly facts: readonly InstrumentFacts[];
  readonly firstAccount: AccountId;
  /** Positions lie member by member, in the order of the population's instruments. */
  readonly firstPosition: PositionId;
  /** Isolated: one account for each instrument; otherwise one for all. */
  readonly accountsPerAgent: number;
  /** A row is a member; empty where all see the market as it is. */
  readonly reactionUs: Int32Array;
  /** Null: what members send arrives at once. */
  readonly latency: OrderLatency | null;
  /** Whether it is executed at once, too: nothing on its venue ever queues. */
  readonly sendsDirectly: boolean;
  /** Money of each member outside the venue: what it can deposit, and what it withdrew. */
  readonly cashUnits: Float64Array;
  readonly arrivals: StreamId;
  readonly decisions: StreamId;
  /** The next arrival in exact time; its command is due at the microsecond it falls in. */
  arrivalUs: number;
  wakeCount: number;
}

/** An instrument by its venue and its place in the venue's list. */
export function instrumentOf(world: World, venue: number, instrument: number): InstrumentState {
  return world.instruments[world.venues[venue].instruments[instrument]];
}

export function accountOf(population: PopulationState, agent: number, slot: number): AccountId {
  const { firstAccount, accountsPerAgent } = population;
  return accountsPerAgent === 1
    ? firstAccount + agent
    : firstAccount + agent * accountsPerAgent + slot;
}
