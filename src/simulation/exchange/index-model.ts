import type { RandomStreams } from '../../core/random.js';
import type { TimeUs } from '../../core/units.js';
import type { DrivingNoise } from './driving-noise.js';

/** What a model draws from: streams of its own, and the noise that indices may share. */
export interface IndexDraws {
  readonly streams: RandomStreams;
  readonly noise: DrivingNoise;
  /** What a shock multiplies the volatility by; 1: nothing. */
  readonly volatilityFactor: number;
}

/** The logarithm of one price as one kind of process moves it; in ticks. */
export interface IndexModel {
  readonly logPrice: number;
  /** Moves it to a time that is not before the last one. */
  advance(toUs: TimeUs, draws: IndexDraws): void;
}
