import { largest, sample } from '../core/distributions.js';
import { Draws, type RandomStreams } from '../core/random.js';
import { divideDown } from '../core/rounding.js';
import { causeOfCohort } from '../events/cause.js';
import { listInstruments } from '../scenario/instruments.js';
import type { Population, Scenario } from '../scenario/scenario.js';
import type { Behaviour } from './agents/agent.js';
import { createBehaviour } from './agents/behaviours.js';
import { type BehaviourContext, type InstrumentFacts, TRAIT_STRIDE } from './agents/context.js';
import type { BehaviourFactories } from './agents/custom-behaviour.js';
import type { Ledger } from './ledger/ledger.js';
import { type Accounts, MARGIN_MODES } from './margin/accounts.js';
import { createOrderLatency } from './order-latency.js';
import { accountOf, type PopulationState, type VenueState, type World } from './world.js';

/**
 * Opens the accounts of all members, one after another, and makes their behaviour. Isolated: one
 * account for each instrument with one position; otherwise one account with a position on each.
 */
export function createPopulation(
  scenario: Scenario,
  venues: readonly VenueState[],
  ledger: Ledger,
  accounts: Accounts,
  streams: RandomStreams,
  behaviours: BehaviourFactories,
  row: number,
): PopulationState {
  const rules = scenario.populations[row];
  const venue = venues[rules.venue];
  const instruments = rules.instruments.map((instrument) => venue.instruments[instrument]);
  ledger.pair();
  const firstAccount = ledger.accountCount;
  const firstPosition = ledger.positionCount;
  const isIsolated = rules.marginMode === 'isolated';
  for (let agent = 0; agent < rules.count; agent++) {
    for (const [place, instrument] of instruments.entries()) {
      if (isIsolated || place === 0) {
        accounts.addAccount(ledger.openAccount(), MARGIN_MODES[rules.marginMode], row);
      }
      accounts.addPosition(ledger.openPosition(instrument), ledger.accountCount - 1);
    }
  }
  const { takerFeePpm } = scenario.venues[rules.venue];
  const latency = createOrderLatency(rules, streams);
  const all = listInstruments(scenario);
  const facts = instruments.map((it) => ({ row: it, takerFeePpm, ...all[it].rules }));
  return {
    row,
    rules,
    behaviour: createMembers(streams, rules, facts, behaviours),
    cause: causeOfCohort(row, scenario.shocks.length),
    instruments,
    facts,
    firstAccount,
    firstPosition,
    accountsPerAgent: isIsolated ? instruments.length : 1,
    reactionUs: reactionTimes(streams, rules),
    latency,
    sendsDirectly: latency === null && !venue.matching.isLimited,
    cashUnits: cashOutside(streams, rules),
    arrivals: streams.open(`population/${rules.name}/arrivals`),
    decisions: streams.open(`population/${rules.name}/decisions`),
    arrivalUs: 0,
    wakeCount: 0,
  };
}

function createMembers(
  streams: RandomStreams,
  rules: Population,
  facts: readonly InstrumentFacts[],
  behaviours: BehaviourFactories,
): Behaviour {
  const traits = streams.open(`population/${rules.name}/traits`);
  const draws = new Draws();
  const context: BehaviourContext = {
    instruments: facts,
    traits: (agent, trait = 0) => {
      draws.begin(streams, traits, agent + trait * TRAIT_STRIDE);
      return draws;
    },
  };
  return createBehaviour(rules, context, behaviours);
}

/** Drawn once for each member. */
function reactionTimes(streams: RandomStreams, rules: Population): Int32Array {
  if (largest(rules.reactionTime) === 0) return new Int32Array(0);
  const stream = streams.open(`population/${rules.name}/reactionTime`);
  const draws = new Draws();
  return Int32Array.from({ length: rules.count }, (_, agent) => {
    draws.begin(streams, stream, agent);
    return Math.round(sample(rules.reactionTime, draws));
  });
}

/** What each member can still bring in. */
function cashOutside(streams: RandomStreams, rules: Population): Float64Array {
  const cashUnits = new Float64Array(rules.count);
  if (!('cash' in rules)) return cashUnits;
  const stream = streams.open(`population/${rules.name}/cash`);
  const draws = new Draws();
  for (let agent = 0; agent < rules.count; agent++) {
    draws.begin(streams, stream, agent);
    cashUnits[agent] = Math.max(0, Math.round(sample(rules.cash, draws)));
  }
  return cashUnits;
}

/** Every member's wealth comes in from outside; isolated, split evenly over its accounts. */
export function depositWealth(world: World, population: PopulationState): void {
  const { streams, draws } = world;
  const { rules, accountsPerAgent } = population;
  const stream = streams.open(`population/${rules.name}/wealth`);
  for (let agent = 0; agent < rules.count; agent++) {
    draws.begin(streams, stream, agent);
    const wealthUnits = Math.max(0, Math.round(sample(rules.wealth, draws)));
    for (let slot = 0; slot < accountsPerAgent; slot++) {
      const shareUnits = divideDown(wealthUnits, accountsPerAgent);
      deposit(world, accountOf(population, agent, slot), shareUnits);
    }
  }
}

export function deposit(world: World, account: number, amountUnits: number): void {
  const { accounts, cohorts, ledger } = world;
  ledger.transfer(world.outside, account, amountUnits);
  accounts.addNetDeposit(account, amountUnits);
  cohorts.depositUnits[accounts.cohortOf(account)] += amountUnits;
}
