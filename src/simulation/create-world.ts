import { RandomStreams } from '../core/random.js';
import { type AccountId, NONE } from '../core/units.js';
import { listInstruments } from '../scenario/instruments.js';
import type { Instrument, Scenario, SelfTradePrevention } from '../scenario/scenario.js';
import { type BehaviourFactories, NO_FACTORIES } from './agents/custom-behaviour.js';
import { Cohorts } from './cohorts.js';
import { CommandQueue } from './command-queue.js';
import { createPopulation, depositWealth } from './create-population.js';
import { type IndexLinks, IndexProcesses, type IndexSource } from './exchange/index-process.js';
import type { IndexFault } from './exchange/index-fault.js';
import { MarkInputs } from './exchange/mark-inputs.js';
import { NetFlow } from './exchange/net-flow.js';
import { MarkPrice, watchedInputs } from './exchange/mark-price.js';
import { MoveWindow } from './exchange/move-window.js';
import { OrderBook } from './exchange/order-book.js';
import { Premium } from './exchange/premium.js';
import { QuoteHistory } from './exchange/quote-history.js';
import { TravelStack } from './exchange/travel-stack.js';
import { Ledger } from './ledger/ledger.js';
import { Breaches } from './liquidation/breaches.js';
import { EngineBacklog } from './liquidation/engine-backlog.js';
import { KeeperInventory } from './liquidation/keeper-inventory.js';
import { Liquidations } from './liquidation/liquidations.js';
import { Accounts, MARGIN_MODES } from './margin/accounts.js';
import { MarginEngine } from './margin/margin-engine.js';
import { MatchingQueue } from './matching-queue.js';
import { Messages } from './messages.js';
import { scratch } from './scratch.js';
import { createConditions } from './shocks/conditions.js';
import { createIndexFault } from './shocks/index-faults.js';
import { largestLatency } from './shocks/latency.js';
import { ShockStates } from './shocks/shock-states.js';
import { StepMeter } from './margin/step-meter.js';
import { openStandingPositions } from './standing-positions.js';
import type { InstrumentState, PopulationState, VenueState, World } from './world.js';

/** Commands between two full scans of the ledger, for each account: keeps them under 1 % of the time. */
const COMMANDS_A_SCAN_AND_ACCOUNT = 50;

/** Room for the accounts and positions that belong to a venue, not to a population. */
const SYSTEM_ROWS = 16;

/**
 * The world before its first command: accounts and deposits, standing positions, empty books.
 * `behaviours` makes the populations whose kind is a module, by that kind.
 */
export function createWorld(
  scenario: Scenario,
  seed: string,
  behaviours: BehaviourFactories = NO_FACTORIES,
): World {
  return makeWorld(scenario, seed, behaviours, false);
}

/** The same world on the same draws, in which nobody is sold out: see LIQ-22. */
export function createCounterfactualWorld(
  scenario: Scenario,
  seed: string,
  behaviours: BehaviourFactories = NO_FACTORIES,
): World {
  return makeWorld(scenario, seed, behaviours, true);
}

function makeWorld(
  scenario: Scenario,
  seed: string,
  behaviours: BehaviourFactories,
  isCounterfactual: boolean,
): World {
  const streams = new RandomStreams(seed);
  const rules = listInstruments(scenario).map((listed) => listed.rules);
  const ledger = new Ledger(rules.map(({ unitsPerTickLot }) => unitsPerTickLot));
  const accounts = new Accounts(ledger);
  reserveRows(scenario, ledger);
  const shockCohort = scenario.populations.length;
  const counterfactualCohort = shockCohort + 1;
  const openOf = (cohort: number): AccountId => {
    const account = ledger.openAccount();
    accounts.addAccount(account, MARGIN_MODES.unmargined, cohort);
    return account;
  };
  const openSystemAccount = (): AccountId => openOf(NONE);

  const outside = openSystemAccount();
  const venues = createVenues(scenario, openSystemAccount, () => openOf(counterfactualCohort));
  const shockDesk = createShockDesk(ledger, accounts, rules.length, shockCohort);
  const populations = scenario.populations.map((_, row) =>
    createPopulation(scenario, venues, ledger, accounts, streams, behaviours, row),
  );
  // Last, so that everyone else has the rows of the run with forced sales.
  if (isCounterfactual) openDeskPositions(venues, ledger, accounts);
  const world: World = {
    scenario,
    seed,
    isCounterfactual,
    queue: new CommandQueue(),
    streams,
    ledger,
    accounts,
    margin: new MarginEngine(ledger, accounts, rules),
    index: new IndexProcesses(indexSources(scenario), streams, indexLinks(scenario)),
    venues,
    instruments: createInstruments(
      scenario,
      Math.ceil(longestReactionUs(populations) * largestLatency(scenario)),
    ),
    populations,
    cohorts: new Cohorts(counterfactualCohort + 1),
    liquidations: new Liquidations(),
    keeperInventory: new KeeperInventory(),
    breaches: new Breaches(),
    messages: populations.every(({ sendsDirectly }) => sendsDirectly)
      ? null
      : new Messages(ledger.positionCount),
    shocks: new ShockStates(scenario, streams),
    conditions: createConditions(
      scenario,
      rules.map(({ initialPriceTicks }) => initialPriceTicks),
    ),
    outside,
    shockDesk,
    cause: 0,
    commandCount: 0,
    tradeCount: 0,
    nextFullScan: 0,
    scanEveryCommands: COMMANDS_A_SCAN_AND_ACCOUNT * ledger.accountCount,
    ...scratch(),
  };
  for (const population of world.populations) depositWealth(world, population);
  for (const population of world.populations) openStandingPositions(world, population);
  return world;
}

/** Rows of all populations, and a few of the venues. */
function reserveRows(scenario: Scenario, ledger: Ledger): void {
  let accountCount = SYSTEM_ROWS * scenario.venues.length;
  let positionCount = SYSTEM_ROWS * scenario.venues.length;
  for (const { count, instruments, marginMode } of scenario.populations) {
    positionCount = Math.max(positionCount, accountCount); // paired, population by population
    accountCount += marginMode === 'isolated' ? count * instruments.length : count;
    positionCount += count * instruments.length;
  }
  ledger.reserve(accountCount, positionCount);
}

function longestReactionUs(populations: readonly PopulationState[]): number {
  let longestUs = 0;
  for (const { reactionUs } of populations) {
    for (const us of reactionUs) longestUs = Math.max(longestUs, us);
  }
  return longestUs;
}

function createVenues(
  scenario: Scenario,
  openAccount: () => AccountId,
  openDesk: () => AccountId,
): VenueState[] {
  let firstInstrument = 0;
  return scenario.venues.map((rules, row): VenueState => {
    const instruments = rules.instruments.map((_, place) => firstInstrument + place);
    firstInstrument += instruments.length;
    return {
      row,
      rules,
      instruments,
      insuranceFund: openAccount(),
      fees: openAccount(),
      backstop: openAccount(),
      loss: openAccount(),
      rounding: openAccount(),
      counterfactualDesk: openDesk(),
      engine: new EngineBacklog(),
      matching: new MatchingQueue(rules.matching),
      latencyFactor: 1,
      markIsDue: false,
    };
  });
}

/** An unmargined account with a position on every instrument. */
function createShockDesk(
  ledger: Ledger,
  accounts: Accounts,
  instrumentCount: number,
  cohort: number,
): AccountId {
  const account = ledger.openAccount();
  accounts.addAccount(account, MARGIN_MODES.unmargined, cohort);
  for (let instrument = 0; instrument < instrumentCount; instrument++) {
    accounts.addPosition(ledger.openPosition(instrument), account);
  }
  return account;
}

/** The desk of each venue gets a position on each of its instruments. */
function openDeskPositions(
  venues: readonly VenueState[],
  ledger: Ledger,
  accounts: Accounts,
): void {
  for (const { counterfactualDesk, instruments } of venues) {
    for (const instrument of instruments) {
      accounts.addPosition(ledger.openPosition(instrument), counterfactualDesk);
    }
  }
}

function createInstruments(scenario: Scenario, reachUs: number): InstrumentState[] {
  return listInstruments(scenario).map(({ venue, rules }, row) => {
    const { selfTradePrevention } = scenario.venues[venue];
    const place = scenario.venues[venue].instruments.indexOf(rules);
    const fault = createIndexFault(scenario, venue, place);
    return createInstrument(row, venue, rules, selfTradePrevention, reachUs, fault);
  });
}

function createInstrument(
  row: number,
  venue: number,
  rules: Instrument,
  selfTradePrevention: SelfTradePrevention,
  reachUs: number,
  indexFault: IndexFault | null,
): InstrumentState {
  const halt = rules.volatilityHalt;
  const inputs = new MarkInputs(rules.initialPriceTicks, watchedInputs(rules.mark));
  return {
    row,
    venue,
    rules,
    book: new OrderBook({ maxPriceTicks: rules.maxPriceTicks, selfTradePrevention }),
    inputs,
    flow: rules.index.response === undefined ? null : new NetFlow(),
    mark: new MarkPrice(rules.mark, inputs),
    travel: new TravelStack(),
    history: new QuoteHistory(reachUs),
    premium: rules.funding === null ? null : new Premium(rules.funding),
    steps: rules.marginSteps === undefined ? null : new StepMeter(rules.marginSteps),
    openInterestLots: 0,
    tradedLots: 0,
    indexFault,
    worldIndexTicks: rules.initialPriceTicks,
    moves: halt === undefined ? null : new MoveWindow(halt.windowUs, halt.movePpm),
    haltedUntilUs: 0,
    callUntilUs: 0,
    downUntilUs: 0,
    isDown: false,
  };
}

function indexSources(scenario: Scenario): IndexSource[] {
  return listInstruments(scenario).map(({ venue, rules }) => ({
    venue: scenario.venues[venue].name,
    instrument: rules.name,
    everyUs: rules.index.everyUs,
    process: rules.index.process,
    response: rules.index.response,
    initialPriceTicks: rules.initialPriceTicks,
    maxPriceTicks: rules.maxPriceTicks,
  }));
}

/** From rows within each venue to rows over all venues. */
function indexLinks({ venues }: Scenario): IndexLinks {
  let first = 0;
  const correlations: IndexLinks['correlations'][number][] = [];
  const commonJumps: IndexLinks['commonJumps'][number][] = [];
  for (const { commonJumps: jumps, indexCorrelation, instruments, name } of venues) {
    const offset = first;
    const overAll = (rows: readonly number[]): number[] => rows.map((row) => offset + row);
    if (indexCorrelation) {
      const { factor, instruments: rows } = indexCorrelation;
      correlations.push({ rows: overAll(rows), factor });
    }
    if (jumps) commonJumps.push({ venue: name, law: jumps, rows: overAll(jumps.instruments) });
    first += instruments.length;
  }
  return { correlations, commonJumps };
}
