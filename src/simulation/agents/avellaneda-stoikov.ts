/**
 * A maker with constant absolute risk aversion gamma (Avellaneda and Stoikov 2008, "High-frequency
 * trading in a limit order book"). Prices in any one unit, per which gamma and k count; `variance`
 * is sigma² × the time left.
 */

/** The price at which holding the inventory is worth no more and no less: s − q gamma sigma² τ. */
export function reservationPrice(
  referencePrice: number,
  inventory: number,
  riskAversion: number,
  variance: number,
): number {
  return referencePrice - inventory * riskAversion * variance;
}

/** Ask − bid: gamma sigma² τ + (2 ÷ gamma) ln(1 + gamma ÷ k), where fills decay as exp(−k × distance). */
export function optimalSpread(riskAversion: number, fillDecay: number, variance: number): number {
  return riskAversion * variance + (2 / riskAversion) * Math.log1p(riskAversion / fillDecay);
}
