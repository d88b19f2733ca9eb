import { ScenarioError } from '../../src/scenario/problems.js';
import { makePlan } from '../../src/sweep/make-plan.js';
import type { SweepPlan } from '../../src/sweep/plan.js';
import { SCENARIO } from '../cli/command.js';

/** A sweep that is right, of the scenario small.yaml beside it. */
export const SWEEP = `question: How large must the fund be?
scenario: small.yaml
set: { duration: 2m }
axes:
  fund: { path: venue.insuranceFund.initial, list: [50, 100, 200] }
  wealth:
    path: populations.retail.wealth
    range: { from: 10k, to: 50k, steps: 3 }
  rate:
    paths: [populations.retail.marketOrders.rate, populations.retail.limitOrders.rate]
    list: [[5/s, 10/s], [1/s, 2/s]]
design: grid
seeds: 40
metrics: [bad_debt, max_mark_drawdown_pct]
stop: { metric: bad_debt, halfWidth: 10k }
limits: { simulatedTime: 1h, commands: 10M, wallClock: 60s, memory: 1GB }
`;

export interface Given {
  readonly overrides?: readonly string[];
  readonly scenario?: string;
  readonly onProgress?: (cells: number, of: number) => void;
}

/** The same with places changed; each must be there. */
export function changed(...edits: readonly (readonly [from: string, to: string])[]): string {
  return edits.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`the example has no ${from}`);
    return text.replace(from, () => to);
  }, SWEEP);
}

export async function planOf(text: string, given: Given = {}): Promise<SweepPlan> {
  const { overrides = [], scenario = SCENARIO, onProgress = () => undefined } = given;
  const readText = (path: string): string => {
    if (path !== 'sweeps/small.yaml' && path !== 'shipped/small.yaml') {
      throw new Error(`${path} does not exist`);
    }
    return scenario;
  };
  const shipped = {
    pathOf: (name: string) => (name === 'small' ? 'shipped/small.yaml' : null),
    names: () => ['small'],
  };
  const build = { id: '1+0', version: '1', codeHash: '0', dependencies: {} };
  const fileName = 'sweeps/x.yaml';
  return makePlan({ fileName, text, overrides, readText, build, shipped, onProgress });
}

/** The lines of the report on a wrong sweep; none when it is right. */
export async function problemsOf(text: string, given: Given = {}): Promise<readonly string[]> {
  try {
    await planOf(text, given);
    return [];
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    return error.message.split('\n');
  }
}
