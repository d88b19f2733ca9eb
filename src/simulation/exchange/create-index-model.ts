import type { RandomStreams } from '../../core/random.js';
import type { Volatility } from '../../scenario/scenario.js';
import { Diffusion, JumpDiffusion } from './index-diffusion.js';
import { Garch } from './index-garch.js';
import { Heston } from './index-heston.js';
import type { IndexModel } from './index-model.js';
import { BridgedPath, type Knots } from './index-path.js';
import type { IndexSource } from './index-process.js';
import { IndexVolatility } from './index-volatility.js';

/** The row of an index, and the name that its streams begin with. */
export interface IndexPlace {
  readonly row: number;
  readonly stream: string;
}

/** The process of one index at its initial price. Only what a process needs is drawn from. */
export function createIndexModel(
  { everyUs, initialPriceTicks, process }: IndexSource,
  { row, stream }: IndexPlace,
  streams: RandomStreams,
): IndexModel {
  const logPrice = Math.log(initialPriceTicks);
  const wandering = (law: Volatility): IndexVolatility => new IndexVolatility(law, stream, streams);
  switch (process.kind) {
    case 'constant':
      return { logPrice, advance: () => undefined };
    case 'gbm':
      return new Diffusion(row, logPrice, wandering(process.volatility), process.drift);
    case 'jumpDiffusion': {
      const { drift, jumps, volatility } = process;
      const diffusion = new Diffusion(row, logPrice, wandering(volatility), drift);
      return new JumpDiffusion(diffusion, jumps, streams.open(`${stream}/jumps`), streams);
    }
    case 'heston':
      return new Heston(row, logPrice, process, streams.open(`${stream}/variance`));
    case 'garch':
      return new Garch(row, logPrice, process, everyUs);
    case 'path': {
      const knots: Knots = {
        atUs: Float64Array.from(process.knots, ({ atUs }) => atUs),
        ticks: Float64Array.from(process.knots, ({ price }) => price),
        isHeld: null,
      };
      return new BridgedPath(row, logPrice, knots, wandering(process.volatility));
    }
    case 'replay': {
      const { isHeld, knotsUs, knotTicks, volatility } = process;
      const knots: Knots = { atUs: knotsUs, ticks: knotTicks, isHeld };
      return new BridgedPath(row, logPrice, knots, wandering(volatility));
    }
    default:
      return process satisfies never;
  }
}
