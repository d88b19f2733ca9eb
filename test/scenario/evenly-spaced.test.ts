import { describe, expect, it } from 'vitest';
import { loadScenario } from '../../src/scenario/load.js';
import { edited } from './scenario-text.js';

const SURVIVE = 'surviveAtStart: true,';

function longsWith(settings: string) {
  const loaded = loadScenario('x.yaml', edited([SURVIVE, settings]));
  const longs = loaded.scenario.populations.find(({ name }) => name === 'longs');
  if (longs?.kind !== 'leveragedSpeculator') throw new Error('longs are speculators');
  return { standing: longs.standing, loaded };
}

describe('evenly spaced liquidation prices', () => {
  const written = 'liquidationPrice: { spaced: { from: 0.5, to: 0.95 } },';

  it('are a range', () => {
    const { standing } = longsWith(written);
    expect(standing?.liquidationPrice).toEqual({ kind: 'spaced', from: 0.5, to: 0.95 });
  });

  it('read back from the resolved scenario as the same', () => {
    const { loaded } = longsWith(written);
    const again = loadScenario('x.yaml', JSON.stringify(loaded.resolved));
    expect(again.scenario).toEqual({ ...loaded.scenario, name: 'x' });
    expect(again.hash).toBe(loaded.hash);
  });

  it('leave laws as they were', () => {
    const { standing } = longsWith('liquidationPrice: { uniform: { from: 0.5, to: 0.95 } },');
    expect(standing?.liquidationPrice).toEqual({ kind: 'uniform', from: 0.5, to: 0.95 });
  });

  it.each([
    [
      'liquidationPrice: { spaced: { from: 0.9, to: 0.8 } },',
      /spaced\.to expected a value of at least `from`, found 0\.8/,
    ],
    [
      'liquidationPrice: { spaced: { from: 0.9 } },',
      /spaced\.to expected a multiple of the initial price/,
    ],
    [`${written} ${SURVIVE}`, /surviveAtStart expected false, because spaced prices are not drawn/],
  ])('are refused when nothing can follow from them: %s', (settings, message) => {
    expect(() => longsWith(settings)).toThrow(message);
  });
});
