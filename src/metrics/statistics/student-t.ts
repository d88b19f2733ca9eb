import { normalQuantile } from './normal.js';

/** From here on the first terms of a series give the ratio of gammas to the last digit. */
const LARGE = 20;
const MOST_STEPS = 100_000;

/**
 * The t below which a share `p` of Student's distribution lies, for 0 < p < 1 and one or more
 * degrees of freedom, to a relative 1e-10 while p keeps 1e-4 from 0 and 1.
 *
 * The upper tail is convex, so Newton's steps from the normal quantile, which lies below, never go
 * too far.
 */
export function tQuantile(p: number, degrees: number): number {
  if (p === 0.5) return 0;
  if (p < 0.5) return -tUpper(p, degrees);
  return tUpper(1 - p, degrees);
}

/** The t above which a share below one half lies. */
function tUpper(share: number, degrees: number): number {
  let t = -normalQuantile(share);
  for (let step = 0; step < MOST_STEPS; step++) {
    const ahead = (tShareAbove(t, degrees) - share) / tDensity(t, degrees);
    t += ahead;
    if (Math.abs(ahead) <= 1e-13 * t) break;
  }
  return t;
}

/** Share of Student's distribution above t > 0: half of I_x(degrees ÷ 2, ½), x = degrees ÷ (degrees + t²). */
function tShareAbove(t: number, degrees: number): number {
  const square = t * t;
  const under = degrees / (degrees + square);
  const over = square / (degrees + square);
  const a = degrees / 2;
  // The continued fraction is quick on its own side of the mean only.
  if (under < (a + 1) / (a + 2.5)) {
    return (betaFront(t, degrees) * betaFraction(under, a, 0.5)) / (2 * a);
  }
  return 0.5 - betaFront(t, degrees) * betaFraction(over, 0.5, a);
}

/** x^a (1 − x)^½ ÷ B(a, ½), with x as above and a = degrees ÷ 2. */
function betaFront(t: number, degrees: number): number {
  return tDensity(t, degrees) * t;
}

/** Γ((v + 1)/2) ÷ (√(v π) Γ(v/2)) · (1 + t²/v)^(−(v + 1)/2). */
function tDensity(t: number, degrees: number): number {
  const logarithm = -((degrees + 1) / 2) * Math.log1p((t * t) / degrees);
  return (Math.exp(logarithm) * gammaRatio(degrees / 2)) / Math.sqrt(degrees * Math.PI);
}

/** Γ(a + ½) ÷ Γ(a), by its asymptotic series; a difference of logarithms of gammas would lose digits. */
function gammaRatio(a: number): number {
  if (a < LARGE) return (gammaRatio(a + 1) * a) / (a + 0.5);
  const square = 1 / (a * a);
  const series = ((17 / 14336) * square - 1 / 640) * square + 1 / 192;
  return Math.sqrt(a) * Math.exp((series * square - 1 / 8) / a);
}

/** The continued fraction of the incomplete beta function (DLMF 8.17.22) by Lentz's method. */
function betaFraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / (1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m < MOST_STEPS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / (1 + even * d);
    c = 1 + even / c;
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / (1 + odd * d);
    c = 1 + odd / c;
    fraction *= d * c;
    if (Math.abs(d * c - 1) < 1e-15) break;
  }
  return fraction;
}
