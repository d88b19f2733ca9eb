import { z } from 'zod';
import { choice, count, word } from '../quantities.js';

const MOST_POINTS = 1_000_000;

const points = () => count({ from: 1, to: MOST_POINTS });

/** Which cells of the space between the axes are run. */
export const designSchema = z.union([
  choice(['grid', 'oneAtATime']),
  z.discriminatedUnion('kind', [
    z
      .strictObject({ kind: word('grid') })
      .describe('Every value of every axis with every other, the last axis fastest.'),
    z
      .strictObject({
        kind: word('latinHypercube'),
        points: points().describe('How many cells.'),
      })
      .describe(
        'Each axis is cut into as many strips as there are points, and every strip holds one. Points can not be added later: another number of them is another design.',
      ),
    z
      .strictObject({
        kind: word('random'),
        points: points().describe('How many cells; more of them keep the earlier ones.'),
      })
      .describe('Points drawn uniformly and independently.'),
    z
      .strictObject({
        kind: word('sobol'),
        points: points().describe(
          'How many points, best a power of 2; more of them keep the earlier ones. For sensitivity each of them makes (axes + 2) cells.',
        ),
        for: choice(['sampling', 'sensitivity'])
          .prefault('sampling')
          .describe(
            'sampling: every point is a cell, of up to 32 axes. sensitivity: cells from which first-order and total indices follow (Saltelli), of up to 16 axes.',
          ),
      })
      .describe("A scrambled Sobol' sequence: points that leave no gaps."),
    z
      .strictObject({
        kind: word('oneAtATime'),
        trajectories: count({ from: 2, to: MOST_POINTS })
          .optional()
          .describe(
            'How many random paths that change every axis once (Morris): elementary effects follow from them. More keep the earlier ones. Without it, a star: the first value of every axis is the base, and each other value is tried alone.',
          ),
        levels: count({ from: 2, to: 100 })
          .optional()
          .describe('On how many levels of each axis trajectories move; even. Default: 4.'),
      })
      .describe('One axis changes from a cell to the next.'),
  ]),
]);

export type DesignValue = z.output<typeof designSchema>;
