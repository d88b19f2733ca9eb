import { describe, expect, it } from 'vitest';
import { loadScenario } from '../../src/scenario/load.js';
import { EVERY_KIND } from './scenario-text.js';

const change = (from: string, to: string) =>
  loadScenario('s.yaml', EVERY_KIND.replace(from, to)).scenario;
const written = 'matching: { throughput: 50000/s, queue: { limit: 100k } }';

describe('order entry', () => {
  it('has a throughput in messages a second and a limit of its queue', () => {
    const { matching } = loadScenario('s.yaml', EVERY_KIND).scenario.venues[0];
    expect(matching).toEqual({ throughput: 50_000, queueLimit: 100_000 });
    const endless = change(written, 'matching: { throughput: 90/min }');
    expect(endless.venues[0].matching).toEqual({ throughput: 1.5, queueLimit: Infinity });
  });

  it('takes no time where nothing is said', () => {
    expect('matching' in change(written, '').venues[0]).toBe(false);
    const { populations } = loadScenario('s.yaml', EVERY_KIND).scenario;
    expect(populations.filter((it) => 'orderLatency' in it).map(({ name }) => name)).toEqual([
      'retail',
    ]);
  });

  it('has latencies in microseconds', () => {
    const { populations } = loadScenario('s.yaml', EVERY_KIND).scenario;
    expect(populations[0].orderLatency).toMatchObject({ median: 40_000, max: 2_000_000 });
  });
});
