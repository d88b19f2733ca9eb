import type { Distribution } from '../core/distributions.js';
import type { Lots, Ppm, Ticks, Units } from '../core/units.js';
import { decimalOf, decimalText, wholeQuotient } from './decimal.js';
import type { Findings, Path } from './findings.js';

/**
 * From decimals to whole numbers of ticks, lots, units and millionths. What isn't whole is a finding
 * at its path and becomes NaN, and so does what already was.
 */
export class WholeNumbers {
  readonly findings: Findings;
  private readonly unitText: string;
  /** One unit of money, as a decimal of the asset. */
  private readonly unit: number;

  constructor(
    findings: Findings,
    settlement: { readonly asset: string; readonly decimals: number },
  ) {
    this.findings = findings;
    this.unit = Number(`1e-${settlement.decimals}`);
    this.unitText = Number.isNaN(this.unit)
      ? settlement.asset
      : `${decimalText(decimalOf(this.unit))} ${settlement.asset}`;
  }

  ticks(price: number, tick: number, path: Path): Ticks {
    return this.steps(price, tick, path, `a multiple of the tick ${tick}`);
  }

  lots(size: number, lot: number, path: Path): Lots {
    return this.steps(size, lot, path, `a multiple of the lot ${lot}`);
  }

  units(amount: number, path: Path): Units {
    return this.steps(amount, this.unit, path, `a multiple of ${this.unitText}`);
  }

  ppm(share: number, path: Path): Ppm {
    return this.steps(share, 1e-6, path, 'a multiple of 0.0001%');
  }

  /** Billionths. */
  ppb(share: number, path: Path): number {
    return this.steps(share, 1e-9, path, 'a multiple of 0.0000001%');
  }

  /** What a lot at a price of one tick is worth. */
  unitsPerTickLot(tick: number, lot: number, path: Path): number {
    if (Number.isNaN(tick + lot + this.unit)) return NaN;
    const unit = decimalOf(this.unit);
    const left = decimalOf(tick);
    const right = decimalOf(lot);
    const value = { digits: left.digits * right.digits, exponent: left.exponent + right.exponent };
    const units = wholeQuotient(value, unit);
    if (units !== null && Number.isSafeInteger(units)) return units;
    const expected = `a lot whose value at a price of one tick is a multiple of ${this.unitText}`;
    const mend = `${units === null ? 'raise' : 'lower'} lot, tick or settlement.decimals`;
    const found = `${lot} × ${tick} = ${decimalText(value)}: ${mend}`;
    this.findings.contradiction(path, expected, found);
    return NaN;
  }

  /** Draws of money in units; continuous laws stay fractional and are rounded when drawn. */
  moneyLaw(law: Distribution): Distribution {
    return Number.isNaN(this.unit) ? law : inSteps(law, this.unit);
  }

  /** Draws of sizes in lots, at least one. */
  sizeLaw(law: Distribution, lot: number, path: Path): Distribution {
    if (Number.isNaN(lot)) return law;
    this.checkSizes(law, lot, path);
    const lots = inSteps(law, lot);
    return lots.kind === 'lognormal' ? { ...lots, min: Math.max(1, lots.min) } : lots;
  }

  private checkSizes(law: Distribution, lot: number, path: Path): void {
    if (law.kind === 'fixed') {
      this.lots(law.value, lot, path);
      if (law.value <= 0)
        this.findings.wrongValue(path, `a size of at least one lot of ${lot}`, law.value);
      return;
    }
    const [key, value] = typicalSize(law);
    if (lot <= value || Number.isNaN(value)) return;
    this.findings.wrongValue([...path, law.kind, key], `at least one lot of ${lot}`, value);
  }

  private steps(value: number, step: number, path: Path, expected: string): number {
    if (Number.isNaN(value) || Number.isNaN(step)) return NaN;
    const whole = wholeQuotient(decimalOf(value), decimalOf(step));
    if (whole !== null && Number.isSafeInteger(whole)) return whole;
    this.findings.wrongValue(
      path,
      whole === null ? expected : `${expected}, below 2^53 of them`,
      value,
    );
    return NaN;
  }
}

/** The value of a law that is below a lot when sizes were given in the wrong unit. */
function typicalSize(law: Exclude<Distribution, { kind: 'fixed' }>): [key: string, value: number] {
  switch (law.kind) {
    case 'uniform':
      return ['from', law.from];
    case 'exponential':
      return ['mean', law.mean];
    case 'lognormal':
      return ['median', law.median];
    case 'pareto':
      return ['min', law.min];
    default:
      return law satisfies never;
  }
}

/** A law of multiples of a step. */
function inSteps(law: Distribution, step: number): Distribution {
  const steps = (value: number): number => multiples(value, step);
  switch (law.kind) {
    case 'fixed':
      return { kind: 'fixed', value: steps(law.value) };
    case 'uniform':
      return { kind: 'uniform', from: steps(law.from), to: steps(law.to) };
    case 'exponential':
      return { kind: 'exponential', mean: steps(law.mean), max: steps(law.max) };
    case 'lognormal': {
      const { median, sigma, min, max } = law;
      return { kind: 'lognormal', median: steps(median), sigma, min: steps(min), max: steps(max) };
    }
    case 'pareto':
      return { kind: 'pareto', min: steps(law.min), exponent: law.exponent, max: steps(law.max) };
    default:
      return law satisfies never;
  }
}

/** value ÷ step: exact where it is whole, the nearest double otherwise. */
export function multiples(value: number, step: number): number {
  if (!Number.isFinite(value) || !Number.isFinite(step)) return NaN;
  return wholeQuotient(decimalOf(value), decimalOf(step)) ?? value / step;
}
