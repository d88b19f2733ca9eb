import { RandomStreams } from '../../core/random.js';
import { type Design, levelsOf, type Sweep } from '../../scenario/sweeps/sweep.js';
import type { PlannedDesign } from '../plan.js';
import { gridPoints } from './grid.js';
import { latinHypercubePoints } from './latin-hypercube.js';
import { morrisPoints } from './morris.js';
import { starPoints } from './one-at-a-time.js';
import type { Point } from './point.js';
import { randomPoints } from './random-points.js';
import { saltelliPoints } from './saltelli.js';
import { scrambledSobol } from './sobol.js';

/** The points of a sweep in the order of its cells: the same for the same axes, design and seed. */
export function designPoints({ axes, design, seed }: Sweep): readonly Point[] {
  const streams = new RandomStreams(seed);
  const names = axes.map(({ name }) => name);
  switch (design.kind) {
    case 'grid':
      return gridPoints(axes.map(levelsOf));
    case 'oneAtATime':
      return starPoints(axes.map(levelsOf));
    case 'morris':
      return morrisPoints(streams, names, design);
    case 'sobol':
      return design.isSaltelli
        ? saltelliPoints(streams, names, design.points)
        : scrambledSobol(streams, names, design.points);
    case 'latinHypercube':
      return latinHypercubePoints(streams, names, design.points);
    case 'random':
      return randomPoints(streams, names, design.points);
    default:
      return design satisfies never;
  }
}

/** What a plan keeps of a design: how its cells are read, not how many there are. */
export function plannedDesign(design: Design): PlannedDesign {
  return design.kind === 'sobol'
    ? { kind: 'sobol', isSaltelli: design.isSaltelli }
    : { kind: design.kind };
}
