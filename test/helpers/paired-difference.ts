import { mean, std } from 'mathjs';

/** 97.5 % quantiles of Student's t with 1, 2, … degrees of freedom (tables of any textbook). */
const T_975 = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145,
  2.131, 2.12, 2.11, 2.101, 2.093,
];

export interface PairedDifference {
  readonly mean: number;
  /** Ends of the 95 % confidence interval of the mean. */
  readonly low: number;
  readonly high: number;
}

/** How much larger the values of one arm are than those of the other, pair by pair (2 to 20 pairs). */
export function pairedDifference(
  arm: readonly number[],
  other: readonly number[],
): PairedDifference {
  const differences = arm.map((value, pair) => value - other[pair]);
  const degreesOfFreedom = differences.length - 1;
  if (arm.length !== other.length || T_975[degreesOfFreedom - 1] === undefined) {
    throw new Error('expected two arms of 2 to 20 values each');
  }
  const centre = mean(differences);
  const spread = Number(std(differences)) / Math.sqrt(differences.length);
  const reach = T_975[degreesOfFreedom - 1] * spread;
  return { mean: centre, low: centre - reach, high: centre + reach };
}
