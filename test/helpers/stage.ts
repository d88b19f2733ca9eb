import { expect } from 'vitest';
import type { AccountId, Lots, PositionId, Ticks, Units } from '../../src/core/units.js';
import { causeNames } from '../../src/events/cause.js';
import type { EventSink, LiquidationEnd } from '../../src/events/sink.js';
import type { Distribution } from '../../src/core/distributions.js';
import type { Population, Scenario, Shock, Venue } from '../../src/scenario/scenario.js';
import { COMMANDS } from '../../src/simulation/command.js';
import { createCounterfactualWorld, createWorld } from '../../src/simulation/create-world.js';
import { ACCOUNT_STATES, MARGIN_MODES } from '../../src/simulation/margin/accounts.js';
import { exchangeLots } from '../../src/simulation/settlement.js';
import { advance, finish, start } from '../../src/simulation/simulate.js';
import type { World } from '../../src/simulation/world.js';
import { assertBalanced, assertPaid } from './accounting.js';
import { RecordingSink } from './recording-sink.js';
import { idle, scenario, venue as plainVenue } from './scenarios.js';
import { type Act, Script } from './script.js';

export interface Holding {
  readonly instrument?: number;
  readonly lots: Lots; // negative: short
  readonly at?: Ticks; // entry price; 1000 if not said
}

export interface Trader {
  readonly name: string;
  readonly mode?: 'isolated' | 'cross' | 'unmargined';
  readonly venue?: number;
  readonly instruments?: readonly number[];
  readonly wealth?: Units;
  readonly holds?: readonly Holding[];
  readonly orderLatency?: Distribution;
  /** Orders that stand at the start, in words; `/` parts instruments. */
  readonly orders?: string;
}

export interface Setting {
  readonly venue?: Partial<Venue>;
  readonly venues?: readonly Venue[];
  readonly traders: readonly Trader[];
  readonly others?: readonly Population[];
  readonly shocks?: readonly Shock[];
  readonly scenario?: Partial<Scenario>;
  readonly isCounterfactual?: boolean;
}

/** A long whose equity is spent at a price, where nothing is required: it is liquidated there. */
export function longTo(name: string, lots: Lots, liquidatedAt: Ticks, orders = ''): Trader {
  return { name, wealth: lots * (1000 - liquidatedAt), holds: [{ lots }], orders };
}

export function shortTo(name: string, lots: Lots, liquidatedAt: Ticks, orders = ''): Trader {
  return { name, wealth: lots * (liquidatedAt - 1000), holds: [{ lots: -lots }], orders };
}

/** Quotes on both sides without margin; everyone's first counterparty. */
export function quoter(orders: string, instruments: readonly number[] = [0]): Trader {
  return { name: 'quoter', mode: 'unmargined', instruments, orders };
}

/**
 * A small market that a test sets up by hand and runs through the product's own loop. After every
 * command the books must balance, and nobody in breach may have been left alone.
 */
export class Stage {
  readonly world: World;
  readonly facts: RecordingSink;
  /** What hears the facts, after they were recorded, may be changed before the start. */
  sink: EventSink;
  private readonly scripts = new Map<string, Script>();
  private isStarted = false;

  constructor(setting: Setting, seed = '1') {
    const create = setting.isCounterfactual ? createCounterfactualWorld : createWorld;
    this.world = create(scenarioOf(setting), seed);
    this.facts = new RecordingSink();
    this.sink = this.facts;
    for (const [row, trader] of setting.traders.entries()) {
      const script = new Script(trader.orders ?? '');
      this.scripts.set(trader.name, script);
      Object.assign(this.world.populations[row], { behaviour: script });
    }
    for (const trader of setting.traders) this.takePositions(trader);
  }

  /** What a trader does at a time, on one of his instruments. */
  at(atUs: number, name: string, act: Act, slot = 0): this {
    this.scripts.get(name)!.add(atUs, slot, act);
    this.world.queue.schedule(atUs, COMMANDS.wakeAgents, this.row(name));
    return this;
  }

  run(untilUs = Infinity): this {
    if (!this.isStarted) start(this.world, this.sink);
    this.isStarted = true;
    this.check();
    while (this.world.queue.nextDueUs() <= untilUs && advance(this.world, this.sink, 1)) {
      this.check();
    }
    return this;
  }

  finish(): this {
    this.run();
    finish(this.world, this.sink, 'horizon');
    assertPaid(this.facts);
    return this;
  }

  /** Tags of the orders of a trader that did not rest. */
  gone(name: string): readonly number[] {
    return this.scripts.get(name)!.gone;
  }

  account(name: string, slot = 0): AccountId {
    const { firstAccount, accountsPerAgent } = this.world.populations[this.row(name)];
    return accountsPerAgent === 1 ? firstAccount : firstAccount + slot;
  }

  nameOf(account: AccountId): string {
    return this.world.scenario.populations[this.world.accounts.cohortOf(account)].name;
  }

  position(name: string, instrument = 0): PositionId {
    const slot = this.world.populations[this.row(name)].instruments.indexOf(instrument);
    return this.world.margin.positionOn(this.account(name, slot), instrument);
  }

  lots(name: string, instrument = 0): Lots {
    return this.world.ledger.lotsOf(this.position(name, instrument));
  }

  balance(name: string): Units {
    return this.world.ledger.balanceOf(this.account(name));
  }

  fund(venue = 0): Units {
    return this.world.ledger.balanceOf(this.world.venues[venue].insuranceFund);
  }

  mark(instrument = 0): Ticks {
    return this.world.margin.markTicks[instrument];
  }

  /** The episode of a trader that ended, on its first or a later leg. */
  end(name: string, leg = 0): LiquidationEnd {
    const account = this.account(name);
    const end = this.facts.ends.filter((fact) => fact.account === account)[leg];
    expect(end, `${name} was liquidated`).toBeDefined();
    return end;
  }

  /** The trees of liquidations in words: `shock:s: a [b [c] d]`, oldest first. */
  tree(): string {
    const { shocks, populations } = this.world.scenario;
    const causes = causeNames(
      shocks.map(({ name }) => name),
      populations.map(({ name }) => name),
    );
    const starts = this.facts.starts.filter(({ isFirstLeg }) => isFirstLeg);
    const draw = (parent: number): string =>
      starts
        .filter((start) => start.parent === parent)
        .map(({ liquidation, account }) => {
          const children = draw(liquidation);
          return children === '' ? this.nameOf(account) : `${this.nameOf(account)} [${children}]`;
        })
        .join(' ');
    return starts
      .filter(({ parent }) => parent === 0)
      .map(({ liquidation, account, rootCause }) => {
        const children = draw(liquidation);
        const tree = children === '' ? '' : ` [${children}]`;
        return `${causes[-rootCause - 1]}: ${this.nameOf(account)}${tree}`;
      })
      .join('; ');
  }

  private row(name: string): number {
    const row = this.world.scenario.populations.findIndex((it) => it.name === name);
    expect(row, `${name} is on the stage`).toBeGreaterThanOrEqual(0);
    return row;
  }

  /** Who begins with a position has it from the quoter, or the first trader without margin. */
  private takePositions({ name, holds = [] }: Trader): void {
    const { world } = this;
    const { populations } = world.scenario;
    for (const { instrument = 0, lots, at = 1000 } of holds) {
      const dealer = populations.find(
        (it, row) =>
          it.marginMode === 'unmargined' &&
          it.name !== name &&
          world.populations[row].instruments.includes(instrument),
      )!.name;
      const own = this.position(name, instrument);
      const other = this.position(dealer, instrument);
      const [buyer, seller] = lots > 0 ? [own, other] : [other, own];
      exchangeLots(world, world.instruments[instrument], buyer, seller, Math.abs(lots), at);
    }
  }

  private check(): void {
    const { world } = this;
    assertBalanced(world);
    assertNobodyForgotten(world);
    assertTreesAreWhole(this.facts);
  }
}

/** A full scan: between commands no free margined account with a position is in breach. */
export function assertNobodyForgotten(world: World): void {
  const { accounts, ledger, margin } = world;
  for (let account = 0; account < ledger.accountCount; account++) {
    if (accounts.modeOf(account) === MARGIN_MODES.unmargined) continue;
    if (accounts.stateOf(account) !== ACCOUNT_STATES.free) continue;
    if (world.venues.some(({ engine }) => engine.isWaiting(account))) continue;
    if (margin.isBreached(account)) expect(account, 'is in breach and was not found').toBe(-1);
  }
}

/** A child's generation and cascade follow from its parent's; a root opens a cascade. */
function assertTreesAreWhole({ starts }: RecordingSink): void {
  const last = starts.at(-1);
  if (last === undefined) return;
  const parent = starts.find(({ liquidation }) => liquidation === last.parent);
  expect(last.parent === 0).toBe(parent === undefined);
  expect(last.generation).toBe(parent === undefined ? 1 : parent.generation + 1);
  if (parent !== undefined) expect(last.cascade).toBe(parent.cascade);
  if (parent !== undefined) expect(last.rootCause).toBe(parent.rootCause);
  expect(last.rootCause).toBeLessThan(0);
}

function scenarioOf(setting: Setting): Scenario {
  const populations = setting.traders.map((trader) =>
    idle(trader.name, {
      venue: trader.venue ?? 0,
      instruments: trader.instruments ?? [0],
      marginMode: trader.mode ?? 'isolated',
      wealth: { kind: 'fixed', value: trader.wealth ?? 0 },
      ...(trader.orderLatency && { orderLatency: trader.orderLatency }),
    }),
  );
  return scenario({
    venues: setting.venues ?? [plainVenue(setting.venue)],
    populations: [...populations, ...(setting.others ?? [])],
    shocks: setting.shocks ?? [],
    // What scripts alone bring about is short: a loop that goes round in circles fails soon.
    ...(setting.others === undefined && { maxCommands: 20_000 }),
    ...setting.scenario,
  });
}
