import { Draws, RandomStreams } from '../../core/random.js';

/** The draws of a bootstrap: the same for the same sweep and purpose, whatever else is computed. */
export function resamplingDraws(sweep: string, purpose: string): Draws {
  const streams = new RandomStreams(sweep);
  const draws = new Draws();
  draws.begin(streams, streams.open(purpose), 0);
  return draws;
}
