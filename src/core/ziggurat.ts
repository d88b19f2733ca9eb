/**
 * The layers of the ziggurat method (Marsaglia and Tsang 2000): a density that falls is covered by
 * 256 layers of equal area, so that nearly every draw is one uniform number times a width.
 *
 * A row is a layer, the lowest first; row 256 is the top, of width 0.
 */
export interface Layers {
  /** Width of a layer; the lowest is as wide as its area needs, tail included. */
  readonly width: Float64Array;
  /** Density at that width. */
  readonly height: Float64Array;
  /** Where the tail begins. */
  readonly tail: number;
}

const COUNT = 256;

/** Standard normal, right half. Tail and area for 256 layers: Marsaglia and Tsang 2000. */
export const NORMAL_LAYERS = layersOf(
  3.6541528853610088,
  0.00492867323399,
  (x) => Math.exp((-x * x) / 2),
  (y) => Math.sqrt(-2 * Math.log(y)),
);

/** Waiting time with mean 1. Tail and area for 256 layers: the same. */
export const EXPONENTIAL_LAYERS = layersOf(
  7.69711747013105,
  0.003949659822581557,
  (x) => Math.exp(-x),
  (y) => -Math.log(y),
);

function layersOf(
  tail: number,
  area: number,
  density: (x: number) => number,
  inverse: (y: number) => number,
): Layers {
  const width = new Float64Array(COUNT + 1);
  const height = new Float64Array(COUNT + 1);
  width[0] = area / density(tail);
  width[1] = tail;
  for (let layer = 1; layer < COUNT - 1; layer++) {
    width[layer + 1] = inverse(density(width[layer]) + area / width[layer]);
  }
  for (let layer = 1; layer <= COUNT; layer++) height[layer] = density(width[layer]);
  return { width, height, tail };
}
