import type { Findings, Path } from '../findings.js';
import type { DesignValue } from './design-schema.js';
import { type Axis, cellCount, type Design, levelsOf } from './sweep.js';

/** Dimensions of which there are direction numbers. */
export const MOST_DIMENSIONS = 32;
const MOST_RUNS = 1_000_000;
const MOST_PAIRED_CELLS = 500;
const PATH: Path = ['design'];

/** A design whose axes have what it needs; whatever they lack is a finding. */
export function compileDesign(
  value: DesignValue,
  axes: readonly Axis[],
  findings: Findings,
): Design {
  const design = designOf(value, findings);
  for (const axis of axes) checkAxis(axis, design, findings);
  if (design.kind === 'sobol') {
    const most = design.isSaltelli ? MOST_DIMENSIONS / 2 : MOST_DIMENSIONS;
    if (axes.length > most) {
      const expected = `at most ${most} axes for sobol${design.isSaltelli ? ' sensitivity' : ''}`;
      findings.contradiction(PATH, expected, `${axes.length}`);
    }
  }
  return design;
}

function designOf(value: DesignValue, findings: Findings): Design {
  if (typeof value === 'string') return { kind: value };
  switch (value.kind) {
    case 'grid':
      return { kind: 'grid' };
    case 'latinHypercube':
    case 'random':
      return { kind: value.kind, points: value.points };
    case 'sobol':
      return { kind: 'sobol', points: value.points, isSaltelli: value.for === 'sensitivity' };
    case 'oneAtATime':
      return walkOf(value, findings);
    default:
      return value satisfies never;
  }
}

type WalkValue = Extract<DesignValue, { readonly kind: 'oneAtATime' }>;

function walkOf({ trajectories, levels }: WalkValue, findings: Findings): Design {
  if (trajectories === undefined) {
    if (levels !== undefined) {
      const found = 'levels, which only trajectories have';
      findings.contradiction([...PATH, 'levels'], 'trajectories beside it, or neither', found);
    }
    return { kind: 'oneAtATime' };
  }
  if (levels !== undefined && levels % 2 === 1) {
    const expected = 'an even number of levels, so that jumps reach all of them alike';
    findings.wrongValue([...PATH, 'levels'], expected, levels);
  }
  return { kind: 'morris', trajectories, levels: levels ?? 4 };
}

function checkAxis(axis: Axis, design: Design, findings: Findings): void {
  const { name, values } = axis;
  const path = ['axes', name, values.kind];
  const takesEach = design.kind === 'grid' || design.kind === 'oneAtATime';
  if (values.kind === 'list') {
    const isSensitivity =
      design.kind === 'morris' || (design.kind === 'sobol' && design.isSaltelli);
    if (isSensitivity && levelsOf(axis) < 2) {
      const expected = 'at least two values, to see what the axis matters';
      findings.contradiction(path, expected, 'one');
    }
    return;
  }
  if (takesEach && values.steps === null) {
    findings.wrongValue([...path, 'steps'], `a number of steps, for ${design.kind}`, undefined);
  }
  if (!takesEach && values.steps !== null) {
    const expected = `no steps: ${design.kind} chooses the values itself`;
    findings.wrongValue([...path, 'steps'], expected, values.steps);
  }
}

/** What is too large, once axes and design are right. */
export function checkSize(
  design: Design,
  axes: readonly Axis[],
  asked: { readonly seeds: number; readonly pairs: string },
  findings: Findings,
): void {
  const cells = cellCount(design, axes);
  const runs = cells * asked.seeds;
  if (runs > MOST_RUNS) {
    const found = `${cells} cells × ${asked.seeds} seeds = ${runs}`;
    findings.contradiction(PATH, `at most ${MOST_RUNS} runs`, found);
  }
  if (asked.pairs === 'all' && cells > MOST_PAIRED_CELLS) {
    const expected = `baseline, neighbours or none with more than ${MOST_PAIRED_CELLS} cells`;
    findings.contradiction(['pairs'], expected, `all, of ${cells} cells`);
  }
  if (asked.pairs === 'neighbours' && design.kind !== 'grid') {
    const expected = 'baseline, all or none: only a grid has neighbours';
    findings.contradiction(['pairs'], expected, 'neighbours');
  }
}
