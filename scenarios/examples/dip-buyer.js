// Agents who buy dips with limit orders, and sell what they hold once the price is back.
//
// A dip is a mark that stands `dip` below its average over the last `memory` seconds. Each agent
// waits for one of its own, bids `size` lots up to `eagerness` above the mark, and replaces the bid as
// the price moves. docs/custom-agents.md explains what stands here.

/** @param {import('unwind').AgentSetting} setting */
export default function createDipBuyers({ count, parameters, instruments, traits }) {
  const { dip, memory, size, eagerness } = parameters;
  const seats = count * instruments.length;
  const average = new Float64Array(seats);
  const lastUs = new Float64Array(seats).fill(-1);
  const bid = new Float64Array(seats).fill(-1);
  // Agents differ in the dip that they wait for, and are the same however many there are.
  const ownDip = Float64Array.from(
    { length: count },
    (_, agent) => dip * (0.5 + traits(agent).uniform()),
  );

  return {
    wake(agent, market, draws, decision) {
      const seat = agent * instruments.length + market.instrument;
      noteMark(seat, market);
      if (market.isOpen(bid[seat])) decision.cancel(bid[seat]);
      const distance = 1 - market.markTicks / average[seat];
      if (market.positionLots > 0) {
        if (distance <= 0) decision.market('sell', market.positionLots);
        return;
      }
      if (distance < ownDip[agent]) return;
      const priceTicks = Math.round(market.markTicks * (1 + eagerness * draws.exponential()));
      if (priceTicks <= market.maxPriceTicks) decision.limit('buy', priceTicks, size, seat);
    },

    orderRested(agent, tag, order) {
      bid[tag] = order;
    },
  };

  function noteMark(seat, { timeUs, markTicks }) {
    if (lastUs[seat] < 0) average[seat] = markTicks;
    const weight = 1 - Math.exp((lastUs[seat] - timeUs) / (memory * 1e6));
    average[seat] += weight * (markTicks - average[seat]);
    lastUs[seat] = timeUs;
  }
}
