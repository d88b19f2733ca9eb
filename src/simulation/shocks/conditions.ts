import { type Closure, compileClosure, type ExpressionTree } from '../../core/expression.js';
import { PPB, type Ticks, type TimeUs, US_PER_SECOND } from '../../core/units.js';
import { BUY, SELL } from '../../events/sink.js';
import type { Scenario } from '../../scenario/scenario.js';
import { CONDITION_VARIABLES, type ConditionVariable } from '../../scenario/shocks/condition.js';
import { COMMANDS } from '../command.js';
import { depthUnits } from '../take-sample.js';
import { type InstrumentState, instrumentOf, type World } from '../world.js';

/** Where no interval is set conditions are looked at with the marks, but no more often than this. */
const LEAST_GAP_US = 100_000;

/**
 * The conditions of a run's shocks: what each asks, which variables it needs, and the highest and
 * lowest mark of each instrument so far. Exists only where a scenario has conditions.
 */
export class Conditions {
  /** By row of the shock; null: it goes by the clock. */
  readonly tests: readonly (Closure | null)[];
  /** By row of the shock: the variables that its condition speaks of, which alone are worked out. */
  readonly needs: readonly (readonly ConditionVariable[])[];
  readonly values = new Float64Array(CONDITION_VARIABLES.length);
  /** By row of the instrument. */
  readonly peakTicks: Float64Array;
  readonly troughTicks: Float64Array;
  lastUs: TimeUs = -Infinity;
  /** A look that was put off waits in the queue. */
  isDue = false;

  constructor({ shocks }: Scenario, initialTicks: readonly Ticks[]) {
    this.tests = shocks.map(({ when }) =>
      when === undefined ? null : compileClosure(when.expression),
    );
    this.needs = shocks.map(({ when }) => {
      if (when === undefined) return [];
      const slots = slotsOf(when.expression.tree);
      return CONDITION_VARIABLES.filter((_, slot) => slots.includes(slot));
    });
    this.peakTicks = Float64Array.from(initialTicks);
    this.troughTicks = Float64Array.from(initialTicks);
  }

  /** Takes note of a mark that was just computed. */
  observe(instrument: number, markTicks: Ticks): void {
    if (markTicks > this.peakTicks[instrument]) this.peakTicks[instrument] = markTicks;
    if (markTicks < this.troughTicks[instrument]) this.troughTicks[instrument] = markTicks;
  }
}

/** Null where every shock goes by the clock. */
export function createConditions(
  scenario: Scenario,
  initialTicks: readonly Ticks[],
): Conditions | null {
  const isAny = scenario.shocks.some(({ when }) => when !== undefined);
  return isAny ? new Conditions(scenario, initialTicks) : null;
}

/** After marks were computed: conditions are looked at now, or as soon as they may be. */
export function lookWithMarks(world: World, conditions: Conditions): void {
  if (world.scenario.conditionEveryUs !== undefined || conditions.isDue) return;
  const nextUs = conditions.lastUs + LEAST_GAP_US;
  if (nextUs <= world.queue.nowUs) {
    look(world, conditions);
    return;
  }
  conditions.isDue = true;
  world.queue.schedule(nextUs, COMMANDS.checkConditions, 0);
}

/** The command: a look that was put off, or that comes every so often. */
export function checkConditions(world: World): void {
  const { conditions, queue, scenario } = world;
  if (conditions === null) return;
  conditions.isDue = false;
  const { conditionEveryUs } = scenario;
  if (conditionEveryUs !== undefined) {
    queue.schedule(queue.nowUs + conditionEveryUs, COMMANDS.checkConditions, 0);
  }
  look(world, conditions);
}

/** Whatever is armed and holds is set off, by a command of its own at this time. */
function look(world: World, conditions: Conditions): void {
  const { queue, scenario, shocks } = world;
  conditions.lastUs = queue.nowUs;
  for (const [row, shock] of scenario.shocks.entries()) {
    const test = conditions.tests[row];
    if (test === null || queue.nowUs < shocks.armedFromUs[row]) continue;
    const instrument = instrumentOf(world, shock.venue, shock.instrument);
    for (const name of conditions.needs[row]) {
      const value = valueOf(world, conditions, instrument, name);
      conditions.values[CONDITION_VARIABLES.indexOf(name)] = value;
    }
    if (!(test(conditions.values) > 0)) continue;
    shocks.armedFromUs[row] = Infinity;
    queue.schedule(queue.nowUs, COMMANDS.applyShock, row);
  }
}

/** In seconds, quote, base, the settlement asset, percent and basis points, as in the tables. */
function valueOf(
  world: World,
  { peakTicks, troughTicks }: Conditions,
  instrument: InstrumentState,
  name: ConditionVariable,
): number {
  const { inputs, row, rules, venue } = instrument;
  const tick = Number(rules.tickSize);
  const unit = Number(`1e-${world.scenario.settlement.decimals}`);
  const markTicks = world.margin.markTicks[row];
  switch (name) {
    case 'time_s':
      return world.queue.nowUs / US_PER_SECOND;
    case 'index_price':
      return inputs.indexTicks * tick;
    case 'mark_price':
      return markTicks * tick;
    case 'last_price':
      return inputs.lastTicks * tick;
    case 'mark_drawdown_pct':
      return (100 * (peakTicks[row] - markTicks)) / peakTicks[row];
    case 'mark_rise_pct':
      return (100 * (markTicks - troughTicks[row])) / troughTicks[row];
    case 'spread_bps':
      return spreadBps(instrument);
    case 'bid_depth_1pct':
      return depthUnits(instrument, BUY) * unit;
    case 'ask_depth_1pct':
      return depthUnits(instrument, SELL) * unit;
    case 'open_interest':
      return instrument.openInterestLots * Number(rules.lotSize);
    case 'liquidations':
      return world.liquidations.count;
    case 'liquidations_open':
      return world.liquidations.open.size;
    case 'insurance_fund':
      return world.ledger.balanceOf(world.venues[venue].insuranceFund) * unit;
    case 'bad_debt':
      return world.liquidations.badDebtUnits * unit;
    case 'funding_rate':
      return (instrument.premium?.ratePpb(world.queue.nowUs) ?? 0) / PPB;
    case 'messages_waiting':
      return world.venues[venue].matching.count;
    default:
      return name satisfies never;
  }
}

/** Infinite while a side of the book is empty. */
function spreadBps({ book: { bestAskTicks, bestBidTicks } }: InstrumentState): number {
  if (bestBidTicks === 0 || bestAskTicks === 0) return Infinity;
  return (20_000 * (bestAskTicks - bestBidTicks)) / (bestAskTicks + bestBidTicks);
}

/** The variables that a formula reads. */
function slotsOf(tree: ExpressionTree): number[] {
  switch (tree.kind) {
    case 'number':
      return [];
    case 'variable':
      return [tree.slot];
    case 'unary':
      return slotsOf(tree.operand);
    case 'binary':
      return [...slotsOf(tree.left), ...slotsOf(tree.right)];
    case 'choose':
      return [tree.condition, tree.whenTrue, tree.whenFalse].flatMap(slotsOf);
    default:
      return tree satisfies never;
  }
}
