import { RandomStreams, Draws } from '../../../dist/core/random.js';
import {
  optimalSpread,
  reservationPrice,
} from '../../../dist/simulation/agents/avellaneda-stoikov.js';
import { Moments } from './moments.js';

/**
 * One maker over one horizon, which is the unit of time.
 * @typedef {object} MakerModel
 * @property {number} price at the start
 * @property {number} sigma
 * @property {number} steps
 * @property {number} fillDecay k
 * @property {number} fillRate A
 * @property {number} riskAversion gamma
 * @property {'reservation' | 'mid'} center
 */

/**
 * Profit and final inventory over paths on which the fill law is drawn: in a step of dt a quote at
 * distance d from the mid is filled with probability A exp(−k d) dt, then the mid moves by
 * ± sigma sqrt(dt). Where the quotes stand is asked of the product.
 * @param {MakerModel} model
 * @param {number} paths
 */
export function exogenousFills(model, paths) {
  const streams = new RandomStreams('1');
  const stream = streams.open('fills');
  const draws = new Draws();
  const spreads = spreadsOf(model);
  const profit = new Moments();
  const inventory = new Moments();
  for (let path = 0; path < paths; path++) {
    draws.begin(streams, stream, path);
    const { cash, held, mid } = onePath(model, spreads, draws);
    profit.add(cash + held * mid);
    inventory.add(held);
  }
  return { profit, inventory };
}

/** By step: total spread; around the mid it is the average of all steps. @param {MakerModel} model */
function spreadsOf({ sigma, steps, fillDecay, riskAversion, center }) {
  const at = (/** @type {number} */ timeLeft) =>
    optimalSpread(riskAversion, fillDecay, sigma * sigma * timeLeft);
  return Float64Array.from({ length: steps }, (_, step) =>
    at(center === 'mid' ? 0.5 : 1 - step / steps),
  );
}

/**
 * @param {MakerModel} model
 * @param {Float64Array} spreads
 * @param {Draws} draws
 */
function onePath(model, spreads, draws) {
  const { price, sigma, steps, fillDecay, fillRate, riskAversion, center } = model;
  const chance = fillRate / steps;
  const move = sigma / Math.sqrt(steps);
  let mid = price;
  let cash = 0;
  let held = 0;
  for (let step = 0; step < steps; step++) {
    const variance = sigma * sigma * (1 - step / steps);
    const middle = center === 'mid' ? mid : reservationPrice(mid, held, riskAversion, variance);
    const bid = middle - spreads[step] / 2;
    const ask = middle + spreads[step] / 2;
    const isBought = draws.uniform() < chance * Math.exp(-fillDecay * (mid - bid));
    const isSold = draws.uniform() < chance * Math.exp(-fillDecay * (ask - mid));
    if (isBought) cash -= bid;
    if (isSold) cash += ask;
    held += Number(isBought) - Number(isSold);
    mid += draws.uniform() < 0.5 ? move : -move;
  }
  return { cash, held, mid };
}
