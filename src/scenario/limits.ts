import { type Distribution, largest } from '../core/distributions.js';
import { type Lots, MOST_LOTS, type Units, US_PER_SECOND } from '../core/units.js';
import type { Findings, Path } from './findings.js';
import type { Instrument, Population, Scenario } from './scenario.js';

/** About 160 bytes each: accounts and positions beyond this would fill 3 GB. */
const MOST_POSITIONS = 20_000_000;
/** Slots for resting orders of one population. */
const MOST_RESTING = 16_000_000;
/** Sums of several positions, and gains on them, must stay whole numbers below 2^53. */
const MONEY_RESERVE = 8;
const MOST_UNITS = Number.MAX_SAFE_INTEGER;

/** What the machine can't hold: too many agents, too much money, orders that are too large. */
export function checkLimits(scenario: Scenario, findings: Findings): void {
  checkPositions(scenario, findings);
  checkDeposits(scenario, findings);
  const instruments = scenario.venues.flatMap((venue) => venue.instruments);
  for (const population of scenario.populations) {
    const traded = population.instruments.map((row) => instruments[row]).filter(Boolean);
    const check = new SizeCheck(traded, scenario, findings);
    check.population(population);
    checkResting(population, findings);
  }
  for (const shock of scenario.shocks) {
    if (shock.kind !== 'marketOrder') continue;
    const traded = [instruments[shock.instrument]].filter(Boolean);
    const check = new SizeCheck(traded, scenario, findings);
    check.lots(shock.lots, ['shocks', shock.name, 'size']);
  }
}

function checkPositions({ populations }: Scenario, findings: Findings): void {
  const positions = populations.map(({ count, instruments }) => count * instruments.length);
  const total = sum(positions);
  if (total <= MOST_POSITIONS || Number.isNaN(total)) return;
  const { name } = populations[positions.indexOf(Math.max(...positions))];
  findings.contradiction(
    ['populations', name, 'count'],
    `at most ${MOST_POSITIONS} agents × instruments over all populations, for want of memory`,
    String(total),
  );
}

function checkDeposits({ populations, venues, settlement }: Scenario, findings: Findings): void {
  for (const population of populations) checkWealth(population, findings);
  const deposits: { readonly path: Path; readonly units: Units }[] = [
    ...venues.map(({ insuranceFundUnits }) => ({
      path: ['venue', 'insuranceFund', 'initial'],
      units: insuranceFundUnits,
    })),
    ...populations.map(({ name, count, wealth }) => ({
      path: ['populations', name, 'wealth'],
      units: count === 0 ? 0 : count * largest(wealth),
    })),
    ...populations.flatMap((population) => {
      const { name, count } = population;
      const units = count === 0 || !('cash' in population) ? 0 : count * largest(population.cash);
      return units === 0 ? [] : [{ path: ['populations', name, 'cash'], units }];
    }),
  ];
  const total = sum(deposits.map(({ units }) => units));
  if (total <= MOST_UNITS || Number.isNaN(total)) return;
  const most = deposits.reduce((left, right) => (left.units < right.units ? right : left));
  const { asset, decimals } = settlement;
  findings.contradiction(
    most.path,
    `deposits of at most ${money(MOST_UNITS, decimals)} ${asset} (2^53 units) over all agents`,
    `up to ${money(total, decimals)}: lower it, its max, or decimals`,
  );
}

/** Margined traders need a deposit, and so do positions that are sized by it. */
function checkWealth(population: Population, findings: Findings): void {
  const { name, kind, wealth, marginMode } = population;
  const path = ['populations', name];
  if (wealth.kind !== 'fixed' || wealth.value !== 0) return;
  if (findings.isTouched([...path, 'standing']) || findings.isWrong([...path, 'margin'])) return;
  const standing = kind === 'leveragedSpeculator' ? population.standing : null;
  const isSizedByWealth = standing !== null && standing.size === null;
  const hasOwnDeposit = standing !== null && standing.liquidationPrice !== null;
  const enters = kind === 'leveragedSpeculator' && population.entryRate > 0;
  const isMargined = marginMode !== 'unmargined';
  if (!enters && !isSizedByWealth && (!isMargined || hasOwnDeposit)) return;
  const expected = 'a deposit above 0, such as 10k';
  findings.contradiction([...path, 'wealth'], expected, `0 with margin ${marginMode}`);
}

function checkResting(population: Population, findings: Findings): void {
  if (population.kind !== 'noise') return;
  const { name, limitRate, orderLifeUs } = population;
  const resting = (limitRate * orderLifeUs) / US_PER_SECOND;
  if (resting <= MOST_RESTING || Number.isNaN(resting)) return;
  const path = ['populations', name, 'limitOrders', 'life'];
  const expected = `a life at which at most ${MOST_RESTING} orders rest at once (rate × life)`;
  findings.contradiction(path, expected, String(resting));
}

/** Sizes of positions and orders on some instruments, valued at the largest price. */
class SizeCheck {
  private readonly unitsPerLot: Units;
  private readonly scenario: Scenario;
  private readonly findings: Findings;

  constructor(instruments: readonly Instrument[], scenario: Scenario, findings: Findings) {
    const values = instruments.map(
      ({ maxPriceTicks, unitsPerTickLot }) => maxPriceTicks * unitsPerTickLot,
    );
    this.unitsPerLot = values.length === 0 ? NaN : Math.max(...values);
    this.scenario = scenario;
    this.findings = findings;
  }

  population(population: Population): void {
    const path = ['populations', population.name];
    switch (population.kind) {
      case 'zeroIntelligence':
        return this.sizes(population.orderSize, [...path, 'orderSize']);
      case 'noise':
        this.sizes(population.marketSize, [...path, 'marketOrders', 'size']);
        return this.sizes(population.limitSize, [...path, 'limitOrders', 'size']);
      case 'leveragedSpeculator': {
        const most = largest(population.wealth) + largest(population.cash);
        const notional = most * largest(population.leverage);
        this.notional(notional, [...path, 'leverage']);
        if (population.standing?.size)
          this.sizes(population.standing.size, [...path, 'standing', 'size']);
        if (population.standing?.totalLots)
          this.lots(population.standing.totalLots, [...path, 'standing', 'total']);
        return undefined;
      }
      case 'marketMaker':
        this.sizes(population.depth, [...path, 'depth']);
        if (population.improve !== null)
          this.sizes(population.improve.size, [...path, 'improve', 'size']);
        return this.sizes(population.inventoryLimit, [...path, 'inventoryLimit']);
      case 'arbitrageur':
        this.sizes(population.slice, [...path, 'slice']);
        return this.sizes(population.capacity, [...path, 'capacity']);
      case 'value':
      case 'momentum':
        return this.sizes(population.capacity, [...path, 'capacity']);
      case 'whale': {
        if (population.size !== null) return this.sizes(population.size, [...path, 'size']);
        const notional = population.notional === null ? 0 : largest(population.notional);
        return this.notional(notional, [...path, 'notional']);
      }
      case 'taker':
        return this.sizes(population.size, [...path, 'size']);
      case 'keeper':
      case 'staticBook':
      case 'custom':
        return undefined;
      default:
        return population satisfies never;
    }
  }

  lots(lots: Lots, path: Path): void {
    if (lots > MOST_LOTS) {
      this.findings.contradiction(path, `at most ${MOST_LOTS} lots`, `up to ${lots}`);
    } else {
      this.notional(lots * this.unitsPerLot, path);
    }
  }

  private sizes(law: Distribution, path: Path): void {
    this.lots(largest(law), path);
  }

  private notional(units: Units, path: Path): void {
    const most = Math.floor(MOST_UNITS / MONEY_RESERVE);
    if (units <= most || Number.isNaN(units)) return;
    const { asset, decimals } = this.scenario.settlement;
    this.findings.contradiction(
      path,
      `positions worth at most ${money(most, decimals)} ${asset} at maxPrice (2^50 units of money)`,
      `up to ${money(units, decimals)}`,
    );
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** A rounded amount of money for a message: 1.126k. */
function money(units: Units, decimals: number): string {
  const amount = units / Number(`1e${decimals}`);
  const thousands = Math.min(3, Math.max(0, Math.floor(Math.log10(amount) / 3)));
  const scaled = Number((amount / Number(`1e${3 * thousands}`)).toPrecision(4));
  return `${scaled}${['', 'k', 'M', 'B'][thousands]}`;
}
