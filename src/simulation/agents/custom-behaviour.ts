import { BehaviourFault } from '../../core/assert.js';
import type { Draws } from '../../core/random.js';
import { US_PER_SECOND } from '../../core/units.js';
import type { CustomAgent } from '../../scenario/scenario.js';
import type { Behaviour, Decision, MarketView } from './agent.js';
import type { BehaviourContext, InstrumentFacts } from './context.js';
import { type AgentDecision, CheckedDecision } from './checked-decision.js';
import { type AgentDraws, DrawsFacade } from './draws-facade.js';
import { type AgentMarket, MarketFacade } from './market-facade.js';

/** What a module's default export is given. */
export interface AgentSetting {
  /** Name of the population, and number of its agents. */
  readonly name: string;
  readonly count: number;
  /** `parameters` of the population, as they stand in the scenario. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** What the population trades; `market.instrument` is a place in this list. */
  readonly instruments: readonly InstrumentFacts[];
  /** Draws of one agent's trait, from their start: the same however many agents there are. */
  readonly traits: (agent: number, trait?: number) => AgentDraws;
}

/** What a module's default export returns: one behaviour for all agents of the population. */
export interface AgentBehaviour {
  wake(agent: number, market: AgentMarket, draws: AgentDraws, decision: AgentDecision): void;
  open?(agent: number, market: AgentMarket, draws: AgentDraws, decision: AgentDecision): void;
  /** Told the id of every order that rested, in the order of the decision. */
  orderRested?(agent: number, tag: number, order: number): void;
  /** Told, instead, of every limit, post-only or iceberg order that does not rest. */
  orderGone?(agent: number, tag: number): void;
}

/** A module's default export. */
export type BehaviourFactory = (setting: AgentSetting) => AgentBehaviour;

/** By kind, as the scenario writes it: `./my-agent.js`. */
export type BehaviourFactories = ReadonlyMap<string, BehaviourFactory>;

export const NO_FACTORIES: BehaviourFactories = new Map();

/** Throws BehaviourFault where there is no factory, or it makes no behaviour. */
export function createCustom(
  population: CustomAgent,
  context: BehaviourContext,
  factories: BehaviourFactories,
): Behaviour {
  const { module, name } = population;
  const factory = factories.get(module);
  if (factory === undefined) {
    throw new BehaviourFault(`population ${name} behaves as ${module}, and no behaviour was given`);
  }
  return new CustomAgents(population, context, factory);
}

/**
 * Agents who do what a user's module says. The module sees what a trader sees through facades that
 * lead nowhere else, and its orders are checked as it writes them; whatever it throws ends the run
 * with a message that names it.
 */
class CustomAgents implements Behaviour {
  readonly wakesPerSecond: number;
  private readonly module: string;
  private readonly inner: AgentBehaviour;
  private readonly market: MarketFacade;
  private readonly draws = new DrawsFacade();
  private readonly decision = new CheckedDecision();

  constructor(population: CustomAgent, context: BehaviourContext, factory: BehaviourFactory) {
    const { count, module, name, parameters, wakeRate } = population;
    const { instruments } = context;
    this.module = module;
    this.wakesPerSecond = count * instruments.length * wakeRate;
    this.market = new MarketFacade(instruments);
    const traits = (agent: number, trait = 0): AgentDraws => {
      const facade = new DrawsFacade();
      facade.aim(context.traits(agent, trait));
      return facade;
    };
    this.inner = this.made(() =>
      factory({
        name,
        count,
        parameters: structuredClone(parameters),
        instruments: instruments.map(publicFacts),
        traits,
      }),
    );
  }

  wake(agent: number, view: MarketView, draws: Draws, decision: Decision): void {
    this.act('wake', agent, view, draws, decision);
  }

  open(agent: number, view: MarketView, draws: Draws, decision: Decision): void {
    this.act('open', agent, view, draws, decision);
  }

  orderRested(agent: number, tag: number, order: number): void {
    try {
      this.inner.orderRested?.(agent, tag, order);
    } catch (error) {
      throw this.fault('orderRested', agent, error);
    }
  }

  orderGone(agent: number, tag: number): void {
    try {
      this.inner.orderGone?.(agent, tag);
    } catch (error) {
      throw this.fault('orderGone', agent, error);
    }
  }

  private act(
    name: 'wake' | 'open',
    agent: number,
    view: MarketView,
    draws: Draws,
    decision: Decision,
  ): void {
    const { inner, market } = this;
    market.aim(view);
    this.draws.aim(draws);
    this.decision.aim(decision, view);
    let returned: unknown;
    try {
      returned = inner[name]?.(agent, market, this.draws, this.decision);
    } catch (error) {
      throw this.fault(name, agent, error);
    }
    if (returned instanceof Promise)
      throw this.fault(name, agent, new Error('is async, and nobody waits for an agent'));
  }

  private made(make: () => AgentBehaviour): AgentBehaviour {
    let made: unknown;
    try {
      made = make();
    } catch (error) {
      throw new BehaviourFault(
        `${this.module}: default export threw: ${reasonOf(error, this.module)}`,
      );
    }
    if (isBehaviour(made)) return made;
    throw new BehaviourFault(
      `${this.module}: default export must return a behaviour, an object with a function wake (and open, orderRested and orderGone, if it has them)`,
    );
  }

  private fault(name: string, agent: number, error: unknown): BehaviourFault {
    const seconds = (this.market.timeUs / US_PER_SECOND).toFixed(6);
    const place = `${this.module}: ${name} of agent ${agent} at ${seconds} s`;
    return new BehaviourFault(`${place}: ${reasonOf(error, this.module)}`);
  }
}

/** Only what a trader may know: the rules of an instrument also hold the path of its index. */
function publicFacts(facts: InstrumentFacts): InstrumentFacts {
  const { row, unitsPerTickLot, initialPriceTicks, maxPriceTicks, margin, takerFeePpm } = facts;
  return structuredClone({
    row,
    unitsPerTickLot,
    initialPriceTicks,
    maxPriceTicks,
    margin,
    takerFeePpm,
  });
}

function isBehaviour(made: unknown): made is AgentBehaviour {
  if (typeof made !== 'object' || made === null) return false;
  const { wake, open, orderRested, orderGone } = made as Record<string, unknown>;
  const optional = [open, orderRested, orderGone];
  return (
    typeof wake === 'function' &&
    optional.every((it) => it === undefined || typeof it === 'function')
  );
}

/** What was thrown, and where in the module. */
function reasonOf(error: unknown, module: string): string {
  if (!(error instanceof Error)) return `threw ${String(error)}`;
  const file = module.slice(module.lastIndexOf('/') + 1);
  const frame = error.stack?.split('\n').find((line) => line.includes(`/${file}`));
  const place = frame === undefined ? null : /:(\d+:\d+)\)?$/.exec(frame);
  return place === null ? error.message : `${error.message} (${file}:${place[1]})`;
}
