import { describe, expect, it } from 'vitest';
import type { Scenario } from '../../src/scenario/scenario.js';
import { firstParting } from '../../src/sweep/first-parting.js';
import { shippedScenario } from '../helpers/shipped-scenario.js';

const SHORT = ['duration=20m'];

describe('where two paired runs part', () => {
  it('is nowhere for a scenario and itself', () => {
    expect(partingOf('fund-exhausted', [], [])).toBeNull();
  });

  it('is not where the fund begins with more, but where that first pays for something', () => {
    const parting = partingOf('fund-exhausted', [], ['venue.insuranceFund.initial=10k'])!;
    expect(parting.timeUs).toBeGreaterThan(12 * 60 * 1_000_000);
    expect(parting.left).toMatch(/paid .*by socialisation|a loss of .* shared/);
    expect(parting.right).not.toBe(parting.left);
  });

  it('is at a shock that only one of them has, to the microsecond', () => {
    const gap = '{ kind: priceJump, at: 3m, instrument: BTC-PERP, size: -2% }';
    const parting = partingOf('fund-exhausted', [], [`shocks.early=${gap}`])!;
    expect(parting.timeUs).toBe(180 * 1_000_000);
    expect(parting.right).toMatch(/priceJump early|index/);
  });

  it('is not at a population that never trades, though it shifts the numbers of all accounts', () => {
    const idle = '{ kind: leveragedSpeculator, count: 5, wealth: 1000, leverage: 2 }';
    expect(partingOf('fund-exhausted', [], [`populations.aIdle=${idle}`])).toBeNull();
  });

  it('shows the side that had nothing left to happen as nothing', () => {
    const left = load('fund-exhausted', ['duration=1m', 'shocks.gap.at=30s']);
    const right = load('fund-exhausted', ['duration=2m', 'shocks.gap.at=30s']);
    const parting = firstParting({ scenario: left }, { scenario: right }, '1')!;
    expect(parting.left).toBeNull();
    expect(parting.right).not.toBeNull();
    expect(parting.timeUs).toBeGreaterThan(60 * 1_000_000);
  });
});

function partingOf(name: string, left: readonly string[], right: readonly string[]) {
  const one = load(name, [...SHORT, ...left]);
  const other = load(name, [...SHORT, ...right]);
  return firstParting({ scenario: one }, { scenario: other }, '1');
}

function load(name: string, overrides: readonly string[]): Scenario {
  return shippedScenario(name, overrides);
}
